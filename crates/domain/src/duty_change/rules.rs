//! What may be planned, what becomes of it on its day, and what planned changes make of a day to come.

use chrono::{Months, NaiveDate};

use super::{DutyChange, DutyChangeFailure, DutyChangeState, DutyPart, DutySubject};
use crate::ids::UnitId;
use crate::routing::UnitRef;
use crate::text::Message;

/// The most characters of what a change rests on.
const BASIS_MOST: usize = 200;

/// How far ahead a change may be planned. Whoever plans further has mistyped the year: no reorganisation of a district is
/// decided, with its document, more than two years before its day.
const MONTHS_AHEAD: u32 = 24;

/// Something wrong with a plan, at one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyFault {
    /// The field: `node_id`, `site_id`, `part`, `unit_id`, `effective_on` or `basis`.
    pub field: &'static str,
    /// What is wrong.
    pub message: Message,
}

/// What a plan is checked against.
#[expect(missing_debug_implementations, reason = "it only borrows what is asked")]
pub struct DutyKnown<'a> {
    /// The local day on which it is planned.
    pub today: NaiveDate,
    /// Whether the node or site is in use.
    pub subject_active: bool,
    /// The unit that has the part now.
    pub standing: Option<UnitId>,
    /// The unit of an identity.
    pub unit: &'a dyn Fn(UnitId) -> Option<UnitRef>,
}

/// Why a change is not brought into another state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyChangeRefusal {
    /// It is effected or withdrawn already.
    Over {
        /// Its state.
        state: DutyChangeState,
    },
    /// It waits for its day and is not effected by hand; whoever wants it at once edits the node or site.
    Waits {
        /// Its day.
        on: NaiveDate,
    },
    /// A later change of the same part is in effect and would be undone by it.
    Overtaken {
        /// The day of that one.
        on: NaiveDate,
    },
    /// What it failed by is still so.
    StillFails(DutyChangeFailure),
}

impl DutyChangeRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Over { .. } => "duty_change_over",
            Self::Waits { .. } => "duty_change_waits",
            Self::Overtaken { .. } => "duty_change_overtaken",
            Self::StillFails(_) => "duty_change_still_fails",
        }
    }

    /// The sentence.
    pub fn message(self) -> Message {
        match self {
            Self::Over { state } => Message::new("duty_change-over").arg("state", state),
            Self::Waits { on } => Message::new("duty_change-waits").arg("day", on),
            Self::Overtaken { on } => Message::new("duty_change-overtaken").arg("day", on),
            Self::StillFails(failure) => Message::new("duty_change-still-fails").arg("failure", failure),
        }
    }
}

/// The last day that may be planned on a day.
pub fn last_day(today: NaiveDate) -> NaiveDate {
    // Neither database reckons with later years.
    let end = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    today.checked_add_months(Months::new(MONTHS_AHEAD)).map_or(end, |last| last.min(end))
}

/// Everything wrong with a plan, beside the `others` of its subject.
pub fn faults(change: &DutyChange, others: &[DutyChange], known: &DutyKnown<'_>) -> Vec<DutyFault> {
    let mut faults = Vec::new();
    let mut add = |field, message| faults.push(DutyFault { field, message });
    let is_node = matches!(change.subject, DutySubject::Node(_));
    if !known.subject_active {
        let field = if is_node { "node_id" } else { "site_id" };
        add(field, Message::new("duty_change-subject-closed").arg("noun", change.subject.noun()));
    }
    if is_node && change.part == DutyPart::Supporting {
        add("part", Message::new("duty_change-node-unsupported"));
    }
    let unit = change.unit_id.map(known.unit);
    match unit {
        Some(None) => add("unit_id", Message::new("duty_change-no-such-unit")),
        Some(Some(unit)) if !unit.active => {
            add("unit_id", Message::new("duty_change-unit-closed").arg("unit", unit.name));
        }
        _ if unchanged(change, others, known) => add("unit_id", Message::new("duty_change-nothing-passes")),
        _ => {}
    }
    let (today, last) = (known.today, last_day(known.today));
    if change.effective_on <= today {
        add("effective_on", Message::new("duty_change-too-early").arg("today", today));
    } else if change.effective_on > last {
        add("effective_on", Message::new("duty_change-too-late").arg("last", last));
    } else if let Some(other) = planned(change, others).find(|other| other.effective_on == change.effective_on) {
        let name = other.unit_id.and_then(known.unit).map_or_else(|| "—".to_owned(), |unit| unit.name);
        let message = Message::new("duty_change-day-taken").arg("day", other.effective_on).arg("unit", name);
        add("effective_on", message);
    }
    let basis = change.basis.trim();
    if basis.is_empty() {
        add("basis", Message::new("duty_change-basis-needed"));
    }
    if basis.chars().count() > BASIS_MOST {
        add("basis", Message::new("duty_change-too-long").arg("most", BASIS_MOST));
    }
    faults
}

