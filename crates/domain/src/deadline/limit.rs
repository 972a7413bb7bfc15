//! Limits as notices write them: `4小时`, `2紧急工作时`, `3工作日`, `5自然日`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::text::{Lang, Message, render};

vocabulary! {
    /// The clock a limit runs on.
    Clock in "case-clock" {
        /// Continuous minutes 分钟.
        ContinuousMinutes = "minutes",
        /// Continuous hours, nights and holidays included 紧急工作时.
        ContinuousHours = "continuous_hours",
        /// Hours inside working time 工作时, also written 小时.
        WorkingHours = "working_hours",
        /// Days of working time 工作日, also written 天; a day is one full day's working hours.
        WorkingDays = "working_days",
        /// Calendar days 自然日, also written 紧急工作日: the same time of day so many days later.
        CalendarDays = "calendar_days",
    }
}

/// A limit: so much on such a clock. Reads from `{ value, clock }` or from a notice's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Form")]
pub struct Limit {
    /// How much, from 1 to [`Limit::MOST`], in the clock's unit.
    #[serde(rename = "value")]
    pub amount: u32,
    /// The clock.
    pub clock: Clock,
}

/// The two forms a limit may be read from.
#[derive(Deserialize)]
#[serde(untagged)]
enum Form {
    Parts(Parts),
    Text(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    #[serde(alias = "amount")]
    value: u32,
    clock: Clock,
}

impl TryFrom<Form> for Limit {
    type Error = LimitRefusal;

    fn try_from(form: Form) -> Result<Self, LimitRefusal> {
        match form {
            Form::Parts(Parts { value, clock }) => Self::new(value, clock),
            Form::Text(text) => text.parse(),
        }
    }
}

impl JsonSchema for Limit {
    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let clock = generator.subschema_for::<Clock>();
        json_schema!({
            "description": "A limit: so much on such a clock.",
            "type": "object",
            "properties": {
                "value": { "type": "integer", "minimum": 1, "maximum": Limit::MOST },
                "clock": clock,
            },
            "required": ["value", "clock"],
        })
    }
}

/// Why a text is no limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitRefusal {
    /// It does not have the form of a number and a unit of time.
    #[error("{text:?} is no limit; expected a number and a unit such as 4小时 or 3工作日")]
    NotALimit {
        /// What was given.
        text: String,
    },
    /// The number is 0 or beyond what is reckoned.
    #[error("{text:?} is out of range; a limit is from 1 to {most}", most = Limit::MOST)]
    OutOfRange {
        /// What was given.
        text: String,
    },
}

impl LimitRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotALimit { .. } => "not_a_limit",
            Self::OutOfRange { .. } => "limit_out_of_range",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::NotALimit { text } => Message::new("case-limit-not").arg("text", text),
            Self::OutOfRange { text } => Message::new("case-limit-range").arg("text", text).arg("most", Limit::MOST),
        }
    }
}

/// Units as they are written, longer ones before those they begin with.
const UNITS: &[(&str, Clock)] = &[
    ("紧急工作时", Clock::ContinuousHours),
    ("紧急工作日", Clock::CalendarDays),
    ("个工作日", Clock::WorkingDays),
    ("个工作时", Clock::WorkingHours),
    ("个自然日", Clock::CalendarDays),
    ("个小时", Clock::WorkingHours),
    ("工作日", Clock::WorkingDays),
    ("工作时", Clock::WorkingHours),
    ("自然日", Clock::CalendarDays),
    ("分钟", Clock::ContinuousMinutes),
    ("小时", Clock::WorkingHours),
    ("天", Clock::WorkingDays),
    ("continuous_hours", Clock::ContinuousHours),
    ("working_hours", Clock::WorkingHours),
    ("working_days", Clock::WorkingDays),
    ("calendar_days", Clock::CalendarDays),
    ("continuous h", Clock::ContinuousHours),
    ("working h", Clock::WorkingHours),
    ("working d", Clock::WorkingDays),
    ("calendar d", Clock::CalendarDays),
    ("min", Clock::ContinuousMinutes),
    ("hour", Clock::WorkingHours),
    ("day", Clock::WorkingDays),
];

