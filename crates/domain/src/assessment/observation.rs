//! What an inspector records about one item at one site, and its JSON form.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::{JudgeFault, JudgeRefusal};
use crate::figure::Exact;

/// An observation 判定: one item, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ObservationForm", into = "ObservationForm")]
pub struct Observation {
    /// The item's code.
    pub item: String,
    /// What was found.
    pub outcome: Outcome,
    /// A remark, not judged.
    pub remark: String,
}

/// What was found: a reading to be judged, or a reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "ObservationForm", into = "ObservationForm")]
pub enum Outcome {
    /// Read, and perhaps also called passed 达标 or not by the inspector.
    Read {
        /// The reading.
        reading: Reading,
        /// The inspector's own word on it; it must not contradict the reading.
        passed: Option<bool>,
    },
    /// Outside scoring.
    Outside(Outside),
}

/// The outcomes outside scoring: they leave numerator and denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// The item does not exist at this site 不适用.
    NotApplicable,
    /// It could not be looked at 无法调查.
    Unreachable,
    /// Whoever should have answered refused 拒访.
    Refused,
    /// The whole site is void 点位作废: none of its observations count.
    SiteVoid,
}

impl Outside {
    /// The word as it stands in the observation form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Unreachable => "unreachable",
            Self::Refused => "refused",
            Self::SiteVoid => "site_void",
        }
    }
}

/// A reading, one kind for each way of judging.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Passed or not.
    Passed(bool),
    /// Points deducted by the inspector.
    Deduction(Exact),
    /// How many places.
    Count(u32),
    /// How many are there of those required.
    Have(u32),
    /// So many of so many are in order.
    Share {
        /// In order.
        ok: u32,
        /// Looked at.
        of: u32,
    },
    /// A measured value.
    Value(Exact),
    /// How many each instance has.
    Instances(Vec<u32>),
    /// Counts by stage.
    Stages {
        /// Found.
        found: u32,
        /// Not rectified since.
        not_rectified: u32,
        /// Back again after rectification.
        repeated: u32,
    },
    /// How many over a distance walked.
    CountOver {
        /// How many.
        count: u32,
        /// Metres walked.
        metres: Exact,
    },
    /// How many while watching.
    CountDuring {
        /// How many.
        count: u32,
        /// Minutes watched.
        minutes: Exact,
    },
    /// A grade.
    Grade(String),
    /// Several readings, of which the worst counts.
    Readings(Vec<Reading>),
}

impl Reading {
    /// The form fields it is written with.
    pub const fn fields(&self) -> &'static str {
        match self {
            Self::Passed(_) => "passed",
            Self::Deduction(_) => "deduction",
            Self::Count(_) => "count",
            Self::Have(_) => "have",
            Self::Share { .. } => "ok, of",
            Self::Value(_) => "value",
            Self::Instances(_) => "instances",
            Self::Stages { .. } => "found, not_rectified, repeated",
            Self::CountOver { .. } => "count, metres",
            Self::CountDuring { .. } => "count, minutes",
            Self::Grade(_) => "grade",
            Self::Readings(_) => "readings",
        }
    }
}

/// The flat form of an observation, as JSON has it and tables spread it over columns. Counts are signed
/// here so that a negative one is refused with a sentence instead of a type error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservationForm {
    /// The item's code; absent inside `readings`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// Passed 达标 or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
    /// Points deducted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction: Option<Exact>,
    /// How many places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// How many are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have: Option<i64>,
    /// How many are in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ok: Option<i64>,
    /// How many were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
    /// A measured value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Exact>,
    /// How many each instance has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instances: Option<Vec<i64>>,
    /// Found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<i64>,
    /// Not rectified since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_rectified: Option<i64>,
    /// Back again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeated: Option<i64>,
    /// Metres walked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<Exact>,
    /// Minutes watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Exact>,
    /// A grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Several readings, of which the worst counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<Vec<ObservationForm>>,
    /// Why there is no reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside: Option<Outside>,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

macro_rules! shown_as_form {
    ($($name:ident),+) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                ObservationForm::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                ObservationForm::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                ObservationForm::json_schema(generator)
            }
        }
    )+};
}

shown_as_form!(Observation, Outcome);

fn counted(field: &'static str, value: i64) -> Result<u32, JudgeFault> {
    if value < 0 {
        return Err(JudgeFault::Negative { field, value: value.into() });
    }
    u32::try_from(value).map_err(|_| JudgeFault::TooLarge { field })
}

fn required<T>(field: &'static str, value: Option<T>) -> Result<T, JudgeFault> {
    value.ok_or(JudgeFault::Incomplete { field })
}

fn not_negative(field: &'static str, value: Exact) -> Result<Exact, JudgeFault> {
    if value.is_negative() { Err(JudgeFault::Negative { field, value }) } else { Ok(value) }
}

impl ObservationForm {
    /// The observation it says.
    ///
    /// # Errors
    /// When the reading is missing, mixed, incomplete or negative.
    pub fn read(self) -> Result<Observation, JudgeRefusal> {
        let (item, remark) = (self.item.clone(), self.remark.clone());
        match self.outcome() {
            Ok(outcome) => Ok(Observation { item, outcome, remark }),
            Err(fault) => Err(JudgeRefusal { item, fault }),
        }
    }

