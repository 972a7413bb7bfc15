//! What is counted of each unit over a span.

use std::collections::{BTreeMap, HashMap};

use wangge_domain::case::{CaseChange, CaseState, RequestKind, RequestState};
use wangge_domain::ids::{CaseId, UnitId};
use wangge_domain::ranking::{CaseSet, UnitLine, sets_of};
use wangge_domain::statistics::{CaseSets, StatisticsCount, UnitStatistics};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, event};

use crate::case::change_of;
use crate::context::{Answer, App};
use crate::ranking::Span;
use crate::reading::Register;

/// The kinds of events that put a case into a set no ranking has.
const KINDS: &[&str] = &["supervised", "raised", "ruled", "extended"];

/// Every active unit with a peer group, and every other unit that had a case in the span.
///
/// # Errors
/// When the store fails.
pub(super) async fn units(app: &App, db: &impl ConnectionTrait, span: &Span) -> Answer<Vec<UnitStatistics>> {
    let register = Register::load(app, db).await?;
    let mut by_unit: BTreeMap<UnitId, CaseSets> = BTreeMap::new();
    for fact in case::facts(db, span.period).await? {
        let sets: Vec<CaseSet> = sets_of(&fact, span.period).collect();
        for count in StatisticsCount::ALL.iter().filter(|count| count.set().is_some_and(|set| sets.contains(&set))) {
            by_unit.entry(fact.unit_id).or_default().add(*count, fact.id);
        }
    }
    for handed in case::handed_over(db, span.period).await? {
        if let Some(unit) = handed.unit_id {
            by_unit.entry(unit).or_default().add(StatisticsCount::Received, handed.id);
        }
    }
    for (unit, count, case) in happened(db, span).await? {
        by_unit.entry(unit).or_default().add(count, case);
    }
    let counts = |id: UnitId, ranked: bool| ranked || by_unit.get(&id).is_some_and(|sets| !sets.is_empty());
    let lines = register.units.values().filter(|unit| counts(unit.id, unit.active && unit.peer_group.is_some()));
    Ok(lines
        .map(|unit| UnitStatistics {
            unit: UnitLine { unit_id: unit.id, code: unit.code.clone(), name: unit.name.clone() },
            peer_group: unit.peer_group.clone(),
            sets: by_unit.get(&unit.id).cloned().unwrap_or_default(),
        })
        .collect())
}

/// What happened to cases in the span that no ranking counts, with the unit that has each now.
async fn happened(db: &impl ConnectionTrait, span: &Span) -> Answer<Vec<(UnitId, StatisticsCount, CaseId)>> {
    let events = event::of_kinds_in(db, "case", KINDS, span.period).await?;
    let found: Vec<(CaseId, StatisticsCount)> = events
        .iter()
        .filter_map(|event| Some((CaseId(event.body.subject_id), counted(&change_of(&event.body.payload)?)?)))
        .collect();
    let mut ids: Vec<CaseId> = found.iter().map(|(case, _)| *case).collect();
    ids.sort_unstable();
    ids.dedup();
    let uncounted = [CaseState::Declined, CaseState::Merged, CaseState::Voided];
    let cases = case::get_many(db, &Reach::everything(), &ids).await?;
    let units: HashMap<CaseId, UnitId> = cases
        .into_iter()
        .filter(|case| !uncounted.contains(&case.state))
        .filter_map(|case| Some((case.id, case.unit_id?)))
        .collect();
    Ok(found.into_iter().filter_map(|(case, count)| Some((*units.get(&case)?, count, case))).collect())
}

/// The set a change puts its case into.
const fn counted(change: &CaseChange) -> Option<StatisticsCount> {
    match change {
        CaseChange::Supervised { .. } | CaseChange::Raised { .. } => Some(StatisticsCount::Supervised),
        CaseChange::Extended { .. } => Some(StatisticsCount::Extended),
        CaseChange::Ruled { request, state: RequestState::Approved, .. } => match request {
            RequestKind::Extension => Some(StatisticsCount::Extended),
            RequestKind::Suspension | RequestKind::LongTerm => Some(StatisticsCount::Suspended),
            RequestKind::Objection | RequestKind::Appeal => None,
        },
        _ => None,
    }
}
