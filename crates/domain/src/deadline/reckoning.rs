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
use super::table::LimitRule;
use super::term::{EndDay, Term, zone_of};
use super::working::WorkingSchedule;
use crate::calendar::{Calendar, plain_weekday};
use crate::text::Message;
use crate::time::{Timestamp, cut, local_day};

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
    /// The limit, or the day.
    pub limit: Term,
    /// By which rule the case has it; none where no rule was kept yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<LimitRule>,
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
    /// The working hours that applied, with their seasons, so that the reckoning can be repeated.
    pub working_time: WorkingSchedule,
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
        let basis = &self.basis;
        let zone = zone_of(&basis.zone);
        reckon_around(basis.start, basis.limit, calendar, &basis.working_time, zone, joined(pauses))
            .ruled_by(basis.rule.clone())
    }

    /// The deadline with the rule it is owed to.
    #[must_use]
    pub fn ruled_by(mut self, rule: Option<LimitRule>) -> Self {
        self.basis.rule = rule;
        self
    }

    /// The deadline as the calendar and the hours of now would give it, by another limit perhaps: the start and the
    /// pauses stay.
    #[must_use]
    pub fn anew(&self, limit: Term, rule: Option<LimitRule>, calendar: &Calendar, hours: &WorkingSchedule) -> Self {
        let basis = &self.basis;
        let zone = zone_of(&basis.zone);
        reckon_around(basis.start, limit, calendar, hours, zone, basis.pauses.clone()).ruled_by(rule)
    }

    /// The deadline after its clock stood still. Where the limit it is reckoned by begins only later, as that of an
    /// extension 延期 does, its beginning is put off by the open time it was still away.
    #[must_use]
    pub fn after(&self, pause: Pause, calendar: &Calendar) -> Self {
        let basis = &self.basis;
        let Term::Within(limit) = basis.limit else { return self.with_pause(pause, calendar) };
        if pause.from >= basis.start || pause.until <= pause.from {
            return self.with_pause(pause, calendar);
        }
        let zone = zone_of(&basis.zone);
        let away = match limit.clock {
            Clock::WorkingHours | Clock::WorkingDays => {
                working_between(pause.from, basis.start, calendar, &basis.working_time, zone)
            }
            _ => basis.start - pause.from,
        };
        let mut walk = Walk::new(away, TimeDelta::zero());
        let start = match limit.clock {
            Clock::WorkingHours | Clock::WorkingDays => {
                let mut unknown = BTreeSet::new();
                walk_working(&mut walk, pause.until, calendar, &basis.working_time, zone, &[], &mut unknown)
            }
            _ => Some(pause.until + away),
        };
        reckon_around(start.unwrap_or(basis.start), basis.limit, calendar, &basis.working_time, zone, Vec::new())
            .ruled_by(basis.rule.clone())
    }
}

/// How much working time lies between two moments.
fn working_between(
    from: Timestamp,
    until: Timestamp,
    calendar: &Calendar,
    working_time: &WorkingSchedule,
    zone: Tz,
) -> TimeDelta {
    let days = local_day(from, zone).iter_days().take_while(|day| *day <= local_day(until, zone));
    let open = days.filter(|day| calendar.is_working(*day).unwrap_or_else(|_| plain_weekday(*day)));
    let spans = open.flat_map(|day| working_time.on(day).spans().iter().map(move |span| (day, *span)));
    let lengths =
        spans.map(|(day, span)| moment(day, span.closes, zone).min(until) - moment(day, span.opens, zone).max(from));
    lengths.filter(|length| *length > TimeDelta::zero()).sum()
}

