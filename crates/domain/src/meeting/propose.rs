//! What an agenda is proposed from.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::model::{AgendaFact, AgendaKind, AgendaNoun};
use crate::figure::Exact;
use crate::ids::{CaseId, DriveId, ResolutionId, UnitId};
use crate::text::{Lang, Message, Wording, render};

/// At most so many facts stand under a point; the title says how many there are.
const FACTS_MOST: usize = 5;
/// Sent back so often, a case is a thing for the meeting.
const SENT_BACK: u32 = 2;
/// Handed on between units so often, a case needs a ruling.
const PASSED_ON: u32 = 2;

/// A unit in the ranking of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: Wording,
    /// Its rank.
    pub rank: u32,
    /// Its composite, 0–100.
    pub composite: Exact,
}

/// A peer group in the ranking of the week, with the units that are ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupStanding {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its ranked units.
    pub units: Vec<UnitStanding>,
}

/// An open case as the meeting may have to look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StuckCase {
    /// The case.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// What is wrong.
    pub what: String,
    /// The unit that has it.
    pub unit: Wording,
    /// For how many days it has been overdue, a day begun counted; 0 when it is not.
    pub overdue_days: i64,
    /// How often a check sent it back.
    pub sent_back: u32,
    /// For how many whole days an objection to being responsible has waited; none where there is none.
    pub objected_days: Option<i64>,
    /// How often it was taken from a unit that had it.
    pub passed_on: u32,
    /// The units that assist.
    pub assisting: Vec<Wording>,
}

/// A running drive that lags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriveStanding {
    /// The drive.
    pub id: DriveId,
    /// Its name.
    pub name: Wording,
    /// How many places lag.
    pub behind: u64,
    /// How many places it has.
    pub places: u64,
}

/// A resolution of an earlier meeting that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenResolution {
    /// The resolution.
    pub id: ResolutionId,
    /// What is to be done.
    pub text: String,
    /// By whom.
    pub unit: Wording,
    /// By which day.
    pub due_on: NaiveDate,
    /// Whether that day is past.
    pub overdue: bool,
}

/// All that an agenda is proposed from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The ranking of the week.
    pub groups: Vec<GroupStanding>,
    /// The open cases.
    pub cases: Vec<StuckCase>,
    /// The running drives that lag.
    pub drives: Vec<DriveStanding>,
    /// What earlier meetings resolved and is not done.
    pub resolutions: Vec<OpenResolution>,
}

/// A point that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its key, the same whenever it is proposed again.
    pub key: String,
    /// What it is about.
    pub kind: AgendaKind,
    /// Its title.
    pub title: Wording,
    /// The facts it rests on.
    pub facts: Vec<AgendaFact>,
}

/// The agenda the figures propose: what was resolved and is not done, who lags, what is stuck, what needs a ruling across
/// units, which drives lag. A point without facts is not proposed.
pub fn proposal(figures: &Figures) -> Vec<Proposed> {
    let mut points: Vec<Proposed> = resolutions(&figures.resolutions).into_iter().collect();
    points.extend(figures.groups.iter().filter_map(lagging));
    points.extend(cases(&figures.cases));
    points.extend(figures.drives.iter().filter(|drive| drive.behind > 0).map(drive_point));
    points
}

/// The units that share the last rank of a group; none where fewer than two are ranked or all share one rank.
pub fn last_of(units: &[UnitStanding]) -> Vec<&UnitStanding> {
    let last = units.iter().map(|unit| unit.rank).max();
    let first = units.iter().map(|unit| unit.rank).min();
    if last == first {
        return Vec::new();
    }
    units.iter().filter(|unit| Some(unit.rank) == last).collect()
}

fn lagging(group: &GroupStanding) -> Option<Proposed> {
    let last = last_of(&group.units);
    let fact = |unit: &&UnitStanding| AgendaFact {
        noun: AgendaNoun::Unit,
        id: unit.id.0,
        name: unit.name.clone(),
        says: said(
            "meeting-says-last",
            &[
                ("rank", same(unit.rank)),
                ("of", same(group.units.len())),
                ("total", same(unit.composite.round_half_up(2))),
            ],
        ),
    };
    (!last.is_empty()).then(|| Proposed {
        key: format!("lagging:{}", group.code),
        kind: AgendaKind::Lagging,
        title: said("meeting-title-lagging", &[("group", group.name.clone())]),
        facts: last.iter().map(fact).collect(),
    })
}

/// Which cases a point gathers, the gravest first by `grave`, and what it says of each.
struct Gathering<'a> {
    key: &'static str,
    kind: AgendaKind,
    grave: fn(&StuckCase) -> i64,
    says: &'a dyn Fn(&StuckCase) -> Wording,
}