impl Limit {
    /// The greatest amount that is reckoned, far beyond any notice.
    pub const MOST: u32 = 100_000;

    /// A limit of a sensible amount.
    ///
    /// # Errors
    /// The amount is 0 or greater than [`Limit::MOST`].
    pub fn new(amount: u32, clock: Clock) -> Result<Self, LimitRefusal> {
        if (1..=Self::MOST).contains(&amount) {
            Ok(Self { amount, clock })
        } else {
            Err(LimitRefusal::OutOfRange { text: amount.to_string() })
        }
    }

    /// Reads a limit and what follows it: real sheets write things like `1紧急工作时制止`.
    ///
    /// # Errors
    /// The text has no number and unit, or the number is out of range.
    pub fn read(text: &str) -> Result<(Self, Option<String>), LimitRefusal> {
        let refused = || LimitRefusal::NotALimit { text: text.to_owned() };
        let trimmed = text.trim();
        let (digits, rest) = written_number(trimmed).ok_or_else(refused)?;
        let rest = rest.trim_start();
        let (unit, clock) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)).ok_or_else(refused)?;
        let amount = digits.parse().map_err(|_| LimitRefusal::OutOfRange { text: text.to_owned() })?;
        let limit = Self::new(amount, *clock).map_err(|_| LimitRefusal::OutOfRange { text: text.to_owned() })?;
        // What is left of an English word, such as `hours`, is no remark.
        let noise = rest[unit.len()..].trim_start_matches(|c: char| c.is_ascii_lowercase()).trim();
        Ok((limit, (!noise.is_empty()).then(|| noise.to_owned())))
    }

    /// The limit in words of a language.
    pub fn wording(self, lang: Lang) -> String {
        let key = format!("case-limit-{}", self.clock.as_str());
        render(&Message::new(key).arg("amount", self.amount), lang)
    }
}

/// The number a text begins with, in ASCII digits, and what follows it.
fn written_number(text: &str) -> Option<(String, &str)> {
    let after = text.find(|c| ascii_digit(c).is_none()).unwrap_or(text.len());
    if after > 0 {
        let (number, rest) = text.split_at(after);
        return Some((number.chars().filter_map(ascii_digit).collect(), rest));
    }
    let after = text.find(|c| !NUMERALS.contains(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(after);
    Some((numeral(number)?.to_string(), rest))
}

const NUMERALS: &str = "十一二两三四五六七八九";

/// A number from 1 to 99 in Chinese numerals, such as 三 or 十五.
fn numeral(text: &str) -> Option<u32> {
    let digit = |text: &str| match text {
        "两" => Some(2),
        _ => text.chars().next().filter(|_| text.chars().count() == 1).and_then(|c| {
            let at = "一二三四五六七八九".chars().position(|other| other == c)?;
            u32::try_from(at + 1).ok()
        }),
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
        None => digit(text),
    }
}

/// The ASCII form of a digit, also of a full-width one as Chinese sheets have them.
fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

impl std::str::FromStr for Limit {
    type Err = LimitRefusal;

    fn from_str(text: &str) -> Result<Self, LimitRefusal> {
        Self::read(text).map(|(limit, _)| limit)
    }
}

impl std::fmt::Display for Limit {
    /// In the notices' words, which read back to the same limit.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.clock {
            Clock::ContinuousMinutes => "分钟",
            Clock::ContinuousHours => "紧急工作时",
            Clock::WorkingHours => "工作时",
            Clock::WorkingDays => "工作日",
            Clock::CalendarDays => "自然日",
        };
        write!(f, "{}{unit}", self.amount)
    }
}
