//! The list of sites.

use std::cmp::Reverse;

use chrono::TimeDelta;
use wangge_domain::figure::Exact;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::Timestamp;
use wangge_storage::{ConnectionTrait, node, site};

use super::Standings;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::unit::named;
use crate::view::{Band, Coverage, List, PAGE_ITEMS, PAGE_ITEMS_MAX, SiteQuery, SiteSort, SiteSummary};

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
    let now = app.now();
    sites.retain(|site| wanted(site, &query, path.as_deref()) && stands(site, &query, &standings, now));
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
        && query.code.as_ref().is_none_or(|code| *code == site.code)
        && path.is_none_or(|path| site.node_path.starts_with(path))
        && query.q.as_deref().is_none_or(|q| named(q, &[&site.code, &site.name.zh, &site.name.en]))
}

/// Whether the site stands as the query wants it: its score, its cases, its last visit.
fn stands(site: &Site, query: &SiteQuery, standings: &Standings, now: Timestamp) -> bool {
    query.band.is_none_or(|band| Band::of(standings.share(site.id).as_ref()) == band)
        && query.open.is_none_or(|open| (standings.open(site.id) > 0) == open)
        && query.overdue.is_none_or(|overdue| (standings.overdue(site.id) > 0) == overdue)
        && query.coverage.is_none_or(|wanted| covered(standings.visited_at(site.id), wanted, now))
}

fn covered(visited: Option<Timestamp>, wanted: Coverage, now: Timestamp) -> bool {
    let within = |days| visited.is_some_and(|at| now - at <= TimeDelta::days(days));
    match wanted {
        Coverage::Week => within(7),
        Coverage::Month => within(30),
        Coverage::Older => visited.is_some() && !within(30),
        Coverage::Never => visited.is_none(),
    }
}

/// Sites arrive by code, and a stable sort keeps that order among equals.
fn sort(sites: &mut [Site], by: SiteSort, standings: &Standings) {
    match by {
        SiteSort::Code => {}
        SiteSort::Name => sites.sort_by(|a, b| a.name.zh.cmp(&b.name.zh)),
        SiteSort::Score => sites.sort_by_cached_key(|site| {
            let share: Option<Exact> = standings.share(site.id);
            (share.is_none(), share)
        }),
        SiteSort::Open => sites.sort_by_key(|site| Reverse(standings.open(site.id))),
        SiteSort::Overdue => {
            sites.sort_by_key(|site| Reverse((standings.overdue(site.id), standings.open(site.id))));
        }
        SiteSort::Change => sites.sort_by_cached_key(|site| {
            let change: Option<Exact> = standings.change(site.id);
            (change.is_none(), change)
        }),
        SiteSort::Visited => sites.sort_by_key(|site| standings.visited_at(site.id)),
    }
}

/// A page begins after the site whose code is the cursor.
fn after(sites: &[Site], cursor: &str) -> Answer<usize> {
    let place = sites.iter().position(|site| site.code == cursor);
    let wrong = || AppError::invalid("/cursor", Message::new("app-cursor-invalid"));
    Ok(place.ok_or_else(wrong)? + 1)
}
