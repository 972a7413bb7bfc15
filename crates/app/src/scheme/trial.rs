//! Trying a scheme on past months before it binds.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use wangge_domain::figure::Exact;
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::{GroupRanking, RankedUnit, Scheme, UnitFacts, rank};
use wangge_domain::text::{Lang, Message};
use wangge_storage::ConnectionTrait;

use super::edit::{faults, groups};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::ranking::{Span, first_of_month, standing, unit_facts};
use crate::reading::{needs_everywhere, reckoned};
use crate::score_ledger::scored_by;
use crate::unit::peer_group;
use crate::view::{SchemeTrial, SchemeTrialGroup, SchemeTrialMonth, SchemeTrialRow, TryScheme};

/// The most months tried at once.
const MONTHS_MOST: usize = 6;

/// What a scheme would have come to in past months, beside what the one in force came to. Nothing is written.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not change schemes; [`AppError::Invalid`] with everything wrong with the scheme or
/// the months.
pub async fn tried(app: &App, actor: &Actor, lang: Lang, command: TryScheme) -> Answer<SchemeTrial> {
    needs_everywhere(actor, Action::EditRankingScheme)?;
    let db = app.store.read();
    let wrong = faults(&command.scheme, &groups(app, &db).await?, lang);
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    if command.months.len() > MONTHS_MOST {
        let message = Message::new("score-months-many").arg("most", MONTHS_MOST);
        return Err(AppError::invalid("/months", message));
    }
    let mut months = Vec::new();
    for (place, month) in command.months.iter().enumerate() {
        let wrong = || AppError::invalid(format!("/months/{place}"), Message::new("score-month-invalid"));
        let first = first_of_month(month).ok_or_else(wrong)?;
        reckoned(&format!("/months/{place}"), Some(first))?;
        let groups = month_tried(app, &db, &command.scheme, first, lang).await?;
        months.push(SchemeTrialMonth { month: month.clone(), groups });
    }
    Ok(SchemeTrial { months })
}

async fn month_tried(
    app: &App,
    db: &impl ConnectionTrait,
    scheme: &Scheme,
    first: NaiveDate,
    lang: Lang,
) -> Answer<Vec<SchemeTrialGroup>> {
    let zone = crate::campaign::load(db).await?.tz();
    let span = Span::month(zone, first);
    let present = standing(app, db, &span).await?;
    let (mut units, _) = unit_facts(app, db, &span).await?;
    units.retain(|unit| {
        scheme.groups.is_empty() || unit.peer_group.as_ref().is_some_and(|group| scheme.groups.contains(group))
    });
    let ledger: HashMap<UnitId, Exact> = match &scheme.scoring {
        Some(_) => scored_by(app, db, scheme, span.period).await?,
        None => HashMap::new(),
    };
    for unit in &mut units {
        unit.ledger_score = scheme
            .scoring
            .as_ref()
            .map(|scoring| ledger.get(&unit.unit_id).cloned().unwrap_or_else(|| scoring.base.clone()));
    }
    let tried = rank(|_| scheme, &units);
    let before: BTreeMap<UnitId, &RankedUnit> =
        present.groups.iter().flat_map(|group| &group.units).map(|unit| (unit.unit.unit_id, unit)).collect();
    let scores: HashMap<UnitId, &UnitFacts> = units.iter().map(|unit| (unit.unit_id, unit)).collect();
    Ok(tried.iter().map(|group| view(group, &before, &scores, lang)).collect())
}

fn view(
    group: &GroupRanking,
    before: &BTreeMap<UnitId, &RankedUnit>,
    scores: &HashMap<UnitId, &UnitFacts>,
    lang: Lang,
) -> SchemeTrialGroup {
    let none = || "—".to_owned();
    let row = |unit: &wangge_domain::ranking::UnitLine, ranked: Option<&RankedUnit>| SchemeTrialRow {
        unit: crate::ranking::unit_ref(unit, lang),
        rank: ranked.map(|ranked| ranked.rank),
        total: ranked.map_or_else(none, |ranked| ranked.composite.round_half_up(2)),
        ledger: scores
            .get(&unit.unit_id)
            .and_then(|facts| facts.ledger_score.as_ref())
            .map_or_else(none, |score| score.round_half_up(2)),
        present_rank: before.get(&unit.unit_id).map(|ranked| ranked.rank),
        present_total: before.get(&unit.unit_id).map_or_else(none, |ranked| ranked.composite.round_half_up(2)),
    };
    let ranked = group.units.iter().map(|ranked| row(&ranked.unit, Some(ranked)));
    let others = group.excluded.iter().map(|excluded| row(&excluded.unit, None));
    SchemeTrialGroup { group: peer_group(&group.group, lang), rows: ranked.chain(others).collect() }
}