fn cases(all: &[StuckCase]) -> Vec<Proposed> {
    let overdue = |case: &StuckCase| said("meeting-says-overdue", &[("days", same(case.overdue_days))]);
    let sent_back = |case: &StuckCase| said("meeting-says-sent-back", &[("times", same(case.sent_back))]);
    let objected =
        |case: &StuckCase| said("meeting-says-objected", &[("days", same(case.objected_days.unwrap_or_default()))]);
    let passed_on = |case: &StuckCase| said("meeting-says-passed-on", &[("times", same(case.passed_on))]);
    let across = |case: &StuckCase| {
        let units = both(|lang| {
            let names: Vec<&str> = case.assisting.iter().map(|unit| unit.get(lang)).collect();
            names.join(if lang == Lang::Zh { "、" } else { ", " })
        });
        said("meeting-says-across", &[("units", units), ("days", same(case.overdue_days))])
    };
    let gatherings = [
        Gathering { key: "overdue", kind: AgendaKind::Stuck, grave: |case| case.overdue_days, says: &overdue },
        Gathering {
            key: "sent-back",
            kind: AgendaKind::Stuck,
            grave: |case| if case.sent_back >= SENT_BACK { case.sent_back.into() } else { 0 },
            says: &sent_back,
        },
        Gathering {
            key: "objections",
            kind: AgendaKind::Ruling,
            grave: |case| case.objected_days.map_or(0, |days| days + 1),
            says: &objected,
        },
        Gathering {
            key: "passed-on",
            kind: AgendaKind::Ruling,
            grave: |case| if case.passed_on >= PASSED_ON { case.passed_on.into() } else { 0 },
            says: &passed_on,
        },
        Gathering {
            key: "across",
            kind: AgendaKind::Ruling,
            grave: |case| if case.assisting.is_empty() { 0 } else { case.overdue_days },
            says: &across,
        },
    ];
    gatherings.iter().filter_map(|gathering| gathered(gathering, all)).collect()
}

fn gathered(of: &Gathering<'_>, all: &[StuckCase]) -> Option<Proposed> {
    let mut found: Vec<&StuckCase> = all.iter().filter(|case| (of.grave)(case) > 0).collect();
    found.sort_by_key(|case| (Reverse((of.grave)(case)), case.id));
    let fact = |case: &&StuckCase| {
        let parts = [("case", same(&case.number)), ("what", same(&case.what)), ("unit", case.unit.clone())];
        let name = said("meeting-fact-case", &parts);
        AgendaFact { noun: AgendaNoun::Case, id: case.id.0, name, says: (of.says)(case) }
    };
    (!found.is_empty()).then(|| Proposed {
        key: of.key.to_owned(),
        kind: of.kind,
        title: said(&format!("meeting-title-{}", of.key), &[("count", same(found.len()))]),
        facts: found.iter().take(FACTS_MOST).map(fact).collect(),
    })
}

fn drive_point(drive: &DriveStanding) -> Proposed {
    let says = said("meeting-says-drive", &[("behind", same(drive.behind)), ("places", same(drive.places))]);
    Proposed {
        key: format!("drive:{}", drive.id),
        kind: AgendaKind::Drive,
        title: said("meeting-title-drive", &[("drive", drive.name.clone())]),
        facts: vec![AgendaFact { noun: AgendaNoun::Drive, id: drive.id.0, name: drive.name.clone(), says }],
    }
}

/// What was resolved and is not done comes back whole, however much it is.
fn resolutions(open: &[OpenResolution]) -> Option<Proposed> {
    let mut open: Vec<&OpenResolution> = open.iter().collect();
    open.sort_by_key(|one| (one.due_on, one.id));
    let fact = |one: &&OpenResolution| AgendaFact {
        noun: AgendaNoun::Resolution,
        id: one.id.0,
        name: same(&one.text),
        says: said(
            if one.overdue { "meeting-says-resolution-overdue" } else { "meeting-says-resolution" },
            &[("unit", one.unit.clone()), ("due", same(one.due_on))],
        ),
    };
    (!open.is_empty()).then(|| Proposed {
        key: "resolutions".to_owned(),
        kind: AgendaKind::Resolution,
        title: said("meeting-title-resolutions", &[("count", same(open.len()))]),
        facts: open.iter().map(fact).collect(),
    })
}

/// What is the same in both languages.
fn same(value: impl std::fmt::Display) -> Wording {
    Wording::new(value.to_string(), "")
}

fn both(text: impl Fn(Lang) -> String) -> Wording {
    Wording::new(text(Lang::Zh), text(Lang::En))
}

/// A sentence in both languages: it is kept as it was, whatever becomes of the names in it.
fn said(key: &str, parts: &[(&str, Wording)]) -> Wording {
    both(|lang| {
        let message = parts.iter().fold(Message::new(key), |message, (name, part)| message.arg(name, part.get(lang)));
        render(&message, lang)
    })
}
