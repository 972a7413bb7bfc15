//! Rankings 排名 of units within their peer groups over a week, a month, a quarter, a year, the campaign, a round or
//! any days; every figure unfolds to its cases and lost points.

mod facts;
mod lost_points;
mod periods;
mod published;
mod span;
mod trend;
mod view;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use wangge_domain::ids::{CaseId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::{
    CaseSet, GroupRanking, IndicatorCode, Scheme, Schemes, Streak, UnitFacts, rank, with_previous,
};
use wangge_domain::round::Round;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, scheme_edition};

use crate::case::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{CaseSummary, FractionPart, FrozenRanking, List, Ranking, RankingCaseQuery, RankingQuery};

pub use facts::unit_facts;
pub use lost_points::lost_points;
pub(crate) use periods::named;
pub use periods::periods;
pub use span::{Span, first_of_month};
pub use trend::{trend, unit};
pub use view::unit_ref;

/// A ranking with what it was made by and from.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The schemes, by peer group.
    pub schemes: SchemesOf,
    /// The peer groups, with the movement against the span before.
    pub groups: Vec<GroupRanking>,
    /// The round whose score counts.
    pub round: Option<Round>,
    /// The span the movement is against; none before the whole campaign.
    pub before: Option<Span>,
}

/// What was published of rankings, as a standing is shown beside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Published {
    /// The issue that froze the standing, if one did.
    pub(crate) bulletin: Option<FrozenRanking>,
    /// The streaks up to its end.
    pub(crate) streaks: BTreeMap<(String, UnitId), Streak>,
}

/// The schemes a span is ranked by: those in force on its first day, so that no edition changes the rules of a period that
/// has begun.
#[derive(Clone, Debug)]
pub struct SchemesOf {
    schemes: Schemes,
    chosen: Option<String>,
    on: NaiveDate,
    suggested: Scheme,
}

impl SchemesOf {
    /// Those of a span.
    ///
    /// # Errors
    /// When the store fails or a stored scheme cannot be read.
    pub async fn load(db: &impl ConnectionTrait, span: &Span) -> Answer<Self> {
        let campaign = crate::campaign::load(db).await?;
        Ok(Self {
            schemes: scheme_edition::all(db).await?,
            on: local_day(span.period.from, campaign.tz()),
            chosen: campaign.settings.ranking_scheme,
            suggested: Scheme::suggested(),
        })
    }

    /// The edition of the scheme of a peer group; none where none was made and the suggested one counts.
    pub fn edition_of(&self, group: &str) -> Option<i32> {
        self.schemes.for_group(group, self.on, self.chosen.as_deref()).map(|edition| edition.edition)
    }

    /// The scheme of a peer group; the suggested one where none was made.
    pub fn of(&self, group: &str) -> &Scheme {
        let made = self.schemes.for_group(group, self.on, self.chosen.as_deref());
        made.map_or(&self.suggested, |edition| &edition.scheme)
    }
}

/// Ranks all units over a span. Ranks do not depend on who asks.
///
/// # Errors
/// When the store fails or a round cannot be scored.
pub async fn standing(app: &App, db: &impl ConnectionTrait, span: &Span) -> Answer<Standing> {
    let schemes = SchemesOf::load(db, span).await?;
    let (units, round) = unit_facts(app, db, span).await?;
    let before = span.before(db).await?;
    let earlier = match &before {
        Some(before) => {
            let schemes = SchemesOf::load(db, before).await?;
            ranks(&rank(|group| schemes.of(group), &unit_facts(app, db, before).await?.0))
        }
        None => BTreeMap::new(),
    };
    let groups = with_previous(rank(|group| schemes.of(group), &units), &earlier);
    Ok(Standing { schemes, groups, round, before })
}

/// The rank of each unit.
fn ranks(groups: &[GroupRanking]) -> BTreeMap<UnitId, u32> {
    groups.iter().flat_map(|group| &group.units).map(|line| (line.unit.unit_id, line.rank)).collect()
}

/// What was published up to a span's end. Whoever may not read bulletins is told of none.
async fn published_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    span: &Span,
    groups: &[GroupRanking],
) -> Answer<Published> {
    if actor.may(Action::ViewBulletin).is_none() {
        return Ok(Published::default());
    }
    let lists = published::lists(db, span.last_week()).await?;
    Ok(Published {
        bulletin: span.as_week().and_then(|week| published::frozen(&lists, week, groups)),
        streaks: published::streaks_until(&lists, span.last_week()),
    })
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
    let published = published_of(&db, actor, &span, &standing.groups).await?;
    let mut ranking = view::ranking(app.now(), &standing, &span, &published, lang);
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
        IndicatorCode::AssessmentScore | IndicatorCode::LedgerScore => return None,
        IndicatorCode::FiledCount => (CaseSet::Found, CaseSet::Found),
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
