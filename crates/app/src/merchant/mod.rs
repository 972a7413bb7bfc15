//! Merchants 商户: the register.

use wangge_domain::merchant::Merchant;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::{merchant, node};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::unit::named;
use crate::view::{List, MerchantQuery, MerchantSort, MerchantSummary, PAGE_ITEMS, PAGE_ITEMS_MAX};

/// A page of the merchants within reach.
///
/// # Errors
/// [`AppError::Invalid`] for a cursor that is none.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: MerchantQuery) -> Answer<List<MerchantSummary>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let path = match query.node {
        // A node nobody knows contains no merchant.
        Some(id) => Some(node::get(&db, id).await?.map_or_else(|| "?".to_owned(), |node| node.path)),
        None => None,
    };
    let mut found = merchant::list(&db, &reach).await?;
    found.retain(|merchant| wanted(merchant, &query, path.as_deref()));
    match query.sort.unwrap_or_default() {
        MerchantSort::Code => {}
        MerchantSort::Name => found.sort_by(|a, b| a.name.zh.cmp(&b.name.zh)),
        MerchantSort::Pledge => found.sort_by_key(|merchant| merchant.pledged_on),
    }
    let from = match &query.cursor {
        None => 0,
        Some(cursor) => {
            let wrong = || AppError::invalid("/cursor", Message::new("app-cursor-invalid"));
            found.iter().position(|merchant| merchant.code == *cursor).ok_or_else(wrong)? + 1
        }
    };
    let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS_MAX) as usize;
    let page: Vec<&Merchant> = found.iter().skip(from).take(limit).collect();
    let more = from + page.len() < found.len();
    let next = page.last().filter(|_| more).map(|last| last.code.clone());
    let items = page.iter().map(|merchant| summary(&book, merchant)).collect();
    Ok(List { items, next, total: Some(many(found.len())) })
}

fn wanted(merchant: &Merchant, query: &MerchantQuery, path: Option<&str>) -> bool {
    let texts = [
        merchant.code.as_str(),
        &merchant.name.zh,
        &merchant.name.en,
        merchant.legal_person.as_deref().unwrap_or_default(),
        merchant.address.as_deref().unwrap_or_default(),
    ];
    merchant.active
        && query.kind.as_ref().is_none_or(|kind| *kind == merchant.kind)
        && query.pledged.is_none_or(|pledged| merchant.pledged_on.is_some() == pledged)
        && path.is_none_or(|path| merchant.node_path.starts_with(path))
        && query.q.as_deref().is_none_or(|q| named(q, &texts))
}

fn summary(book: &Wordbook, merchant: &Merchant) -> MerchantSummary {
    MerchantSummary {
        id: merchant.id,
        code: merchant.code.clone(),
        name: merchant.name.get(book.lang).to_owned(),
        kind: merchant.kind.clone(),
        legal_person: merchant.legal_person.clone(),
        address: merchant.address.clone(),
        lon: merchant.lon,
        lat: merchant.lat,
        node: book.node(merchant.node_id),
        chain_name: book.chain_name(&merchant.node_path),
        pledged_on: merchant.pledged_on,
    }
}
