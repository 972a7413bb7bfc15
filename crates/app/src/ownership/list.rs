//! Reading ownership records.

use chrono::NaiveDate;
use wangge_domain::ids::SiteId;
use wangge_domain::ownership::Ownership;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::{node, ownership as store, site};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::paging::page;
use crate::reading::{Wordbook, reach};
use crate::unit::named;
use crate::view::{List, OwnershipQuery, OwnershipSort, OwnershipView, PAGE_ITEMS, Ref};

/// Between the parts of a key; no code holds it.
const APART: char = '\u{1}';

/// A page of the records of the sites within reach that are still inspected.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see sites.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: OwnershipQuery) -> Answer<List<OwnershipView>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let on = match query.on {
        Some(on) => on,
        None => local_day(app.now(), crate::campaign::load(&db).await?.tz()),
    };
    let path = match query.node {
        // A node nobody knows contains no site.
        Some(id) => Some(node::get(&db, id).await?.map_or_else(|| "?".to_owned(), |node| node.path)),
        None => None,
    };
    let mut records = store::list(&db, &reach).await?;
    records.retain(|record| wanted(&book, record, &query, on, path.as_deref()));
    let sort = query.sort.unwrap_or_default();
    let found = records.into_iter().map(|record| (key(&book, &record, sort), record)).collect();
    let limit = query.limit.unwrap_or(PAGE_ITEMS);
    Ok(page(found, query.cursor.as_deref(), Some(limit), |record| view(&book, &record, on)))
}

/// All records of one site: those about all items first, then by item and day.
///
/// # Errors
/// [`AppError::NotFound`] for a site outside the actor's reach.
pub async fn of_site(app: &App, actor: &Actor, lang: Lang, id: SiteId) -> Answer<List<OwnershipView>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    site::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("site", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let on = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let records = store::of_site(&db, id).await?;
    Ok(List::whole(records.iter().map(|record| view(&book, record, on)).collect()))
}

fn wanted(book: &Wordbook, record: &Ownership, query: &OwnershipQuery, on: NaiveDate, path: Option<&str>) -> bool {
    let Some(site) = book.register.sites.get(&record.site_id).filter(|site| site.active) else { return false };
    let unit = book.register.units.get(&record.unit_id);
    let about = |code: &String| record.item_code.as_ref().is_none_or(|own| own == code);
    query.site.is_none_or(|id| record.site_id == id)
        && query.unit.is_none_or(|id| record.unit_id == id)
        && query.item.as_ref().is_none_or(about)
        && query.standing.is_none_or(|standing| record.validity.standing(on) == standing)
        && query.closed.is_none_or(|closed| unit.is_none_or(|unit| !unit.active) == closed)
        && path.is_none_or(|path| site.node_path.starts_with(path))
        && query.q.as_deref().is_none_or(|q| told_by(book, record, site, q))
}

/// Whether a record has some words in it.
fn told_by(book: &Wordbook, record: &Ownership, site: &Site, words: &str) -> bool {
    let item = record.item_code.as_deref().map(|code| book.item(None, code));
    let unit = book.register.units.get(&record.unit_id);
    let mut texts = vec![site.code.as_str(), &site.name.zh, &site.name.en, &record.basis];
    texts.extend(item.iter().flat_map(|item| [item.code.as_str(), &item.name]));
    texts.extend(unit.iter().flat_map(|unit| [unit.code.as_str(), &unit.name.zh, &unit.name.en]));
    named(words, &texts)
}

/// Where a record stands in an order; its own identity ends the key, so that no two are alike.
fn key(book: &Wordbook, record: &Ownership, sort: OwnershipSort) -> String {
    let site = book.register.sites.get(&record.site_id).map_or("", |site| site.code.as_str());
    let item = record.item_code.as_deref().unwrap_or_default();
    let from = record.validity.from.map_or_else(String::new, |day| day.to_string());
    let own = format!("{site}{APART}{item}{APART}{from}{APART}{}", record.id);
    match sort {
        OwnershipSort::Site => own,
        OwnershipSort::Unit => {
            let unit = book.register.units.get(&record.unit_id).map_or("", |unit| unit.code.as_str());
            format!("{unit}{APART}{own}")
        }
        OwnershipSort::From => format!("{}{APART}{own}", latest_first(record.validity.from)),
        OwnershipSort::Until => {
            let until = record.validity.until.map_or_else(|| "~".to_owned(), |day| day.to_string());
            format!("{until}{APART}{own}")
        }
    }
}

/// A day as a text that sorts the latest first, those without a day last.
fn latest_first(day: Option<NaiveDate>) -> String {
    let days = day.map(|day| NaiveDate::MAX.signed_duration_since(day).num_days());
    days.map_or_else(|| "~".to_owned(), |days| format!("{days:012}"))
}

/// A record as it stands on a day.
pub(super) fn view(book: &Wordbook, record: &Ownership, on: NaiveDate) -> OwnershipView {
    let site = book.register.sites.get(&record.site_id);
    let standing = record.validity.standing(on);
    OwnershipView {
        id: record.id,
        site: site.map_or_else(|| Ref::new(record.site_id, "", "—"), |site| book.site_ref(site)),
        chain_name: site.map_or_else(String::new, |site| book.chain_name(&site.node_path)),
        item: record.item_code.as_deref().map(|code| book.item(None, code)),
        unit: book.unit(Some(record.unit_id)).unwrap_or_else(|| Ref::new(record.unit_id, "", "—")),
        unit_active: book.register.units.get(&record.unit_id).is_some_and(|unit| unit.active),
        basis: record.basis.clone(),
        valid_from: record.validity.from,
        valid_until: record.validity.until,
        standing,
        standing_name: standing.wording(book.lang),
        noted_by: record.noted_name.clone(),
        noted_at: record.noted_at,
        version: record.version,
    }
}
