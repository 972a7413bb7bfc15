//! Why an observation or the facts of a round are refused.

use crate::figure::Exact;
use crate::text::Message;

/// A refused observation: the item and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("item {item}: {fault}")]
pub struct JudgeRefusal {
    /// The item's code as given.
    pub item: String,
    /// What is wrong.
    pub fault: JudgeFault,
}

/// What can be wrong with an observation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JudgeFault {
    /// The item is not in the edition.
    #[error("the edition has no such item")]
    UnknownItem,
    /// The site type is not in the edition.
    #[error("the edition has no site type {site_type}")]
    UnknownType {
        /// The type given.
        site_type: String,
    },
    /// The item is not judged at this site type.
    #[error("it is not judged at sites of type {site_type}")]
    NotApplicable {
        /// The site type.
        site_type: String,
    },
    /// The item stands twice in one visit.
    #[error("it is observed twice")]
    Twice,
    /// The reading is of another kind.
    #[error("it is judged by {kind} and needs {expects}, not {given}")]
    WrongReading {
        /// The judging kind.
        kind: &'static str,
        /// The fields it needs.
        expects: &'static str,
        /// The fields given.
        given: &'static str,
    },
    /// There is neither a reading nor a reason for none.
    #[error("there is no reading")]
    NoReading,
    /// Readings of several kinds, or a reading beside `outside`.
    #[error("{fields} do not go together")]
    MixedReading {
        /// The fields.
        fields: String,
    },
    /// A part of the reading is missing.
    #[error("{field} is missing")]
    Incomplete {
        /// The field.
        field: &'static str,
    },
    /// A number is below 0.
    #[error("{field} is {value}, below 0")]
    Negative {
        /// The field.
        field: &'static str,
        /// Its value.
        value: Exact,
    },
    /// A count no one can have counted.
    #[error("{field} is too large")]
    TooLarge {
        /// The field.
        field: &'static str,
    },
    /// More deducted than may be.
    #[error("{deduction} is deducted, at most {max} may be")]
    DeductionOverMax {
        /// Deducted.
        deduction: Exact,
        /// The most.
        max: Exact,
    },
    /// The deduction is no multiple of the step.
    #[error("the deduction {deduction} is no multiple of {step}")]
    NotAStep {
        /// Deducted.
        deduction: Exact,
        /// The step.
        step: Exact,
    },
    /// Places are counted on a passed item.
    #[error("it is passed, yet {count} places are counted")]
    CountOnPassed {
        /// How many.
        count: u32,
    },
    /// Points are deducted on a passed item.
    #[error("it is passed, yet {deduction} is deducted")]
    DeductionOnPassed {
        /// How much.
        deduction: Exact,
    },
    /// A passed item loses points by its reading.
    #[error("it is passed, yet its reading loses {lost}")]
    LossOnPassed {
        /// How much.
        lost: Exact,
    },
    /// The grade is not one of the item's.
    #[error("there is no grade {grade}; there are {known}")]
    UnknownGrade {
        /// The grade given.
        grade: String,
        /// Those there are.
        known: String,
    },
    /// More in order than were looked at.
    #[error("{ok} of {of} cannot be in order")]
    MoreThanAll {
        /// In order.
        ok: u32,
        /// Looked at.
        of: u32,
    },
    /// Something is counted over no distance or time.
    #[error("{count} are counted over 0 {field}")]
    CountOverNothing {
        /// How many.
        count: u32,
        /// `metres` or `minutes`.
        field: &'static str,
    },
    /// A list of instances or readings is empty.
    #[error("{field} is empty")]
    NothingListed {
        /// The field.
        field: &'static str,
    },
}

impl JudgeFault {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownItem => "unknown-item",
            Self::UnknownType { .. } => "unknown-type",
            Self::NotApplicable { .. } => "not-applicable",
            Self::Twice => "twice",
            Self::WrongReading { .. } => "wrong-reading",
            Self::NoReading => "no-reading",
            Self::MixedReading { .. } => "mixed-reading",
            Self::Incomplete { .. } => "incomplete",
            Self::Negative { .. } => "negative",
            Self::TooLarge { .. } => "too-large",
            Self::DeductionOverMax { .. } => "deduction-over-max",
            Self::NotAStep { .. } => "not-a-step",
            Self::CountOnPassed { .. } => "count-on-passed",
            Self::DeductionOnPassed { .. } => "deduction-on-passed",
            Self::LossOnPassed { .. } => "loss-on-passed",
            Self::UnknownGrade { .. } => "unknown-grade",
            Self::MoreThanAll { .. } => "more-than-all",
            Self::CountOverNothing { .. } => "count-over-nothing",
            Self::NothingListed { .. } => "nothing-listed",
        }
    }

    /// Names the item it was found on.
    #[must_use]
    pub fn on(self, item: &str) -> JudgeRefusal {
        JudgeRefusal { item: item.to_owned(), fault: self }
    }
}

