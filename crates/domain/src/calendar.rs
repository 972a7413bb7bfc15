//! Which days are working days, from the State Council's notices.
//!
//! A day the notices name decides for itself; any other day is a working day from Monday to Friday. A year
//! without a notice is unknown, and asking about it says so instead of guessing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::text::Message;

/// The days named by the notices, and the years whose notice is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Named days: true for a day off, false for a make-up working day 调休.
    pub days: BTreeMap<NaiveDate, bool>,
    /// The years whose notice is known.
    pub years: BTreeSet<i32>,
}

/// A year whose notice is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the holidays of {year} are not known")]
pub struct UnknownYear {
    /// The year asked for.
    pub year: i32,
}

impl UnknownYear {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        "unknown_year"
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        Message::new("case-unknown-year").arg("year", self.year)
    }
}

/// Why a year's days were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefusal {
    /// The file names no day: the notice is not out yet, so the year stays unknown.
    #[error("the calendar of {year} names no day")]
    EmptyYear {
        /// The year of the file.
        year: i32,
    },
    /// A day belongs neither to the year nor to the end of the year before.
    #[error("{day} does not belong to the notice of {year}")]
    DayOutsideYear {
        /// The year of the file.
        year: i32,
        /// The day.
        day: NaiveDate,
    },
    /// A day is named twice with different answers.
    #[error("{day} is named both as a day off and as a working day")]
    Contradiction {
        /// The day.
        day: NaiveDate,
    },
}

impl CalendarRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyYear { .. } => "empty_year",
            Self::DayOutsideYear { .. } => "day_outside_year",
            Self::Contradiction { .. } => "contradictory_day",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::EmptyYear { year } => Message::new("case-calendar-empty-year").arg("year", year),
            Self::DayOutsideYear { year, day } => {
                Message::new("case-calendar-day-outside-year").arg("year", year).arg("day", day)
            }
            Self::Contradiction { day } => Message::new("case-calendar-contradiction").arg("day", day),
        }
    }
}

impl Calendar {
    /// Takes in the notice of a year: each day with whether it is a day off. A late December day may stand
    /// in the next year's notice.
    ///
    /// # Errors
    /// A notice without days, with days of other years, or that contradicts itself; the calendar is then
    /// unchanged.
    pub fn add_year(
        &mut self,
        year: i32,
        days: impl IntoIterator<Item = (NaiveDate, bool)>,
    ) -> Result<(), CalendarRefusal> {
        let mut named = BTreeMap::new();
        for (day, off) in days {
            let late_before = day.year() == year - 1 && day.month() == 12;
            if day.year() != year && !late_before {
                return Err(CalendarRefusal::DayOutsideYear { year, day });
            }
            if named.insert(day, off).is_some_and(|before| before != off) {
                return Err(CalendarRefusal::Contradiction { day });
            }
        }
        if named.is_empty() {
            return Err(CalendarRefusal::EmptyYear { year });
        }
        self.days.extend(named);
        self.years.insert(year);
        Ok(())
    }

    /// Whether people work on this day.
    ///
    /// # Errors
    /// The year's notice is not known and no other notice names the day.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, UnknownYear> {
        match self.days.get(&day) {
            Some(off) => Ok(!off),
            None if self.years.contains(&day.year()) => Ok(plain_weekday(day)),
            None => Err(UnknownYear { year: day.year() }),
        }
    }
}

/// Whether the day lies from Monday to Friday: all that can be said without a notice.
pub fn plain_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_named_day_decides_and_any_other_follows_the_weekday() {
        let mut calendar = Calendar::default();
        calendar.add_year(2025, [(day("2025-01-26"), false), (day("2025-01-28"), true)]).unwrap();
        // 2025-01-26 is a Sunday made up for, 2025-01-28 a Tuesday off.
        for (text, working) in [
            ("2025-01-26", true),
            ("2025-01-28", false),
            ("2025-02-08", false),
            ("2025-03-03", true),
            ("2025-03-02", false),
        ] {
            assert_eq!(calendar.is_working(day(text)), Ok(working), "{text}");
        }
    }

    #[test]
    fn an_unknown_year_is_said_and_never_guessed() {
        let mut calendar = Calendar::default();
        calendar.add_year(2026, [(day("2025-12-31"), true), (day("2026-01-01"), true)]).unwrap();
        assert_eq!(calendar.is_working(day("2027-03-01")), Err(UnknownYear { year: 2027 }));
        assert_eq!(calendar.is_working(day("2025-12-31")), Ok(false), "the next notice named it");
        assert_eq!(calendar.is_working(day("2025-12-30")), Err(UnknownYear { year: 2025 }));
    }

    #[test]
    fn a_notice_without_days_leaves_the_year_unknown() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.add_year(2027, []), Err(CalendarRefusal::EmptyYear { year: 2027 }));
        assert!(calendar.years.is_empty());
        let stray = day("2025-06-01");
        assert_eq!(
            calendar.add_year(2027, [(stray, true)]),
            Err(CalendarRefusal::DayOutsideYear { year: 2027, day: stray })
        );
        let twice = day("2027-01-01");
        assert_eq!(
            calendar.add_year(2027, [(twice, true), (twice, false)]),
            Err(CalendarRefusal::Contradiction { day: twice })
        );
    }

    /// Reads the notices beside the repository; says so and passes over when they are not there.
    #[test]
    fn the_published_notices_give_their_known_number_of_working_days() {
        let root = std::env::var("WANGGE_SHARED_DATA").map_or_else(
            |_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
            std::path::PathBuf::from,
        );
        let folder = root.join("cn-workdays");
        if !folder.is_dir() {
            println!("passed over: no notices at {}", folder.display());
            return;
        }
        let mut calendar = Calendar::default();
        for year in 2019..=2026 {
            let text = std::fs::read_to_string(folder.join(format!("{year}.json"))).unwrap();
            let notice: serde_json::Value = serde_json::from_str(&text).unwrap();
            let days = notice["days"]
                .as_array()
                .unwrap()
                .iter()
                .map(|d| (day(d["date"].as_str().unwrap()), d["isOffDay"].as_bool().unwrap()));
            calendar.add_year(year, days).unwrap();
        }
        let expected = [250, 249, 250, 249, 249, 251, 248, 248];
        for (year, expected) in (2019..=2026).zip(expected) {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let working =
                first.iter_days().take_while(|d| d.year() == year).filter(|d| calendar.is_working(*d).unwrap()).count();
            assert_eq!(working, expected, "{year}");
        }
    }
}
