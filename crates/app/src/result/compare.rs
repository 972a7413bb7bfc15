//! Two rounds side by side.

use std::collections::HashSet;

use wangge_domain::assessment::{Delta, ScoreKind as Kind, compare as compare_trees};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, word};
use wangge_storage::ConnectionTrait;
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, LostPointFilter};

use super::list::Visible;
use super::lost_points::views;
use super::words::round_summary;
use super::{ScoredRound, site_id};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, many, reach};
use crate::view::{Comparison, ComparisonQuery, ComparisonRow, LostPointView};

/// Compares a round with another, whichever opened first standing as the earlier. Scores are per hundred of
/// their full marks, so that rounds of different editions compare.
///
/// # Errors
/// [`crate::AppError::NotFound`] for an unknown round.
pub async fn compare(app: &App, actor: &Actor, lang: Lang, id: RoundId, query: ComparisonQuery) -> Answer<Comparison> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let (one, other) = (ScoredRound::load(app, &db, id).await?, ScoredRound::load(app, &db, query.with).await?);
    let order = |scored: &ScoredRound| (scored.round.opens_on, scored.round.id);
    let (a, b) = if order(&one) <= order(&other) { (one, other) } else { (other, one) };
    let visible = Visible::of(&db, &reach).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let compared = compare_trees(&a.tree()?, &b.tree()?);
    let rows = |deltas: &[Delta]| -> Vec<ComparisonRow> {
        let shown = deltas.iter().filter(|delta| visible.shows(delta.kind, &delta.key));
        shown.map(|delta| row(&book, delta, b.decimals())).collect()
    };
    let pairs = |lost: &[wangge_domain::assessment::LostItem]| -> HashSet<(String, String)> {
        lost.iter().map(|point| (point.site.clone(), point.item.clone())).collect()
    };
    let scope = Scope { db: &db, reach: &reach, book: &book };
    let mut notes = Vec::new();
    if a.round.edition_id != b.round.edition_id {
        notes.push(word("app-compare-editions", lang));
    }
    let common = a.places.keys().filter(|site| b.places.contains_key(site)).count();
    Ok(Comparison {
        a: round_summary(app, &db, lang, &a.round, true).await?,
        b: round_summary(app, &db, lang, &b.round, true).await?,
        score_a: a.figure(&a.total),
        score_b: b.figure(&b.total),
        change: Figure::of(compared.total.change.as_ref(), b.decimals()),
        types: rows(&compared.types),
        units: rows(&compared.units),
        nodes: rows(&compared.nodes),
        sites: rows(&compared.sites),
        items: rows(&compared.items),
        new_lost: scope.lost(&b, &pairs(&compared.new_lost)).await?,
        cleared_lost: scope.lost(&a, &pairs(&compared.cleared)).await?,
        common_sites: many(common),
        notes,
    })
}

fn row(book: &Wordbook, delta: &Delta, places: u8) -> ComparisonRow {
    let site = site_id(&delta.key).filter(|_| delta.kind == Kind::Site);
    let id = match delta.kind {
        Kind::Unit => book.register.unit_by_code(&delta.key).map(|unit| unit.id.0),
        Kind::Node => book.register.node_by_code(&delta.key).map(|node| node.id.0),
        _ => site.map(|site| site.0),
    };
    let figure = |value: &Option<Exact>| Figure::of(value.as_ref(), places);
    ComparisonRow {
        key: delta.key.clone(),
        id,
        name: book.site(site).map_or_else(|| delta.name.get(book.lang).to_owned(), |site| site.name),
        a: figure(&delta.before),
        b: figure(&delta.after),
        change: figure(&delta.change),
    }
}

/// Where lost points are looked up.
struct Scope<'a, D> {
    db: &'a D,
    reach: &'a Reach,
    book: &'a Wordbook,
}

impl<D: ConnectionTrait> Scope<'_, D> {
    /// The lost points of a round at certain sites and items.
    async fn lost(&self, scored: &ScoredRound, wanted: &HashSet<(String, String)>) -> Answer<Vec<LostPointView>> {
        let filter = LostPointFilter { round_id: Some(scored.round.id), ..LostPointFilter::default() };
        let mut rows = visit::lost_points(self.db, self.reach, &filter).await?;
        rows.retain(|row| {
            let scored_by = scored.visits.get(&row.site_id) == Some(&row.visit_id);
            let place = (row.site_id.to_string(), row.item_code.clone());
            scored_by && wanted.contains(&place)
        });
        views(self.db, self.reach, self.book, &scored.edition, &rows).await
    }
}
