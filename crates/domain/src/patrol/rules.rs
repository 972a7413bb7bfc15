//! How often nodes are walked, and what of a patrol is accepted.

use chrono::TimeDelta;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fix, PatrolRefusal};
use crate::grid::{Level, NodeKind};
use crate::text::{Lang, Message, render};
use crate::time::Timestamp;

/// The longest a patrol lasts.
const LONGEST_HOURS: i64 = 24;
/// The most fixes of a piece; a phone keeps one every few seconds and sends now and then.
const MOST_FIXES: usize = 5_000;
/// How far a phone's clock may run ahead.
const AHEAD_MINUTES: i64 = 5;

vocabulary! {
    /// The span a duty is counted in.
    PatrolSpan in "patrol-span" {
        /// So many times every day.
        Day = "day",
        /// So many times every week.
        Week = "week",
    }
}

/// How often nodes of a kind and level are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatrolDuty {
    /// Nodes of this level; of every level where none is said.
    pub level: Option<i8>,
    /// Nodes of this kind; of every kind where none is said.
    pub kind: Option<NodeKind>,
    /// So many times.
    pub times: u32,
    /// In every one of these.
    pub every: PatrolSpan,
}

impl PatrolDuty {
    /// How many patrols are due in a week of which so many days have begun. What is due weekly is due from Monday.
    pub fn due(&self, days_begun: u32) -> u32 {
        match self.every {
            PatrolSpan::Day => self.times * days_begun.min(7),
            PatrolSpan::Week => self.times * u32::from(days_begun > 0),
        }
    }

    /// How many of the patrols made on the days of a week keep the duty: no more a day, or a week, than are due.
    pub fn kept(&self, made: &[u32; 7]) -> u32 {
        match self.every {
            PatrolSpan::Day => made.iter().map(|day| (*day).min(self.times)).sum(),
            PatrolSpan::Week => made.iter().sum::<u32>().min(self.times),
        }
    }

    /// It in words, such as 每天 1 次.
    pub fn wording(&self, lang: Lang) -> String {
        let key = match self.every {
            PatrolSpan::Day => "patrol-frequency-day",
            PatrolSpan::Week => "patrol-frequency-week",
        };
        render(&Message::new(key).arg("times", self.times), lang)
    }

    /// How many are still to be made on a day of a week, after those made on it and in the week so far.
    pub fn left(&self, made_on_day: u32, made_in_week: u32) -> u32 {
        match self.every {
            PatrolSpan::Day => self.times.saturating_sub(made_on_day),
            PatrolSpan::Week => self.times.saturating_sub(made_in_week),
        }
    }
}

/// How a node's week stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekTally {
    /// How many patrols were due until now.
    pub due: u32,
    /// How many were made.
    pub made: u32,
    /// How many of those keep the duty; never more than were due.
    pub kept: u32,
}

impl WeekTally {
    /// The week of a node with a duty or none, by the patrols made on each day.
    pub fn of(duty: Option<&PatrolDuty>, made: &[u32; 7], days_begun: u32) -> Self {
        Self {
            due: duty.map_or(0, |duty| duty.due(days_begun)),
            made: made.iter().sum(),
            kept: duty.map_or(0, |duty| duty.kept(made).min(duty.due(days_begun))),
        }
    }
}

/// What the office may set about patrols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PatrolSettings {
    /// How often nodes are walked: the first that fits a node holds, and a node none fits is not due.
    pub duties: Vec<PatrolDuty>,
    /// Fixes less accurate than so many metres do not count, 5–200.
    pub accuracy_m: u32,
    /// Two fixes further apart than so many minutes are not joined, 1–30.
    pub gap_minutes: u32,
    /// Nobody walks or rides faster than so many kilometres an hour; what is faster does not count, 5–60.
    pub speed_km_h: u32,
    /// A track reaches so many metres to each side, 10–100.
    pub reach_m: u32,
    /// The side of the cells coverage is counted in, in metres, 10–100; larger in large nodes.
    pub cell_m: u32,
    /// For how many days tracks are kept, 30–730; after that only the figures remain.
    pub keep_days: u32,
}