/// Whether the unit has the part by the day before already.
fn unchanged(change: &DutyChange, others: &[DutyChange], known: &DutyKnown<'_>) -> bool {
    passing(change, known.standing, others) == change.unit_id
}

fn planned<'a>(of: &DutyChange, others: &'a [DutyChange]) -> impl Iterator<Item = &'a DutyChange> {
    let (id, subject, part) = (of.id, of.subject, of.part);
    let same = move |other: &&DutyChange| other.id != id && other.subject == subject && other.part == part;
    others.iter().filter(|other| other.state == DutyChangeState::Planned).filter(same)
}

/// The unit a change takes the part from: whoever has it now, or has it by then of an earlier plan.
pub fn passing(change: &DutyChange, standing: Option<UnitId>, others: &[DutyChange]) -> Option<UnitId> {
    let earlier = planned(change, others).filter(|other| other.effective_on < change.effective_on);
    earlier.max_by_key(|other| other.effective_on).map_or(standing, |last| last.unit_id)
}

/// What keeps a change from being, if anything does.
pub const fn obstacle(subject_active: bool, unit_active: bool) -> Option<DutyChangeFailure> {
    match (subject_active, unit_active) {
        (false, _) => Some(DutyChangeFailure::SubjectOutOfUse),
        (true, false) => Some(DutyChangeFailure::UnitOutOfUse),
        (true, true) => None,
    }
}

/// Lets pass what failed and may be tried again.
///
/// # Errors
/// When it still waits for its day, is over, or a later change of the same part among `others` is in effect.
pub fn overtaken(change: &DutyChange, others: &[DutyChange]) -> Result<(), DutyChangeRefusal> {
    match change.state {
        DutyChangeState::Failed => {}
        DutyChangeState::Planned => return Err(DutyChangeRefusal::Waits { on: change.effective_on }),
        state => return Err(DutyChangeRefusal::Over { state }),
    }
    let same = |other: &&DutyChange| other.subject == change.subject && other.part == change.part;
    let effected = others.iter().filter(same).filter(|other| other.state == DutyChangeState::Effected);
    let latest = effected.map(|other| other.effective_on).max();
    match latest.filter(|on| *on > change.effective_on) {
        Some(on) => Err(DutyChangeRefusal::Overtaken { on }),
        None => Ok(()),
    }
}

/// What planned changes make of a part by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreseen<'a> {
    /// The unit that has the part on that day.
    pub unit_id: Option<UnitId>,
    /// The planned change by which it has it; none where it has it today.
    pub since: Option<&'a DutyChange>,
    /// The next change after that day.
    pub next: Option<&'a DutyChange>,
}

/// What the planned changes among `changes` make of a part by a day. One whose unit is out of use would fail, and leaves the
/// part where it is.
pub fn foresee<'a>(
    (subject, part): (DutySubject, DutyPart),
    standing: Option<UnitId>,
    changes: &'a [DutyChange],
    day: NaiveDate,
    usable: &dyn Fn(UnitId) -> bool,
) -> Foreseen<'a> {
    let own = |change: &&DutyChange| {
        change.state == DutyChangeState::Planned && change.subject == subject && change.part == part
    };
    let (before, to_come): (Vec<&DutyChange>, Vec<&DutyChange>) =
        changes.iter().filter(own).partition(|change| change.effective_on <= day);
    let since =
        before.into_iter().filter(|change| change.unit_id.is_none_or(usable)).max_by_key(|change| change.effective_on);
    Foreseen {
        unit_id: since.map_or(standing, |change| change.unit_id),
        since,
        next: to_come.into_iter().min_by_key(|change| change.effective_on),
    }
}
