//! The lost-point ledger 丢分台账: lost points in groups that add up, along unit, type, item, node or cause.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use uuid::Uuid;
use wangge_domain::cause::CauseTable;
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{CaseId, LostPointId, RoundId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::reach::Reach;
use wangge_storage::visit::LostPointRow;
use wangge_storage::{ConnectionTrait, case, round};

use super::lost_points::{NO_GROUP, causes, selected};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, many, reach, type_name};
use crate::view::{Ledger, LedgerBy, LedgerGroup, LedgerQuery, LedgerSum, LostPointQuery};

/// The ledger of a round's lost points within reach.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round or node, [`AppError::Forbidden`] for those who may not see scores.
pub async fn ledger(app: &App, actor: &Actor, lang: Lang, id: RoundId, query: LedgerQuery) -> Answer<Ledger> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let rows = selected(&db, &reach, id, narrowed(&query)).await?;
    let edition = indexed(app, &db, round.edition_id).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let facts = Facts {
        causes: causes(&db, &rows).await?,
        open: open_cases(&db, &rows).await?,
        table: crate::campaign::load(&db).await?.settings.causes,
        places: edition.edition().aggregation.rounding_places,
        edition: &edition,
        book: &book,
    };
    let all: Vec<&LostPointRow> = rows.iter().collect();
    let whole: Exact = rows.iter().map(|row| &row.lost).sum();
    let mut groups: BTreeMap<Key, Vec<&LostPointRow>> = BTreeMap::new();
    for row in &rows {
        groups.entry(facts.key(row, &query)).or_default().push(row);
    }
    let mut made: Vec<(Exact, LedgerGroup)> = groups
        .into_iter()
        .map(|(key, rows)| {
            let lost: Exact = rows.iter().map(|row| &row.lost).sum();
            (lost, LedgerGroup { sum: facts.sum(&rows, &whole), key: key.by, id: key.id, name: key.name })
        })
        .collect();
    made.sort_by_key(|(lost, group)| (Reverse(lost.clone()), group.name.clone()));
    Ok(Ledger {
        by: query.by,
        total: facts.sum(&all, &whole),
        groups: made.into_iter().map(|(_, group)| group).collect(),
        filters: facts.filters(&query),
    })
}

fn narrowed(query: &LedgerQuery) -> LostPointQuery {
    LostPointQuery {
        site_type: query.site_type.clone(),
        unit: query.unit,
        node: query.node,
        item: query.item.clone(),
        site: query.site,
        cause: query.cause.clone(),
    }
}

async fn open_cases(db: &impl ConnectionTrait, rows: &[LostPointRow]) -> Answer<HashSet<CaseId>> {
    let ids: BTreeSet<CaseId> = rows.iter().filter_map(|row| row.case_id).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let cases = case::get_many(db, &Reach::everything(), &ids).await?;
    Ok(cases.into_iter().filter(|case| !case.state.ended()).map(|case| case.id).collect())
}

/// What a group is known by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    by: String,
    id: Option<Uuid>,
    name: String,
}

impl Key {
    fn coded(code: &str, name: &str) -> Self {
        Self { by: code.to_owned(), id: None, name: name.to_owned() }
    }

    fn of(named: crate::view::Ref) -> Self {
        Self { by: named.id.to_string(), id: Some(named.id), name: named.name }
    }

    fn none(name: String) -> Self {
        Self { by: NO_GROUP.to_owned(), id: None, name }
    }
}

/// What the groups are made from.
struct Facts<'a> {
    causes: HashMap<LostPointId, String>,
    open: HashSet<CaseId>,
    table: CauseTable,
    places: u8,
    edition: &'a EditionIndex,
    book: &'a Wordbook,
}

impl Facts<'_> {
    fn key(&self, row: &LostPointRow, query: &LedgerQuery) -> Key {
        match query.by {
            LedgerBy::Unit => match self.book.unit(row.unit_id) {
                Some(unit) => Key::of(unit),
                None => Key::none(word("app-ledger-no-unit", self.book.lang)),
            },
            LedgerBy::Type => Key::coded(&row.type_code, self.type_name(&row.type_code)),
            LedgerBy::Item => Key::coded(&row.item_code, &self.book.item(Some(self.edition), &row.item_code).name),
            LedgerBy::Node => self.node(row, query),
            LedgerBy::Cause => match self.causes.get(&row.id) {
                Some(code) => Key::coded(code, &self.cause_name(code)),
                None => Key::none(word("app-cause-none", self.book.lang)),
            },
        }
    }

    fn type_name<'b>(&'b self, code: &'b str) -> &'b str {
        type_name(self.edition.edition(), code, self.book.lang).unwrap_or(code)
    }

    fn cause_name(&self, code: &str) -> String {
        self.table.cause(code).map_or(code, |cause| cause.name.get(self.book.lang)).to_owned()
    }

    /// The street, or the node one level below the one asked for.
    fn node(&self, row: &LostPointRow, query: &LedgerQuery) -> Key {
        let register = &self.book.register;
        let chain = register.sites.get(&row.site_id).map(|site| register.chain(&site.node_path)).unwrap_or_default();
        let asked = query.node.and_then(|id| chain.iter().position(|node| node.id == id));
        let place = asked.map_or(1, |place| place + 1);
        match chain.get(place).or(chain.last()) {
            Some(node) => Key::of(self.book.node(Some(node.id))),
            None => Key::none("—".to_owned()),
        }
    }

    fn sum(&self, rows: &[&LostPointRow], whole: &Exact) -> LedgerSum {
        let lost: Exact = rows.iter().map(|row| &row.lost).sum();
        let sites: HashSet<SiteId> = rows.iter().map(|row| row.site_id).collect();
        let open = rows.iter().filter(|row| row.case_id.is_some_and(|id| self.open.contains(&id)));
        LedgerSum {
            points: many(rows.len()),
            sites: many(sites.len()),
            share: Figure::per_hundred(&lost, whole, 1),
            lost: Figure::of(Some(&lost), self.places),
            without_cause: many(rows.iter().filter(|row| !self.causes.contains_key(&row.id)).count()),
            open: many(open.count()),
        }
    }

    /// What the ledger was narrowed to, in words.
    fn filters(&self, query: &LedgerQuery) -> Vec<String> {
        let said = |by: &str, name: String| {
            let by = word(&format!("app-ledger-by-{by}"), self.book.lang);
            render(&Message::new("app-ledger-filter").arg("by", by).arg("name", name), self.book.lang)
        };
        let cause = |code: &String| match code.as_str() {
            NO_GROUP => word("app-cause-none", self.book.lang),
            code => self.cause_name(code),
        };
        let named = [
            query.unit.and_then(|unit| self.book.unit(Some(unit))).map(|unit| said("unit", unit.name)),
            query.site_type.as_ref().map(|code| said("type", self.type_name(code).to_owned())),
            query.item.as_ref().map(|code| said("item", self.book.item(Some(self.edition), code).name)),
            query.node.map(|node| said("node", self.book.node(Some(node)).name)),
            query.site.and_then(|site| self.book.site(Some(site))).map(|site| said("site", site.name)),
            query.cause.as_ref().map(|code| said("cause", cause(code))),
        ];
        named.into_iter().flatten().collect()
    }
}
