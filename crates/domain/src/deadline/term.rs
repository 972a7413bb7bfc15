//! Until when: a limit on a clock, or a day that a notice names, `限7月1日前`.
//!
//! A day is met by the end of its working time, by the hours in force on it, also where it is a day off; a day with an
//! hour is met by that hour. A day without a year is the next such day. A suspension puts a named day off by as long as
//! the clock stood, to the end of work on the day then reached.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::limit::{Clock, Limit, LimitRefusal};
use super::reckoning::moment;
use super::working::WorkingSchedule;
use super::written::written_day;
use crate::text::{Lang, Message, render, word};
use crate::time::{DEFAULT_ZONE, Timestamp, local_day, shown};

/// A day by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndDay {
    /// The last day.
    pub by: NaiveDate,
    /// The last hour of it; the end of its working time where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
}

impl EndDay {
    /// The last moment that is in time.
    pub fn moment(self, hours: &WorkingSchedule, zone: Tz) -> Timestamp {
        moment(self.by, self.at.unwrap_or_else(|| hours.on(self.by).closes()), zone)
    }
}

/// Until when: within a limit, or by a day. What was stored before days were known reads as a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Term {
    /// By a day.
    By(EndDay),
    /// Within a limit.
    Within(Limit),
}

impl From<Limit> for Term {
    fn from(limit: Limit) -> Self {
        Self::Within(limit)
    }
}

impl JsonSchema for Term {
    fn schema_name() -> Cow<'static, str> {
        "Term".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let limit = generator.subschema_for::<Limit>();
        json_schema!({
            "description": "Until when: within a limit, or by a day.",
            "anyOf": [
                limit,
                {
                    "type": "object",
                    "properties": {
                        "by": { "type": "string", "format": "date" },
                        "at": { "type": "string", "format": "partial-date-time" },
                    },
                    "required": ["by"],
                },
            ],
        })
    }
}

/// Why a text says no time until which something can be due.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermRefusal {
    /// It is neither a limit nor a day.
    #[error("{text:?} is neither a limit nor a day; expected a form such as 3个工作日 or 7月1日前")]
    NotATerm {
        /// What was given.
        text: String,
    },
    /// The number of a limit is out of range.
    #[error(transparent)]
    Limit(LimitRefusal),
    /// There is no such day.
    #[error("{text:?} names a day that does not exist")]
    NoSuchDay {
        /// What was given.
        text: String,
    },
    /// The day is over already.
    #[error("{text:?} was over at {end}")]
    DayPast {
        /// What was given.
        text: String,
        /// When it was over.
        end: Timestamp,
        /// The zone it is shown in.
        zone: Tz,
    },
}

impl TermRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotATerm { .. } => "not_a_term",
            Self::Limit(refusal) => refusal.code(),
            Self::NoSuchDay { .. } => "no_such_day",
            Self::DayPast { .. } => "day_past",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::NotATerm { text } => Message::new("case-term-not").arg("text", text),
            Self::Limit(refusal) => refusal.message(),
            Self::NoSuchDay { text } => Message::new("case-term-no-day").arg("text", text),
            Self::DayPast { text, end, zone } => {
                Message::new("case-term-past").arg("text", text).arg("end", shown(*end, *zone))
            }
        }
    }
}

/// What may stand before a limit, in the notices' words and in English.
const BEFORE: &[&str] = &["限于", "限在", "限期", "限", "须在", "应在", "请在", "于", "在", "within ", "in "];

impl Term {
    /// Reads until when from a notice's words, as seen at a moment: `4小时`, `3个工作日内`, `限7月1日前`, `by 1 July`.
    ///
    /// # Errors
    /// The text is neither a limit nor a day, the day does not exist, or it is over at that moment.
    pub fn read(text: &str, start: Timestamp, hours: &WorkingSchedule, zone: Tz) -> Result<Self, TermRefusal> {
        let text = text.trim();
        if let Some(day) = written_day(text) {
            let refused = || TermRefusal::NoSuchDay { text: text.to_owned() };
            let day = day.next_from(local_day(start, zone)).ok_or_else(refused)?;
            let end = day.moment(hours, zone);
            if end <= start {
                return Err(TermRefusal::DayPast { text: text.to_owned(), end, zone });
            }
            return Ok(Self::By(day));
        }
        let lower = text.to_lowercase();
        let rest = BEFORE.iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
        match Limit::read(rest) {
            Ok((limit, _)) => Ok(Self::Within(limit)),
            Err(LimitRefusal::NotALimit { .. }) => Err(TermRefusal::NotATerm { text: text.to_owned() }),
            Err(refusal) => Err(TermRefusal::Limit(refusal)),
        }
    }

    /// The limit, where it is one.
    pub const fn limit(self) -> Option<Limit> {
        match self {
            Self::Within(limit) => Some(limit),
            Self::By(_) => None,
        }
    }

    /// By how much an extension 延期 puts it off: by the limit once more; a named day by as many calendar days as there
    /// were until it.
    pub fn extension(self, start: Timestamp, zone: Tz) -> Limit {
        match self {
            Self::Within(limit) => limit,
            Self::By(end) => {
                let days = (end.by - local_day(start, zone)).num_days().max(1);
                let amount = u32::try_from(days).unwrap_or(Limit::MOST).min(Limit::MOST);
                Limit { amount, clock: Clock::CalendarDays }
            }
        }
    }

    /// It in words of a language.
    pub fn wording(self, lang: Lang) -> String {
        match self {
            Self::Within(limit) => limit.wording(lang),
            Self::By(EndDay { by, at: None }) => {
                render(&Message::new("case-term-by-day").arg("day", day_words(by, lang)), lang)
            }
            Self::By(EndDay { by, at: Some(at) }) => {
                let message = Message::new("case-term-by-hour")
                    .arg("day", day_words(by, lang))
                    .arg("hour", at.format("%H:%M").to_string());
                render(&message, lang)
            }
        }
    }
}

/// A day with its year, in words of a language.
fn day_words(day: NaiveDate, lang: Lang) -> String {
    let message = Message::new("case-term-day")
        .arg("year", day.year().to_string())
        .arg("month", day.month())
        .arg("month_name", word(MONTHS[day.month0() as usize], lang))
        .arg("day", day.day());
    render(&message, lang)
}

const MONTHS: [&str; 12] = [
    "case-month-1",
    "case-month-2",
    "case-month-3",
    "case-month-4",
    "case-month-5",
    "case-month-6",
    "case-month-7",
    "case-month-8",
    "case-month-9",
    "case-month-10",
    "case-month-11",
    "case-month-12",
];

const WEEKDAYS: [&str; 7] = [
    "case-weekday-1",
    "case-weekday-2",
    "case-weekday-3",
    "case-weekday-4",
    "case-weekday-5",
    "case-weekday-6",
    "case-weekday-7",
];

/// A moment as whoever sets it is told it, with its weekday: 截至 2026年7月1日（周三）18:00.
pub fn due_words(at: Timestamp, zone: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&zone);
    let day = local.date_naive();
    let message = Message::new("case-term-due")
        .arg("day", day_words(day, lang))
        .arg("weekday", word(WEEKDAYS[day.weekday().num_days_from_monday() as usize], lang))
        .arg("hour", local.format("%H:%M").to_string());
    render(&message, lang)
}

/// The zone of a basis, the usual one where the stored name is none.
pub(super) fn zone_of(name: &str) -> Tz {
    name.parse().unwrap_or(DEFAULT_ZONE)
}
