//! The facts that entries are made of.

use std::collections::BTreeMap;

use super::rule::ScoreTrigger;
use crate::case::{Case, CaseState, FinderLevel};
use crate::escalation::EscalationMeasure;
use crate::ids::{CaseId, CheckId, EscalationId, RoundId, SiteId, UnitId};
use crate::round::Round;
use crate::time::Timestamp;

/// What a fact is about, for the reader who wants to see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactSubject {
    /// The case.
    pub case_id: Option<CaseId>,
    /// The round.
    pub round_id: Option<RoundId>,
    /// The site.
    pub site_id: Option<SiteId>,
}

/// Something that happened and may be worth points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFact {
    /// Tells it from every other: `overdue:` and the case.
    pub key: String,
    /// What it is.
    pub trigger: ScoreTrigger,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Who found it.
    pub level: FinderLevel,
    /// When it happened.
    pub at: Timestamp,
    /// Whether it was fixed on the spot.
    pub on_spot: bool,
    /// Whether it came back after it was closed.
    pub rebound: bool,
    /// How many of its kind the unit has in the same round, itself counted; 1 outside rounds.
    pub count: u32,
    /// The units that assist.
    pub assisting: Vec<UnitId>,
    /// The unit that supports the site.
    pub supporting: Option<UnitId>,
    /// What to look at.
    pub subject: FactSubject,
}

/// A check that sent a case back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentBack {
    /// The check.
    pub check_id: CheckId,
    /// The unit that had reported it rectified.
    pub unit_id: UnitId,
    /// When.
    pub at: Timestamp,
}

/// A measure that pressed a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// The measure.
    pub id: EscalationId,
    /// Which.
    pub measure: EscalationMeasure,
    /// The unit.
    pub unit_id: UnitId,
    /// When.
    pub at: Timestamp,
}

/// A case with what a ledger asks of it.
#[derive(Clone, Debug)]
pub struct CaseRecord<'a> {
    /// The case.
    pub case: &'a Case,
    /// The checks that sent it back.
    pub sent_back: Vec<SentBack>,
    /// What pressed its unit.
    pub pressed: Vec<Pressed>,
    /// The units assisting now.
    pub assisting: Vec<UnitId>,
    /// The unit that supports its site.
    pub supporting: Option<UnitId>,
}

/// The facts of a case as they stand at a moment. One that does not count has none: what was declined, merged or voided
/// takes nothing from anybody.
pub fn facts_of_case(record: &CaseRecord<'_>, now: Timestamp) -> Vec<LedgerFact> {
    let case = record.case;
    let handed = case.dispatched_at.or_else(|| case.fixed_on_spot.then_some(case.reported_at));
    let (Some(unit_id), Some(handed), true) = (case.unit_id, handed, case.state.counts()) else { return Vec::new() };
    let fact = |key: String, trigger, unit_id, at| LedgerFact {
        key,
        trigger,
        unit_id,
        level: case.finder_level,
        at,
        on_spot: case.fixed_on_spot,
        rebound: case.rebound_of.is_some(),
        count: 1,
        assisting: record.assisting.iter().copied().filter(|unit| *unit != unit_id).collect(),
        supporting: record.supporting.filter(|unit| *unit != unit_id),
        subject: FactSubject { case_id: Some(case.id), round_id: case.round_id, site_id: case.site_id },
    };
    let mut found = vec![fact(format!("problem:{}", case.id), ScoreTrigger::Problem, unit_id, handed)];
    if let Some(at) = overdue_since(case, now) {
        found.push(fact(format!("overdue:{}", case.id), ScoreTrigger::Overdue, unit_id, at));
    }
    for back in &record.sent_back {
        found.push(fact(format!("rework:{}", back.check_id), ScoreTrigger::Rework, back.unit_id, back.at));
    }
    for one in &record.pressed {
        let trigger = match one.measure {
            EscalationMeasure::Remind => ScoreTrigger::Reminded,
            EscalationMeasure::Supervise => ScoreTrigger::Supervised,
            EscalationMeasure::Raise => ScoreTrigger::Raised,
        };
        found.push(fact(format!("{trigger}:{}", one.id), trigger, one.unit_id, one.at));
    }
    found
}

/// Since when a case counts as not rectified in time: the deadline that passed while its clock ran. An approved appeal
/// 不计超时 takes that away; so does a deadline moved before it passed.
fn overdue_since(case: &Case, now: Timestamp) -> Option<Timestamp> {
    let deadline = case.deadline.as_ref()?.at;
    let standing = matches!(case.state, CaseState::Suspended | CaseState::LongTerm);
    let done = case.rectified_at.or(case.closed_at);
    let late = done.map_or(!standing && now > deadline, |done| done > deadline);
    (late && !case.exempt).then_some(deadline)
}

/// A closed round with how its sites came out.
#[derive(Clone, Debug)]
pub struct RoundRecord<'a> {
    /// The round.
    pub round: &'a Round,
    /// The sites looked at by a visit that stands, each with the unit that answers for it, the unit that supports it, and
    /// whether it lost nothing.
    pub sites: Vec<(SiteId, UnitId, Option<UnitId>, bool)>,
}

/// The facts of a round: a site each that lost nothing. A round that is not closed has none.
pub fn facts_of_round(record: &RoundRecord<'_>) -> Vec<LedgerFact> {
    let Some(at) = record.round.closed_at else { return Vec::new() };
    let clean = || record.sites.iter().filter(|(.., clean)| *clean);
    let mut counts: BTreeMap<UnitId, u32> = BTreeMap::new();
    for (_, unit, ..) in clean() {
        *counts.entry(*unit).or_default() += 1;
    }
    let fact = |(site, unit, supporting, _): &(SiteId, UnitId, Option<UnitId>, bool)| LedgerFact {
        key: format!("clean:{}:{site}", record.round.id),
        trigger: ScoreTrigger::CleanSite,
        unit_id: *unit,
        level: record.round.kind.finder_level(),
        at,
        on_spot: false,
        rebound: false,
        count: counts.get(unit).copied().unwrap_or(1),
        assisting: Vec::new(),
        supporting: supporting.filter(|other| other != unit),
        subject: FactSubject { case_id: None, round_id: Some(record.round.id), site_id: Some(*site) },
    };
    clean().map(fact).collect()
}