impl JudgeRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// The public sentence: which item, what is wrong, what to do.
    pub fn message(&self) -> Message {
        let message = Message::new(format!("standard-judge-{}", self.code())).arg("item", &self.item);
        match &self.fault {
            JudgeFault::UnknownType { site_type } | JudgeFault::NotApplicable { site_type } => {
                message.arg("type", site_type)
            }
            JudgeFault::WrongReading { kind, expects, given } => {
                message.arg("kind", kind).arg("expects", expects).arg("given", given)
            }
            JudgeFault::MixedReading { fields } => message.arg("fields", fields),
            JudgeFault::Incomplete { field } | JudgeFault::TooLarge { field } | JudgeFault::NothingListed { field } => {
                message.arg("field", field)
            }
            JudgeFault::Negative { field, value } => message.arg("field", field).arg("value", value),
            JudgeFault::DeductionOverMax { deduction, max } => message.arg("deduction", deduction).arg("max", max),
            JudgeFault::NotAStep { deduction, step } => message.arg("deduction", deduction).arg("step", step),
            JudgeFault::CountOnPassed { count } => message.arg("count", count),
            JudgeFault::DeductionOnPassed { deduction } => message.arg("deduction", deduction),
            JudgeFault::LossOnPassed { lost } => message.arg("lost", lost),
            JudgeFault::UnknownGrade { grade, known } => message.arg("grade", grade).arg("known", known),
            JudgeFault::MoreThanAll { ok, of } => message.arg("ok", ok).arg("of", of),
            JudgeFault::CountOverNothing { count, field } => message.arg("count", count).arg("field", field),
            JudgeFault::UnknownItem | JudgeFault::Twice | JudgeFault::NoReading => message,
        }
    }
}

/// A refused fact of a round: where and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {fault}")]
pub struct ScoreRefusal {
    /// The site, module or veto item, by the id given.
    pub at: String,
    /// What is wrong.
    pub fault: ScoreFault,
}

/// What can be wrong with the facts of a round.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScoreFault {
    /// An observation is refused.
    #[error("{0}")]
    Judge(JudgeRefusal),
    /// A site stands twice.
    #[error("the site stands twice")]
    SiteTwice,
    /// The attribute that weights the sites is missing.
    #[error("the attribute {attribute} is missing")]
    NoAttribute {
        /// The attribute.
        attribute: String,
    },
    /// The attribute that weights the sites is below 0.
    #[error("the attribute {attribute} is {value}, below 0")]
    NegativeAttribute {
        /// The attribute.
        attribute: String,
        /// Its value.
        value: Exact,
    },
    /// The module or veto item is not in the edition.
    #[error("the edition has no such {what}")]
    Unknown {
        /// `module` or `veto`.
        what: &'static str,
    },
    /// A value is given for the module that observations make.
    #[error("this module is scored from observations and takes no value")]
    NotGiven,
    /// The module's value stands twice.
    #[error("its value stands twice")]
    ValueTwice,
    /// A module's value lies outside 0 to its full mark.
    #[error("the value {value} lies outside 0 to {full}")]
    ValueOutside {
        /// The value.
        value: Exact,
        /// The full mark.
        full: Exact,
    },
}

impl ScoreFault {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Judge(refusal) => refusal.code(),
            Self::SiteTwice => "site-twice",
            Self::NoAttribute { .. } => "no-attribute",
            Self::NegativeAttribute { .. } => "negative-attribute",
            Self::Unknown { .. } => "unknown-part",
            Self::NotGiven => "not-given",
            Self::ValueTwice => "value-twice",
            Self::ValueOutside { .. } => "value-outside",
        }
    }

    pub(super) fn at(self, at: &str) -> ScoreRefusal {
        ScoreRefusal { at: at.to_owned(), fault: self }
    }
}

impl ScoreRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// The public sentence. A refused observation keeps its own sentence; `at` names its site.
    pub fn message(&self) -> Message {
        let message = || Message::new(format!("standard-score-{}", self.code())).arg("at", &self.at);
        match &self.fault {
            ScoreFault::Judge(refusal) => refusal.message().arg("site", &self.at),
            ScoreFault::SiteTwice | ScoreFault::NotGiven | ScoreFault::ValueTwice => message(),
            ScoreFault::NoAttribute { attribute } => message().arg("attribute", attribute),
            ScoreFault::NegativeAttribute { attribute, value } => {
                message().arg("attribute", attribute).arg("value", value)
            }
            ScoreFault::Unknown { what } => message().arg("what", what),
            ScoreFault::ValueOutside { value, full } => message().arg("value", value).arg("full", full),
        }
    }
}
