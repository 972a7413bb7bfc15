//! Sites 点位: the list, one site with its history, and how its score was made.

mod detail;
mod summary;

use std::cmp::Reverse;

use wangge_domain::figure::Exact;
use wangge_domain::ids::SiteId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_storage::{ConnectionTrait, node, site};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::unit::named;
use crate::view::{
    List, PAGE_ITEMS, PAGE_ITEMS_MAX, ScoreNode, SiteExplanationQuery, SiteQuery, SiteSort, SiteSummary,
};
use crate::{result, view};

pub use detail::show;
pub use summary::Standings;

/// A page of the sites within reach.
///
/// # Errors
/// [`AppError::Invalid`] for a cursor that is none.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: SiteQuery) -> Answer<List<SiteSummary>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let standings = Standings::load(app, &db, actor).await?;
    let mut sites = site::list(&db, &reach).await?;
    let path = node_path(&db, query.node).await?;
    sites.retain(|site| wanted(site, &query, path.as_deref()));
    sort(&mut sites, query.sort.unwrap_or_default(), &standings);
    let from = match &query.cursor {
        Some(cursor) => after(&sites, cursor)?,
        None => 0,
    };
    let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS_MAX) as usize;
    let page: Vec<&Site> = sites.iter().skip(from).take(limit).collect();
    let more = from + page.len() < sites.len();
    let next = page.last().filter(|_| more).map(|last| last.code.clone());
    let items = page.iter().map(|site| standings.summary(&book, site)).collect();
    Ok(List { items, next, total: Some(many(sites.len())) })
}

async fn node_path(db: &impl ConnectionTrait, id: Option<wangge_domain::ids::NodeId>) -> Answer<Option<String>> {
    match id {
        // A node nobody knows contains no site.
        Some(id) => Ok(Some(node::get(db, id).await?.map_or_else(|| "?".to_owned(), |node| node.path))),
        None => Ok(None),
    }
}

fn wanted(site: &Site, query: &SiteQuery, path: Option<&str>) -> bool {
    site.active
        && query.site_type.as_ref().is_none_or(|code| *code == site.type_code)
        && query.unit.is_none_or(|unit| site.unit_id == Some(unit))
        && query.demonstration.is_none_or(|demonstration| site.demonstration == demonstration)
        && path.is_none_or(|path| site.node_path.starts_with(path))
        && query.q.as_deref().is_none_or(|q| named(q, &[&site.code, &site.name.zh, &site.name.en]))
}

/// Sites arrive by code, and a stable sort keeps that order among equals.
fn sort(sites: &mut [Site], by: SiteSort, standings: &Standings) {
    match by {
        SiteSort::Code => {}
        SiteSort::Name => sites.sort_by(|a, b| a.name.zh.cmp(&b.name.zh)),
        SiteSort::Score => sites.sort_by_key(|site| {
            let share: Option<Exact> = standings.share(site.id);
            (share.is_none(), share)
        }),
        SiteSort::Open => sites.sort_by_key(|site| Reverse(standings.open(site.id))),
    }
}

/// A page begins after the site whose code is the cursor.
fn after(sites: &[Site], cursor: &str) -> Answer<usize> {
    let place = sites.iter().position(|site| site.code == cursor);
    let wrong = || AppError::invalid("/cursor", Message::new("app-cursor-invalid"));
    Ok(place.ok_or_else(wrong)? + 1)
}

/// How a site's score in a round was made; in the last closed round when none is named.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach, or when the round did not score the site.
pub async fn explain(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: SiteId,
    query: SiteExplanationQuery,
) -> Answer<ScoreNode> {
    let db = app.store.read();
    let round = match query.round {
        Some(round) => Some(round),
        None => result::closed(&db).await?.first().map(|round| round.id),
    };
    let round = round.ok_or_else(|| AppError::not_found("score", id))?;
    let query = view::ExplanationQuery { at: Some(format!("site:{id}")) };
    result::explain(app, actor, lang, round, query).await
}
