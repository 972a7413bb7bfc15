//! A site with its rounds, visits and cases.

use std::collections::HashMap;

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{RoundId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundState, Visit};
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_storage::case::{self, CaseFilter, CasePage};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, round, site, visit};

use super::Standings;
use super::summary::practice_view;
use crate::case::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::result::{ScoredRound, round_summary};
use crate::view::{CaseSummary, PracticeView, Ref, SiteDetail, SiteRound, VisitSummary};

/// How many of its latest cases a site's page shows; the list of cases has them all.
const CASES_SHOWN: u64 = 50;

/// A site with its history.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: SiteId) -> Answer<SiteDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let site = site::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("site", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let standings = Standings::load(app, &db, actor).await?;
    let scores = standings.may_see(id);
    let mut rounds = round::of_site(&db, id).await?;
    rounds.reverse();
    let index = book.edition.as_ref().map(|(_, index)| index);
    let items = index.and_then(|index| Some(index.items_of(index.type_key(&site.type_code)?).count()));
    Ok(SiteDetail {
        site: standings.summary(&book, &site),
        names: site.name.clone(),
        placed: site.lon.is_some(),
        address: site.address.clone().unwrap_or_default(),
        copies: copies(&book, id),
        attributes: site.attributes.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
        rounds: site_rounds(app, &db, lang, id, &rounds, scores).await?,
        visits: visits(&db, actor, &book, &rounds, id).await?,
        cases: cases(app, &db, actor, &book, id).await?,
        item_count: items.map_or(0, many),
        version: site.version,
    })
}

/// The sites that took over the practice of this one, the first to do so first.
fn copies(book: &Wordbook, id: SiteId) -> Vec<PracticeView> {
    let noted =
        |site: &Site| site.practice.as_ref().filter(|noted| noted.from == id).map(|noted| (site.id, noted.clone()));
    let all = book.register.sites.values().filter(|site| site.active).filter_map(noted);
    let mut views: Vec<PracticeView> = all.filter_map(|(site, noted)| practice_view(book, &noted, site)).collect();
    views.sort_by(|a, b| (a.since, &a.site.code).cmp(&(b.since, &b.site.code)));
    views
}

/// What the site scored in each closed round; nothing for those who may not see scores.
async fn site_rounds(
    app: &App,
    db: &impl ConnectionTrait,
    lang: Lang,
    site: SiteId,
    rounds: &[Round],
    scores: bool,
) -> Answer<Vec<SiteRound>> {
    let mut views = Vec::new();
    for round in rounds.iter().filter(|round| scores && round.state == RoundState::Closed) {
        let made = ScoredRound::load(app, db, round.id).await?;
        let Some(place) = made.places.get(&site).copied() else { continue };
        views.push(SiteRound {
            round: round_summary(app, db, lang, round, true).await?,
            score: made.figure(&made.sites[place]),
            lost: Figure::of(made.lost.get(place).map(|(lost, _)| lost), made.decimals()),
            visit_id: made.visits.get(&site).copied(),
        });
    }
    Ok(views)
}

/// The visits to the site, the latest first.
async fn visits(
    db: &impl ConnectionTrait,
    actor: &Actor,
    book: &Wordbook,
    rounds: &[Round],
    site: SiteId,
) -> Answer<Vec<VisitSummary>> {
    let Some(granted) = actor.may(Action::ViewVisit) else { return Ok(Vec::new()) };
    let reach = Reach::of(db, &granted).await?;
    let mut visits = visit::of_site(db, &reach, site).await?;
    visits.reverse();
    let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let mut sums: HashMap<VisitId, (u64, Exact)> = HashMap::new();
    for row in visit::observations_of(db, &ids).await? {
        let sum = sums.entry(row.visit_id).or_default();
        sum.0 += 1;
        sum.1 = &sum.1 + &row.lost.unwrap_or(Exact::ZERO);
    }
    let rounds: HashMap<RoundId, &Round> = rounds.iter().map(|round| (round.id, round)).collect();
    let scores = actor.may(Action::ViewScore).is_some();
    let view = |visit: &Visit| {
        let (count, lost) = sums.get(&visit.id).cloned().unwrap_or_default();
        let round = rounds.get(&visit.round_id);
        let number = round.map_or_else(String::new, |round| round.number.to_string());
        VisitSummary {
            id: visit.id,
            round: Ref::new(visit.round_id, number, round.map_or("—", |round| round.name.get(book.lang))),
            site: book.site(Some(site)).unwrap_or_else(|| Ref::new(site, "", "—")),
            state: visit.state,
            state_name: visit.state.wording(book.lang),
            started_at: visit.started_at,
            submitted_at: visit.submitted_at,
            inspectors: visit.inspector_ids.iter().filter_map(|id| Some(book.person(*id)?.name)).collect(),
            observation_count: count,
            lost: scores.then(|| Figure::of(Some(&lost), 2)),
        }
    };
    Ok(visits.iter().map(view).collect())
}

async fn cases(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    book: &Wordbook,
    site: SiteId,
) -> Answer<Vec<CaseSummary>> {
    let Some(granted) = actor.may(Action::ViewCase) else { return Ok(Vec::new()) };
    let reach = Reach::of(db, &granted).await?;
    let filter = CaseFilter { site_id: Some(site), ..CaseFilter::default() };
    let page = CasePage { limit: CASES_SHOWN, ..CasePage::default() };
    let cases = case::list(db, &reach, &filter, &page).await?;
    summaries(app, db, actor, book, &cases).await
}
