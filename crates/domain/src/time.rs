//! Time as the whole system stores it: UTC, cut to milliseconds; shown and reckoned in the campaign's zone.

use chrono::{DateTime, Datelike, Days, NaiveDate, SubsecRound, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A moment in UTC, always cut to milliseconds with [`cut`].
pub type Timestamp = DateTime<Utc>;

/// The zone of a campaign that names none.
pub const DEFAULT_ZONE: Tz = chrono_tz::Asia::Shanghai;

/// Cuts a moment to milliseconds, the precision both databases and every client keep.
pub fn cut(at: DateTime<Utc>) -> Timestamp {
    at.trunc_subsecs(3)
}

/// The first moment of a local day, in UTC. On a day whose midnight is skipped, the earliest moment that exists.
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Timestamp {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    zone.from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| Utc.from_utc_datetime(&midnight), |t| t.with_timezone(&Utc))
}

/// The local day of a moment.
pub fn local_day(at: Timestamp, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// A moment as sentences show it: local date and time to the minute, in the campaign's zone.
pub fn shown(at: Timestamp, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// A week by ISO 8601, Monday to Sunday: `2026-W47`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IsoWeek {
    year: i32,
    week: u32,
}

/// Why a text names no week.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a week that exists; expected a form like 2026-W47")]
pub struct NoSuchWeek {
    /// What was given.
    pub text: String,
}

impl IsoWeek {
    /// The week of a local day.
    pub fn of(day: NaiveDate) -> Self {
        let week = day.iso_week();
        Self { year: week.year(), week: week.week() }
    }

    /// The ISO year, which can differ from the calendar year around New Year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The week's number in its year, 1–53.
    pub const fn number(self) -> u32 {
        self.week
    }

    /// Its Monday.
    pub fn monday(self) -> NaiveDate {
        NaiveDate::from_isoywd_opt(self.year, self.week, Weekday::Mon).unwrap_or(NaiveDate::MIN)
    }

    /// Its Sunday.
    pub fn sunday(self) -> NaiveDate {
        self.monday() + Days::new(6)
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::of(self.monday() - Days::new(7))
    }

    /// From the first moment of Monday to the first moment of the next Monday, half open.
    pub fn period(self, zone: Tz) -> Period {
        Period { from: start_of_day(self.monday(), zone), until: start_of_day(self.monday() + Days::new(7), zone) }
    }
}

impl JsonSchema for IsoWeek {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "IsoWeek".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A week by ISO 8601, Monday to Sunday, such as `2026-W47`.",
            "pattern": "^[0-9]{4}-W[0-9]{2}$"
        })
    }
}

impl std::fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl std::str::FromStr for IsoWeek {
    type Err = NoSuchWeek;

    fn from_str(text: &str) -> Result<Self, NoSuchWeek> {
        let refused = || NoSuchWeek { text: text.to_owned() };
        let (year, week) = text.trim().split_once("-W").ok_or_else(refused)?;
        if year.len() != 4 || week.len() != 2 {
            return Err(refused());
        }
        let (year, week) = (year.parse().map_err(|_| refused())?, week.parse().map_err(|_| refused())?);
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).ok_or_else(refused)?;
        Ok(Self { year, week })
    }
}

impl TryFrom<String> for IsoWeek {
    type Error = NoSuchWeek;

    fn try_from(text: String) -> Result<Self, NoSuchWeek> {
        text.parse()
    }
}

impl From<IsoWeek> for String {
    fn from(week: IsoWeek) -> Self {
        week.to_string()
    }
}

/// A half-open span of time: `from` belongs to it, `until` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first moment inside.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
}

impl Period {
    /// Whether the moment lies inside.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn weeks_that_exist_round_trip_and_others_are_refused() {
        for text in ["2026-W47", "2020-W53", "2026-W01"] {
            assert_eq!(text.parse::<IsoWeek>().unwrap().to_string(), text);
        }
        for text in ["2026-W54", "2025-W53", "2026-W00", "2026W47", "26-W47", "2026-W4", "", "2026-Wxx"] {
            assert!(text.parse::<IsoWeek>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_week_runs_from_monday_midnight_in_the_zone() {
        let week: IsoWeek = "2026-W47".parse().unwrap();
        let period = week.period(DEFAULT_ZONE);
        assert_eq!(period.from.to_rfc3339(), "2026-11-15T16:00:00+00:00");
        assert_eq!((period.until - period.from).num_days(), 7);
        assert_eq!(week.previous().to_string(), "2026-W46");
    }
}
