//! Which re-checks of a closed case are due, and how its watch stands.

use chrono::{Days, NaiveDate};

use super::{ReCheckResult, ReboundSettings, WatchState};

/// One re-check of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// How many days after the close-out.
    pub days: u32,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// The last day before it is overdue.
    pub until: NaiveDate,
    /// Whether a re-check on that day or later, that could be judged, covers it.
    pub covered: bool,
}

/// How the watch over a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The state.
    pub state: WatchState,
    /// The re-check that is due or overdue, or else the next one; none once the watch has its end.
    pub next: Option<Stage>,
    /// How many re-checks were missed: due, never covered, and overtaken by a later one or by the end of the watch.
    pub missed: u32,
    /// The last day of the watch.
    pub ends_on: NaiveDate,
}

fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// The re-checks of a case closed on a day. `made` are those made so far: how many days after the close-out, and what
/// they found.
pub fn stages(closed_on: NaiveDate, made: &[(u32, ReCheckResult)], settings: &ReboundSettings) -> Vec<Stage> {
    let judged = made.iter().filter(|(_, result)| *result != ReCheckResult::Unjudged);
    let last = judged.map(|(days, _)| *days).max();
    let stage = |days: &u32| Stage {
        days: *days,
        due_on: later(closed_on, *days),
        until: later(closed_on, days.saturating_add(settings.grace_days)),
        covered: last.is_some_and(|last| last >= *days),
    };
    settings.re_check_days.iter().map(stage).collect()
}

/// How the watch over a case stands on a day. One re-check at a time is asked for: when the next one's day has come, an
/// older one that was missed is no longer asked for, since looking once answers both.
pub fn watch(
    closed_on: NaiveDate,
    made: &[(u32, ReCheckResult)],
    came_back: bool,
    settings: &ReboundSettings,
    today: NaiveDate,
) -> Watch {
    let all = stages(closed_on, made, settings);
    let ends_on = later(closed_on, settings.watch_days);
    let reached = all.iter().rposition(|stage| stage.due_on <= today);
    let over = today > ends_on;
    let overtaken = if over { all.len() } else { reached.unwrap_or(0) };
    // What a re-check covered later was made up for only in the sense that nobody need go again; it was missed.
    let made_for = |at: usize| {
        let until = all.get(at + 1).map_or(u32::MAX, |next| next.days);
        made.iter().any(|(days, result)| *result != ReCheckResult::Unjudged && (all[at].days..until).contains(days))
    };
    let missed = (0..overtaken).filter(|at| !made_for(*at)).count();
    let missed = u32::try_from(missed).unwrap_or(u32::MAX);
    let without = |state| Watch { state, next: None, missed, ends_on };
    if came_back {
        return without(WatchState::Rebounded);
    }
    if all.last().is_some_and(|last| last.covered) {
        return without(WatchState::Passed);
    }
    if over {
        return without(WatchState::Lapsed);
    }
    let waiting = reached.map(|at| all[at]).filter(|stage| !stage.covered);
    if let Some(stage) = waiting {
        let state = if today > stage.until { WatchState::Overdue } else { WatchState::Due };
        return Watch { next: Some(stage), ..without(state) };
    }
    Watch { next: all.iter().find(|stage| stage.due_on > today).copied(), ..without(WatchState::Watching) }
}

/// Ages of a case in days since its close-out, with what its re-checks must have covered, that together are one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// At least so many days since the close-out.
    pub from: u32,
    /// At most so many; without end where none is given.
    pub until: Option<u32>,
    /// A judged re-check so many days after the close-out or later was made.
    pub covered: Option<u32>,
    /// None was made.
    pub uncovered: Option<u32>,
}

/// The bands of a state: a case that did not come back is in the state when it lies in one of them, so that a database can
/// select by state what [`watch`] would find. A case that came back lies in no band.
pub fn bands(state: WatchState, settings: &ReboundSettings) -> Vec<Band> {
    let days = &settings.re_check_days;
    let Some(last) = days.last().copied() else { return Vec::new() };
    let until = |at: usize| days.get(at + 1).map_or(settings.watch_days, |next| next.saturating_sub(1));
    let on_time = |at: usize| until(at).min(days[at].saturating_add(settings.grace_days));
    let each = |band: &dyn Fn(usize) -> Band| (0..days.len()).map(band).filter(sensible).collect::<Vec<Band>>();
    match state {
        WatchState::Rebounded => Vec::new(),
        WatchState::Passed => vec![Band { from: 0, until: None, covered: Some(last), uncovered: None }],
        WatchState::Lapsed => {
            vec![Band { from: settings.watch_days + 1, until: None, covered: None, uncovered: Some(last) }]
        }
        WatchState::Due => {
            each(&|at| Band { from: days[at], until: Some(on_time(at)), covered: None, uncovered: Some(days[at]) })
        }
        WatchState::Overdue => {
            each(&|at| Band { from: on_time(at) + 1, until: Some(until(at)), covered: None, uncovered: Some(days[at]) })
        }
        WatchState::Watching => {
            let before = Band { from: 0, until: Some(days[0].saturating_sub(1)), covered: None, uncovered: Some(last) };
            let between = each(&|at| Band {
                from: days[at],
                until: Some(until(at)),
                covered: Some(days[at]),
                uncovered: Some(last),
            });
            let earlier = between.into_iter().filter(|band| band.covered != band.uncovered);
            [before].into_iter().chain(earlier).collect()
        }
    }
}

fn sensible(band: &Band) -> bool {
    band.until.is_none_or(|until| band.from <= until)
}
