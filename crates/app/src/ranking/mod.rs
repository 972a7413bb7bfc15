//! Rankings 排名 of units within their peer groups over a week, a round or any days; every figure unfolds to
//! its cases.

mod facts;
mod span;
mod view;

use std::collections::{BTreeMap, HashMap};

use wangge_domain::campaign::Campaign;
use wangge_domain::ids::{CaseId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::{CaseSet, GroupRanking, IndicatorCode, Scheme, UnitFacts, rank, with_previous};
use wangge_domain::text::{Lang, Message};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, StorageError, case, ranking_scheme};

use crate::case::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{CaseSummary, FractionPart, List, Ranking, RankingCaseQuery, RankingQuery};

pub use facts::unit_facts;
pub use span::Span;

/// A ranking with what it was made by and from.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The scheme.
    pub scheme: Scheme,
    /// The peer groups, with the movement against the span before.
    pub groups: Vec<GroupRanking>,
    /// The round whose score counts.
    pub round: Option<wangge_domain::round::Round>,
}

/// The scheme in force: the campaign's own, else the only one imported, else the suggested one.
///
/// # Errors
/// When the store fails or the stored scheme cannot be read.
pub async fn scheme(db: &impl ConnectionTrait, campaign: &Campaign) -> Answer<Scheme> {
    let row = match &campaign.settings.ranking_scheme {
        Some(code) => ranking_scheme::get(db, code).await?,
        None => ranking_scheme::list(db).await?.into_iter().next(),
    };
    let Some(row) = row else { return Ok(Scheme::suggested()) };
    let read = serde_json::from_str(&row.document).map_err(|error| StorageError::Inconsistency {
        table: "ranking_schemes",
        row: row.code,
        reason: error.to_string(),
    });
    Ok(read?)
}

/// Ranks all units over a span. Ranks do not depend on who asks.
///
/// # Errors
/// When the store fails or a round cannot be scored.
pub async fn standing(app: &App, db: &impl ConnectionTrait, span: &Span) -> Answer<Standing> {
    let campaign = crate::campaign::load(db).await?;
    let scheme = scheme(db, &campaign).await?;
    let (units, round) = unit_facts(app, db, span).await?;
    let (units_before, _) = unit_facts(app, db, &span.before(db).await?).await?;
    let before: BTreeMap<UnitId, u32> = rank(&scheme, &units_before)
        .into_iter()
        .flat_map(|group| group.units)
        .map(|line| (line.unit.unit_id, line.rank))
        .collect();
    let groups = with_previous(rank(&scheme, &units), &before);
    Ok(Standing { scheme, groups, round })
}

/// The ranking of a span, worded.
///
/// # Errors
/// [`AppError::Invalid`] for a span that is none.
pub async fn show(app: &App, actor: &Actor, lang: Lang, query: RankingQuery) -> Answer<Ranking> {
    let db = app.store.read();
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let span = Span::read(app, &db, query.period.as_deref(), query.from, query.until).await?;
    let standing = standing(app, &db, &span).await?;
    let mut ranking = view::ranking(&standing, &span, lang);
    if let Some(group) = &query.group {
        ranking.groups.retain(|of| of.code == *group);
    }
    Ok(ranking)
}

/// The cases a unit's figure was counted from, in the order they were reported. Cases outside the actor's
/// reach are not shown, though they count.
///
/// # Errors
/// [`AppError::Invalid`] for an unknown indicator, [`AppError::NotFound`] for an unknown unit.
pub async fn cases(app: &App, actor: &Actor, lang: Lang, query: RankingCaseQuery) -> Answer<List<CaseSummary>> {
    let db = app.store.read();
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let reach: Reach = reach(&db, actor, Action::ViewCase).await?;
    let span = Span::read(app, &db, query.period.as_deref(), query.from, query.until).await?;
    let (units, _) = unit_facts(app, &db, &span).await?;
    let unit: &UnitFacts = units
        .iter()
        .find(|facts| facts.unit_id == query.unit)
        .ok_or_else(|| AppError::not_found("unit", query.unit))?;
    let indicator: IndicatorCode = query.indicator.parse().map_err(|_| {
        AppError::invalid("/indicator", Message::new("app-indicator-unknown").arg("indicator", &query.indicator))
    })?;
    let ids: Vec<CaseId> = set_of(indicator, query.set).map(|set| unit.set(set)).unwrap_or_default();
    let mut found = case::get_many(&db, &reach, &ids).await?;
    let place: HashMap<CaseId, usize> = ids.iter().copied().zip(0..).collect();
    found.sort_by_key(|case| place.get(&case.id).copied());
    let book = Wordbook::open(app, &db, lang).await?;
    Ok(List::whole(summaries(app, &db, actor, &book, &found).await?))
}

/// The set of cases above or below the line of an indicator; none for those not made of cases.
const fn set_of(indicator: IndicatorCode, part: FractionPart) -> Option<CaseSet> {
    let (above, below) = match indicator {
        IndicatorCode::AssessmentScore => return None,
        IndicatorCode::LostPoints => (CaseSet::Lost, CaseSet::Lost),
        IndicatorCode::OnTimeRate => (CaseSet::OnTime, CaseSet::Due),
        IndicatorCode::CloseOutRate => (CaseSet::Closed, CaseSet::ShouldClose),
        IndicatorCode::ReworkRate => (CaseSet::Reworked, CaseSet::ShouldClose),
        IndicatorCode::SelfFoundShare => (CaseSet::SelfFound, CaseSet::Found),
    };
    Some(match part {
        FractionPart::Numerator => above,
        FractionPart::Denominator => below,
    })
}
