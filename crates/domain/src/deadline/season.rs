//! Seasons: parts of every year, from one day to another, also over New Year.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A day of every year, such as `06-01`. The 29th of February is one, and lies in the years that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

/// Why a text names no day of a year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no day of a year; expected a form like 06-01")]
pub struct NoSuchDay {
    /// What was given.
    pub text: String,
}

impl MonthDay {
    /// A day that exists, in a leap year at least.
    pub fn new(month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(2024, month, day).map(|_| Self { month, day })
    }

    /// The day of the year on which a date lies.
    pub fn of(date: NaiveDate) -> Self {
        Self { month: date.month(), day: date.day() }
    }

    /// The date in a year; none for the 29th of February of most.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }

    /// The first such date on a day or after it.
    pub fn next_from(self, day: NaiveDate) -> Option<NaiveDate> {
        // Between two leap years lie eight at most.
        (day.year()..=day.year().saturating_add(8)).filter_map(|year| self.in_year(year)).find(|date| *date >= day)
    }
}

impl std::fmt::Display for MonthDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl std::str::FromStr for MonthDay {
    type Err = NoSuchDay;

    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        let parts = text.trim().split_once('-');
        let read = parts.and_then(|(month, day)| Self::new(month.parse().ok()?, day.parse().ok()?));
        read.ok_or_else(|| NoSuchDay { text: text.to_owned() })
    }
}

impl TryFrom<String> for MonthDay {
    type Error = NoSuchDay;

    fn try_from(text: String) -> Result<Self, NoSuchDay> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

impl JsonSchema for MonthDay {
    fn schema_name() -> Cow<'static, str> {
        "MonthDay".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A day of every year, such as `06-01`.",
            "pattern": "^[0-9]{2}-[0-9]{2}$",
        })
    }
}

/// A part of every year, both days included. One whose end comes before its beginning goes over New Year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Season {
    /// The first day.
    pub from: MonthDay,
    /// The last day.
    pub until: MonthDay,
}

impl Season {
    /// Whether a date lies in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.has(MonthDay::of(date))
    }

    fn has(self, day: MonthDay) -> bool {
        if self.from <= self.until {
            (self.from..=self.until).contains(&day)
        } else {
            day >= self.from || day <= self.until
        }
    }

    /// Whether two seasons have a day in common: then one begins within the other.
    pub fn meets(self, other: Self) -> bool {
        self.has(other.from) || other.has(self.from)
    }
}
