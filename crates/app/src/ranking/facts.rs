//! What a ranking knows of each unit over a span.

use std::collections::{HashMap, HashSet};

use wangge_domain::ids::UnitId;
use wangge_domain::ranking::{ScoreFact, UnitFacts};
use wangge_domain::round::{Round, VisitState};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, visit};

use super::Span;
use crate::context::{Answer, App};
use crate::reading::Register;
use crate::result::ScoredRound;

/// The facts of every active unit with a peer group, by code, and the round whose scores count.
///
/// # Errors
/// When the store fails or the round cannot be scored.
pub async fn unit_facts(app: &App, db: &impl ConnectionTrait, span: &Span) -> Answer<(Vec<UnitFacts>, Option<Round>)> {
    let register = Register::load(app, db).await?;
    let mut units: HashMap<UnitId, UnitFacts> = register
        .units
        .values()
        .filter(|unit| unit.active && unit.peer_group.is_some())
        .map(|unit| (unit.id, UnitFacts::new(unit.id, &unit.code, unit.name.clone(), unit.peer_group.clone())))
        .collect();
    for fact in case::facts(db, span.period).await? {
        if let Some(unit) = units.get_mut(&fact.unit_id) {
            unit.add(&fact, span.period);
        }
    }
    assess(db, &register, span, &mut units).await?;
    for (unit, score) in crate::score_ledger::scores(app, db, span.period).await? {
        if let Some(facts) = units.get_mut(&unit) {
            facts.ledger_score = Some(score);
        }
    }
    let round = span.scored_round(db).await?;
    if let Some(round) = &round {
        let scored = ScoredRound::load(app, db, round.id).await?;
        for unit in units.values_mut() {
            let node = scored.unit(&unit.code);
            unit.assessment =
                node.and_then(|node| Some(ScoreFact { score: node.score.clone()?, full: node.full.clone() }));
        }
    }
    let mut units: Vec<UnitFacts> = units.into_values().collect();
    units.sort_by(|a, b| a.code.cmp(&b.code));
    Ok((units, round))
}

/// Lost points: known, if only as none, for units whose sites were visited in the span.
async fn assess(
    db: &impl ConnectionTrait,
    register: &Register,
    span: &Span,
    units: &mut HashMap<UnitId, UnitFacts>,
) -> Answer<()> {
    let visits = visit::in_period(db, &Reach::everything(), span.period).await?;
    let standing = visits.iter().filter(|visit| visit.state == VisitState::Submitted);
    let assessed: HashSet<UnitId> = standing.filter_map(|visit| register.sites.get(&visit.site_id)?.unit_id).collect();
    for unit in assessed {
        if let Some(facts) = units.get_mut(&unit) {
            facts.lost_points = Some(Vec::new());
        }
    }
    for (unit, point) in visit::lost_point_facts(db, span.period).await? {
        if let Some(facts) = units.get_mut(&unit) {
            facts.lost_points.get_or_insert_default().push(point);
        }
    }
    Ok(())
}
