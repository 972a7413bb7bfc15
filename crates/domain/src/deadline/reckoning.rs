//! When a limit ends.
//!
//! A limit is a budget of time on its clock. Reckoning walks the clock's open spans from the start, leaves
//! out the pauses, and stops where the budget is used up. The moment at which 80 % of it is used is kept
//! too, so that the light needs no calendar.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::limit::{Clock, Limit};
use crate::calendar::{Calendar, plain_weekday};
use crate::text::Message;
use crate::time::{Timestamp, cut, local_day};

/// One stretch of working time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkingSpan {
    /// When work begins, local time.
    pub opens: NaiveTime,
    /// When it ends, later the same day.
    pub closes: NaiveTime,
}

/// The working hours of a working day: at least one span, in order, not touching. A setting, since summer
/// hours differ.
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
}

/// A stretch during which the clock stands still, such as a suspension 挂账.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pause {
    /// When the clock stopped.
    pub from: Timestamp,
    /// When it went on.
    pub until: Timestamp,
}

/// How a deadline was reckoned, kept with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadlineBasis {
    /// The limit.
    pub limit: Limit,
    /// The moment the clock was started.
    pub start: Timestamp,
    /// The moment it began to run: the next opening when it was started outside working time.
    pub runs_from: Timestamp,
    /// The moment 80 % of the limit is used.
    pub warn_at: Timestamp,
    /// The pauses left out, in order and apart.
    pub pauses: Vec<Pause>,
    /// The years whose holidays were not known, reckoned by plain weekdays. Not empty means uncertain.
    pub uncertain: BTreeSet<i32>,
    /// The working time that applied.
    pub working_time: WorkingTime,
    /// The IANA name of the zone.
    pub zone: String,
}

impl DeadlineBasis {
    /// What a reader must be told, when a year's holidays were not known.
    pub fn warning(&self) -> Option<Message> {
        let years: Vec<_> = self.uncertain.iter().map(i32::to_string).collect();
        (!years.is_empty()).then(|| Message::new("case-deadline-uncertain").arg("years", years.join(", ")))
    }
}

/// A moment by which something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The last moment that is in time.
    pub at: Timestamp,
    /// How it was reckoned.
    pub basis: DeadlineBasis,
}

vocabulary! {
    /// How a deadline stands: used time against the limit, pauses left out.
    Light in "case-light" {
        /// At most 80 % used.
        Green = "green",
        /// More than 80 %, not over.
        Yellow = "yellow",
        /// Over.
        Red = "red",
    }
}

impl Deadline {
    /// How it stands at a moment. For a case that is suspended or done, ask at the moment its clock stopped.
    pub fn light(&self, now: Timestamp) -> Light {
        if now > self.at {
            Light::Red
        } else if now > self.basis.warn_at {
            Light::Yellow
        } else {
            Light::Green
        }
    }

    /// The deadline with a further pause left out. Pauses that overlap count once; a pause that ends before
    /// it begins leaves all as it was.
    #[must_use]
    pub fn with_pause(&self, pause: Pause, calendar: &Calendar) -> Self {
        let mut pauses = self.basis.pauses.clone();
        pauses.push(pause);
        let zone = self.basis.zone.parse().unwrap_or(crate::time::DEFAULT_ZONE);
        let basis = &self.basis;
        reckon_around(basis.start, basis.limit, calendar, &basis.working_time, zone, joined(pauses))
    }

    /// The deadline after its clock stood still. Where the limit it is reckoned by begins only later, as that of an
    /// extension 延期 does, its beginning is put off by the open time it was still away.
    #[must_use]
    pub fn after(&self, pause: Pause, calendar: &Calendar) -> Self {
        let basis = &self.basis;
        if pause.from >= basis.start || pause.until <= pause.from {
            return self.with_pause(pause, calendar);
        }
        let zone = basis.zone.parse().unwrap_or(crate::time::DEFAULT_ZONE);
        let away = match basis.limit.clock {
            Clock::WorkingHours | Clock::WorkingDays => {
                working_between(pause.from, basis.start, calendar, &basis.working_time, zone)
            }
            _ => basis.start - pause.from,
        };
        let mut walk = Walk { left: away, warn_after: TimeDelta::zero(), runs_from: None, warn_at: None };
        let start = match basis.limit.clock {
            Clock::WorkingHours | Clock::WorkingDays => {
                let mut unknown = BTreeSet::new();
                walk_working(&mut walk, pause.until, calendar, &basis.working_time, zone, &[], &mut unknown)
            }
            _ => Some(pause.until + away),
        };
        reckon_around(start.unwrap_or(basis.start), basis.limit, calendar, &basis.working_time, zone, Vec::new())
    }
}

/// How much working time lies between two moments.
fn working_between(
    from: Timestamp,
    until: Timestamp,
    calendar: &Calendar,
    working_time: &WorkingTime,
    zone: Tz,
) -> TimeDelta {
    let days = local_day(from, zone).iter_days().take_while(|day| *day <= local_day(until, zone));
    let open = days.filter(|day| calendar.is_working(*day).unwrap_or_else(|_| plain_weekday(*day)));
    let spans = open.flat_map(|day| working_time.spans().iter().map(move |span| (day, *span)));
    let lengths =
        spans.map(|(day, span)| moment(day, span.closes, zone).min(until) - moment(day, span.opens, zone).max(from));
    lengths.filter(|length| *length > TimeDelta::zero()).sum()
}