impl Default for PatrolSettings {
    /// Daily in a grid cell, twice a day on a line (domain facts: 渝中 asks roads' heads for two), weekly in a
    /// community. The other numbers are suggestions of the project, not of any notice.
    fn default() -> Self {
        let duty = |level, kind, times, every| PatrolDuty { level, kind, times, every };
        Self {
            duties: vec![
                duty(None, Some(NodeKind::Line), 2, PatrolSpan::Day),
                duty(Some(4), None, 1, PatrolSpan::Day),
                duty(Some(3), None, 1, PatrolSpan::Week),
            ],
            accuracy_m: 50,
            gap_minutes: 5,
            speed_km_h: 25,
            reach_m: 30,
            cell_m: 20,
            keep_days: 180,
        }
    }
}

impl PatrolSettings {
    /// How often a node is walked; none where it is not.
    pub fn duty(&self, level: Level, kind: NodeKind) -> Option<&PatrolDuty> {
        let fits = |duty: &&PatrolDuty| {
            duty.level.is_none_or(|wanted| wanted == level.0) && duty.kind.is_none_or(|wanted| wanted == kind)
        };
        self.duties.iter().find(fits).filter(|duty| duty.times > 0)
    }
}

/// What is wrong with settings, if anything: the field, and the sentence.
pub fn settings_fault(settings: &PatrolSettings) -> Option<(String, Message)> {
    let ranges = [
        ("accuracy_m", settings.accuracy_m, 5, 200),
        ("gap_minutes", settings.gap_minutes, 1, 30),
        ("speed_km_h", settings.speed_km_h, 5, 60),
        ("reach_m", settings.reach_m, 10, 100),
        ("cell_m", settings.cell_m, 10, 100),
        ("keep_days", settings.keep_days, 30, 730),
    ];
    let wrong = ranges.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value));
    if let Some((field, _, least, most)) = wrong {
        return Some((field.to_owned(), Message::new("patrol-setting-range").arg("least", least).arg("most", most)));
    }
    let often = settings.duties.iter().position(|duty| duty.times > 12);
    often.map(|at| (format!("duties/{at}/times"), Message::new("patrol-setting-range").arg("least", 0).arg("most", 12)))
}

/// Whether a piece of a patrol holds together.
///
/// # Errors
/// The refusal that says what is wrong with it.
pub fn check(
    (begun_at, ended_at): (Timestamp, Option<Timestamp>),
    fixes: &[Fix],
    now: Timestamp,
) -> Result<(), PatrolRefusal> {
    let latest = now + TimeDelta::minutes(AHEAD_MINUTES);
    let longest = begun_at + TimeDelta::hours(LONGEST_HOURS);
    if begun_at > latest || ended_at.is_some_and(|end| end > latest) {
        return Err(PatrolRefusal::InTheFuture);
    }
    if ended_at.is_some_and(|end| end < begun_at) {
        return Err(PatrolRefusal::EndsBeforeItBegins);
    }
    if ended_at.is_some_and(|end| end > longest) {
        return Err(PatrolRefusal::TooLong { hours: LONGEST_HOURS });
    }
    if fixes.len() > MOST_FIXES {
        return Err(PatrolRefusal::TooManyFixes { most: MOST_FIXES });
    }
    let last = ended_at.unwrap_or(longest).min(latest);
    let nowhere = |fix: &Fix| {
        !(fix.lon.abs() <= 180.0 && fix.lat.abs() <= 90.0 && fix.accuracy_m.is_finite() && fix.accuracy_m >= 0.0)
    };
    for (number, fix) in (1..).zip(fixes) {
        if nowhere(fix) {
            return Err(PatrolRefusal::FixNowhere { number });
        }
        if fix.at < begun_at || fix.at > last {
            return Err(PatrolRefusal::FixOutside { number });
        }
    }
    Ok(())
}