    fn outcome(self) -> Result<Outcome, JudgeFault> {
        let readings = self.present();
        if let Some(outside) = self.outside {
            if !readings.is_empty() || self.passed.is_some() {
                return Err(JudgeFault::MixedReading { fields: format!("outside, {}", readings.join(", ")) });
            }
            return Ok(Outcome::Outside(outside));
        }
        match (readings.as_slice(), self.passed) {
            ([], None) => Err(JudgeFault::NoReading),
            ([], Some(passed)) => Ok(Outcome::Read { reading: Reading::Passed(passed), passed: None }),
            ([one], passed) => Ok(Outcome::Read { reading: self.reading(one)?, passed }),
            (several, _) => Err(JudgeFault::MixedReading { fields: several.join(", ") }),
        }
    }

    /// The readings of which the form has a field, `passed` aside.
    fn present(&self) -> Vec<&'static str> {
        let stages = self.found.is_some() || self.not_rectified.is_some() || self.repeated.is_some();
        [
            ("deduction", self.deduction.is_some()),
            ("count", self.count.is_some() || self.metres.is_some() || self.minutes.is_some()),
            ("have", self.have.is_some()),
            ("ok", self.ok.is_some() || self.of.is_some()),
            ("value", self.value.is_some()),
            ("instances", self.instances.is_some()),
            ("found", stages),
            ("grade", self.grade.is_some()),
            ("readings", self.readings.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, there)| there.then_some(name))
        .collect()
    }

    fn reading(self, which: &str) -> Result<Reading, JudgeFault> {
        Ok(match which {
            "deduction" => Reading::Deduction(not_negative("deduction", required("deduction", self.deduction)?)?),
            "count" => self.count_reading()?,
            "have" => Reading::Have(counted("have", required("have", self.have)?)?),
            "ok" => Reading::Share {
                ok: counted("ok", required("ok", self.ok)?)?,
                of: counted("of", required("of", self.of)?)?,
            },
            "value" => Reading::Value(required("value", self.value)?),
            "instances" => Reading::Instances(
                self.instances.into_iter().flatten().map(|i| counted("instances", i)).collect::<Result<_, _>>()?,
            ),
            "found" => Reading::Stages {
                found: counted("found", self.found.unwrap_or(0))?,
                not_rectified: counted("not_rectified", self.not_rectified.unwrap_or(0))?,
                repeated: counted("repeated", self.repeated.unwrap_or(0))?,
            },
            "grade" => Reading::Grade(required("grade", self.grade)?.trim().to_owned()),
            _ => Reading::Readings(
                self.readings.into_iter().flatten().map(Self::inner_reading).collect::<Result<_, _>>()?,
            ),
        })
    }

    fn count_reading(self) -> Result<Reading, JudgeFault> {
        let count = counted("count", required("count", self.count)?)?;
        Ok(match (self.metres, self.minutes) {
            (None, None) => Reading::Count(count),
            (Some(metres), None) => Reading::CountOver { count, metres: not_negative("metres", metres)? },
            (None, Some(minutes)) => Reading::CountDuring { count, minutes: not_negative("minutes", minutes)? },
            (Some(_), Some(_)) => return Err(JudgeFault::MixedReading { fields: "metres, minutes".to_owned() }),
        })
    }

    fn inner_reading(self) -> Result<Reading, JudgeFault> {
        if self.readings.is_some() {
            return Err(JudgeFault::MixedReading { fields: "readings".to_owned() });
        }
        match self.outcome()? {
            Outcome::Read { reading, passed: None } => Ok(reading),
            Outcome::Read { .. } => Err(JudgeFault::MixedReading { fields: "readings, passed".to_owned() }),
            Outcome::Outside(_) => Err(JudgeFault::MixedReading { fields: "readings, outside".to_owned() }),
        }
    }

    fn of_reading(reading: Reading) -> Self {
        let mut form = Self::default();
        match reading {
            Reading::Passed(passed) => form.passed = Some(passed),
            Reading::Deduction(deduction) => form.deduction = Some(deduction),
            Reading::Count(count) => form.count = Some(count.into()),
            Reading::Have(have) => form.have = Some(have.into()),
            Reading::Share { ok, of } => (form.ok, form.of) = (Some(ok.into()), Some(of.into())),
            Reading::Value(value) => form.value = Some(value),
            Reading::Instances(list) => form.instances = Some(list.into_iter().map(i64::from).collect()),
            Reading::Stages { found, not_rectified, repeated } => {
                form.found = Some(found.into());
                form.not_rectified = Some(not_rectified.into());
                form.repeated = Some(repeated.into());
            }
            Reading::CountOver { count, metres } => {
                (form.count, form.metres) = (Some(count.into()), Some(metres));
            }
            Reading::CountDuring { count, minutes } => {
                (form.count, form.minutes) = (Some(count.into()), Some(minutes));
            }
            Reading::Grade(grade) => form.grade = Some(grade),
            Reading::Readings(list) => form.readings = Some(list.into_iter().map(Self::of_reading).collect()),
        }
        form
    }
}

impl From<Outcome> for ObservationForm {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Read { reading, passed } => {
                let form = Self::of_reading(reading);
                Self { passed: form.passed.or(passed), ..form }
            }
            Outcome::Outside(outside) => Self { outside: Some(outside), ..Self::default() },
        }
    }
}

impl From<Observation> for ObservationForm {
    fn from(observation: Observation) -> Self {
        Self { item: observation.item, remark: observation.remark, ..observation.outcome.into() }
    }
}

impl TryFrom<ObservationForm> for Observation {
    type Error = JudgeRefusal;

    fn try_from(form: ObservationForm) -> Result<Self, JudgeRefusal> {
        form.read()
    }
}

impl TryFrom<ObservationForm> for Outcome {
    type Error = JudgeFault;

    fn try_from(form: ObservationForm) -> Result<Self, JudgeFault> {
        form.outcome()
    }
}
