//! When the offices work: the hours of a working day, and how they change with the seasons.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::season::Season;
use crate::text::Message;

/// One stretch of working time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkingSpan {
    /// When work begins, local time.
    pub opens: NaiveTime,
    /// When it ends, later the same day.
    pub closes: NaiveTime,
}

/// The working hours of a working day: at least one span, in order, not touching.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<WorkingSpan>", into = "Vec<WorkingSpan>")]
#[schemars(with = "Vec<WorkingSpan>")]
pub struct WorkingTime(Vec<WorkingSpan>);

impl Default for WorkingTime {
    /// 08:00–12:00 and 14:00–18:00, as the field notes have it.
    fn default() -> Self {
        let hour = |h| NaiveTime::MIN + TimeDelta::hours(h);
        Self(vec![WorkingSpan { opens: hour(8), closes: hour(12) }, WorkingSpan { opens: hour(14), closes: hour(18) }])
    }
}

/// Why spans make no working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("working time needs at least one span, each ending after it begins and before the next")]
pub struct NoWorkingDay;

impl NoWorkingDay {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        "no_working_day"
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        Message::new("case-no-working-day")
    }
}

impl TryFrom<Vec<WorkingSpan>> for WorkingTime {
    type Error = NoWorkingDay;

    fn try_from(spans: Vec<WorkingSpan>) -> Result<Self, NoWorkingDay> {
        let each = spans.iter().all(|span| span.opens < span.closes);
        let apart = spans.windows(2).all(|pair| pair[0].closes < pair[1].opens);
        if spans.is_empty() || !each || !apart { Err(NoWorkingDay) } else { Ok(Self(spans)) }
    }
}

impl From<WorkingTime> for Vec<WorkingSpan> {
    fn from(time: WorkingTime) -> Self {
        time.0
    }
}

impl WorkingTime {
    /// The spans of a working day.
    pub fn spans(&self) -> &[WorkingSpan] {
        &self.0
    }

    /// How long people work on a working day.
    pub fn per_day(&self) -> TimeDelta {
        self.0.iter().map(|span| span.closes - span.opens).sum()
    }

    /// When the day's work ends.
    pub fn closes(&self) -> NaiveTime {
        self.0.last().map_or(NaiveTime::MIN, |span| span.closes)
    }
}

/// Other working hours for a part of the year, such as those of summer 夏季作息.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkingSeason {
    /// What it is called, such as 夏季.
    pub name: String,
    /// When it applies.
    pub season: Season,
    /// The working hours of its days.
    pub spans: WorkingTime,
}

/// When the offices work 作息时间: the usual hours, and those of seasons in which they differ. Each day is reckoned with
/// the hours in force on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Form", into = "Form")]
pub struct WorkingSchedule {
    /// The hours of days outside every season.
    pub usual: WorkingTime,
    /// The seasons, apart from one another.
    pub seasons: Vec<WorkingSeason>,
}

/// As it is stored: the plain spans where no season differs, which is all that there was before seasons.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Usual(WorkingTime),
    Seasonal { usual: WorkingTime, seasons: Vec<WorkingSeason> },
}

impl From<Form> for WorkingSchedule {
    fn from(form: Form) -> Self {
        match form {
            Form::Usual(usual) => Self { usual, seasons: Vec::new() },
            Form::Seasonal { usual, seasons } => Self { usual, seasons },
        }
    }
}

impl From<WorkingSchedule> for Form {
    fn from(WorkingSchedule { usual, seasons }: WorkingSchedule) -> Self {
        if seasons.is_empty() { Self::Usual(usual) } else { Self::Seasonal { usual, seasons } }
    }
}

impl From<WorkingTime> for WorkingSchedule {
    fn from(usual: WorkingTime) -> Self {
        Self { usual, seasons: Vec::new() }
    }
}

impl JsonSchema for WorkingSchedule {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WorkingSchedule".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (spans, season) = (generator.subschema_for::<WorkingTime>(), generator.subschema_for::<WorkingSeason>());
        schemars::json_schema!({
            "description": "When the offices work: plain spans, or the usual ones with those of seasons.",
            "anyOf": [
                spans.clone(),
                {
                    "type": "object",
                    "properties": { "usual": spans, "seasons": { "type": "array", "items": season } },
                    "required": ["usual", "seasons"],
                },
            ],
        })
    }
}

impl WorkingSchedule {
    /// The hours in force on a day.
    pub fn on(&self, day: NaiveDate) -> &WorkingTime {
        self.season_on(day).map_or(&self.usual, |season| &season.spans)
    }

    /// The season a day lies in, if its hours differ.
    pub fn season_on(&self, day: NaiveDate) -> Option<&WorkingSeason> {
        self.seasons.iter().find(|season| season.season.contains(day))
    }

    /// What is wrong with the seasons: the number of the season from 0, the field, and why.
    pub fn fault(&self) -> Option<(usize, &'static str, Message)> {
        for (n, season) in self.seasons.iter().enumerate() {
            if season.name.trim().is_empty() {
                return Some((n, "name", Message::new("case-season-no-name")));
            }
            if let Some(other) = self.seasons[..n].iter().find(|other| other.season.meets(season.season)) {
                let message = Message::new("case-season-overlap").arg("name", &season.name).arg("other", &other.name);
                return Some((n, "season", message));
            }
        }
        None
    }
}