/// When a limit that starts at a moment ends, or the day named is over.
///
/// Working clocks that start outside working time begin at the next opening. A year without known holidays
/// is reckoned by plain weekdays, and the basis says so.
pub fn reckon(
    start: Timestamp,
    limit: impl Into<Term>,
    calendar: &Calendar,
    working_time: &WorkingSchedule,
    zone: Tz,
) -> Deadline {
    reckon_around(start, limit.into(), calendar, working_time, zone, Vec::new())
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
    limit: Term,
    calendar: &Calendar,
    working_time: &WorkingSchedule,
    zone: Tz,
    pauses: Vec<Pause>,
) -> Deadline {
    let start = cut(start);
    let budget = budget(start, limit, working_time, zone);
    let mut walk = Walk::new(budget, budget / 5);
    let mut uncertain = BTreeSet::new();
    let at = match limit {
        Term::Within(Limit { clock: clock @ (Clock::WorkingHours | Clock::WorkingDays), .. }) => {
            if clock == Clock::WorkingDays {
                walk.whole_day = Some(working_time.on(local_day(start, zone)).per_day());
            }
            walk_working(&mut walk, start, calendar, working_time, zone, &pauses, &mut uncertain)
        }
        Term::Within(_) => walk.through(start, DateTime::<Utc>::MAX_UTC, &pauses),
        Term::By(end) => {
            let at = walk.through(start, DateTime::<Utc>::MAX_UTC, &pauses);
            at.map(|at| closing_from(at, end, working_time, zone))
        }
    };
    let at = at.unwrap_or(DateTime::<Utc>::MAX_UTC);
    let basis = DeadlineBasis {
        limit,
        rule: None,
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

/// The end of a named day, or of the day that a clock which stood has put it off to.
fn closing_from(at: Timestamp, end: EndDay, working_time: &WorkingSchedule, zone: Tz) -> Timestamp {
    let day = local_day(at, zone);
    let closes = EndDay { by: day, ..end }.moment(working_time, zone);
    if closes >= at { closes } else { EndDay { by: day + Days::new(1), ..end }.moment(working_time, zone) }
}

/// How much time the limit grants on its clock.
fn budget(start: Timestamp, limit: Term, working_time: &WorkingSchedule, zone: Tz) -> TimeDelta {
    let limit = match limit {
        Term::Within(limit) => limit,
        Term::By(end) => return (end.moment(working_time, zone) - start).max(TimeDelta::zero()),
    };
    let amount = i64::from(limit.amount);
    match limit.clock {
        Clock::ContinuousMinutes => TimeDelta::minutes(amount),
        Clock::ContinuousHours | Clock::WorkingHours => TimeDelta::hours(amount),
        Clock::WorkingDays => {
            let day = working_time.on(local_day(start, zone)).per_day();
            day * i32::try_from(limit.amount).unwrap_or(i32::MAX)
        }
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
    /// How long the day is by which whole days are counted. A day of other hours counts as one day all the same, so that
    /// three days are three days also where summer ends between them.
    whole_day: Option<TimeDelta>,
    /// How long the day being walked is.
    today: TimeDelta,
}

impl Walk {
    const fn new(left: TimeDelta, warn_after: TimeDelta) -> Self {
        let today = TimeDelta::zero();
        Self { left, warn_after, runs_from: None, warn_at: None, whole_day: None, today }
    }

    /// A length of this day on the scale of the budget, or with `back` a length of the budget within this day.
    fn scaled(&self, length: TimeDelta, back: bool) -> TimeDelta {
        let Some(whole) = self.whole_day.filter(|whole| *whole != self.today) else { return length };
        let (from, to) = if back { (whole, self.today) } else { (self.today, whole) };
        let scaled = i128::from(length.num_milliseconds()) * i128::from(to.num_milliseconds());
        // No budget comes near the bound of 64 bits, and no working day is empty.
        let scaled = scaled / i128::from(from.num_milliseconds().max(1));
        TimeDelta::milliseconds(i64::try_from(scaled).unwrap_or(i64::MAX / 2))
    }

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
        let open = self.scaled(until - from, false);
        if self.warn_at.is_none() && self.left - self.warn_after <= open {
            self.warn_at = Some(from + self.scaled(self.left - self.warn_after, true));
        }
        if self.left <= open {
            return Some(from + self.scaled(self.left, true));
        }
        self.left -= open;
        None
    }
}

fn walk_working(
    walk: &mut Walk,
    start: Timestamp,
    calendar: &Calendar,
    working_time: &WorkingSchedule,
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
        let hours = working_time.on(day);
        walk.today = hours.per_day();
        for span in hours.spans() {
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
pub(super) fn moment(day: NaiveDate, time: NaiveTime, zone: Tz) -> Timestamp {
    let local = day.and_time(time);
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest())
        .map_or_else(|| Utc.from_utc_datetime(&local), |at| at.with_timezone(&Utc))
}