/// When a limit that starts at a moment ends.
///
/// Working clocks that start outside working time begin at the next opening. A year without known holidays
/// is reckoned by plain weekdays, and the basis says so.
pub fn reckon(start: Timestamp, limit: Limit, calendar: &Calendar, working_time: &WorkingTime, zone: Tz) -> Deadline {
    reckon_around(start, limit, calendar, working_time, zone, Vec::new())
}

/// Sorts pauses and joins those that overlap or touch.
fn joined(mut pauses: Vec<Pause>) -> Vec<Pause> {
    pauses.retain(|pause| pause.from < pause.until);
    pauses.sort_by_key(|pause| pause.from);
    let mut apart: Vec<Pause> = Vec::with_capacity(pauses.len());
    for pause in pauses {
        match apart.last_mut() {
            Some(last) if pause.from <= last.until => last.until = last.until.max(pause.until),
            _ => apart.push(pause),
        }
    }
    apart
}

fn reckon_around(
    start: Timestamp,
    limit: Limit,
    calendar: &Calendar,
    working_time: &WorkingTime,
    zone: Tz,
    pauses: Vec<Pause>,
) -> Deadline {
    let start = cut(start);
    let budget = budget(start, limit, working_time, zone);
    let mut walk = Walk { left: budget, warn_after: budget / 5, runs_from: None, warn_at: None };
    let mut uncertain = BTreeSet::new();
    let at = match limit.clock {
        Clock::WorkingHours | Clock::WorkingDays => {
            walk_working(&mut walk, start, calendar, working_time, zone, &pauses, &mut uncertain)
        }
        _ => walk.through(start, DateTime::<Utc>::MAX_UTC, &pauses),
    };
    let at = at.unwrap_or(DateTime::<Utc>::MAX_UTC);
    let basis = DeadlineBasis {
        limit,
        start,
        runs_from: walk.runs_from.unwrap_or(start),
        warn_at: walk.warn_at.unwrap_or(at),
        pauses,
        uncertain,
        working_time: working_time.clone(),
        zone: zone.name().to_owned(),
    };
    Deadline { at, basis }
}

/// How much time the limit grants on its clock.
fn budget(start: Timestamp, limit: Limit, working_time: &WorkingTime, zone: Tz) -> TimeDelta {
    let amount = i64::from(limit.amount);
    match limit.clock {
        Clock::ContinuousMinutes => TimeDelta::minutes(amount),
        Clock::ContinuousHours | Clock::WorkingHours => TimeDelta::hours(amount),
        Clock::WorkingDays => working_time.per_day() * i32::try_from(limit.amount).unwrap_or(i32::MAX),
        Clock::CalendarDays => {
            let local = start.with_timezone(&zone).naive_local();
            let end = local
                .checked_add_days(Days::new(u64::from(limit.amount)))
                .and_then(|end| zone.from_local_datetime(&end).earliest());
            end.map_or_else(|| TimeDelta::days(amount), |end| end.with_timezone(&Utc) - start)
        }
    }
}

/// A budget being used up.
struct Walk {
    left: TimeDelta,
    /// What is left when the warning comes.
    warn_after: TimeDelta,
    runs_from: Option<Timestamp>,
    warn_at: Option<Timestamp>,
}

impl Walk {
    /// Uses up an open span around the pauses; answers the moment the budget ends, if it ends here.
    fn through(&mut self, from: Timestamp, until: Timestamp, pauses: &[Pause]) -> Option<Timestamp> {
        let mut from = from;
        for pause in pauses {
            if pause.until <= from {
                continue;
            }
            if pause.from >= until {
                break;
            }
            if let Some(end) = self.use_up(from, pause.from) {
                return Some(end);
            }
            from = pause.until;
        }
        self.use_up(from, until)
    }

    fn use_up(&mut self, from: Timestamp, until: Timestamp) -> Option<Timestamp> {
        if from >= until {
            return None;
        }
        self.runs_from.get_or_insert(from);
        let open = until - from;
        if self.warn_at.is_none() && self.left - self.warn_after <= open {
            self.warn_at = Some(from + (self.left - self.warn_after));
        }
        if self.left <= open {
            return Some(from + self.left);
        }
        self.left -= open;
        None
    }
}

fn walk_working(
    walk: &mut Walk,
    start: Timestamp,
    calendar: &Calendar,
    working_time: &WorkingTime,
    zone: Tz,
    pauses: &[Pause],
    uncertain: &mut BTreeSet<i32>,
) -> Option<Timestamp> {
    for day in local_day(start, zone).iter_days() {
        let working = calendar.is_working(day).unwrap_or_else(|unknown| {
            uncertain.insert(unknown.year);
            plain_weekday(day)
        });
        if !working {
            continue;
        }
        for span in working_time.spans() {
            let opens = moment(day, span.opens, zone).max(start);
            let closes = moment(day, span.closes, zone);
            if let Some(end) = walk.through(opens, closes, pauses) {
                return Some(end);
            }
        }
    }
    None
}

/// A local time as a moment; in the hour a zone skips, the first moment after it.
fn moment(day: NaiveDate, time: NaiveTime, zone: Tz) -> Timestamp {
    let local = day.and_time(time);
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest())
        .map_or_else(|| Utc.from_utc_datetime(&local), |at| at.with_timezone(&Utc))
}
