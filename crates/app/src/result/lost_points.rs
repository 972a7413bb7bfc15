//! The lost points of a round, each with its site, unit and case.

use std::collections::HashMap;

use wangge_domain::figure::Figure;
use wangge_domain::ids::{CaseId, LostPointId, ObservationId, RoundId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, render};
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, LostPointFilter, LostPointRow, ObservationRow};
use wangge_storage::{ConnectionTrait, cause, node, round};

use super::words::outcome_text;
use crate::case;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, reach};
use crate::view::{CauseProposal, Coded, List, LostPointQuery, LostPointView, Ref};

/// The lost points of a round within reach, in the order they were found.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round or node, [`AppError::Forbidden`] for those who may not see scores.
pub async fn lost_points(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    query: LostPointQuery,
) -> Answer<List<LostPointView>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let rows = selected(&db, &reach, id, query).await?;
    let edition = indexed(app, &db, round.edition_id).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    Ok(List::whole(views(&db, &reach, &book, &edition, &rows).await?))
}

/// The lost points of a round that a query selects.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown node.
pub(super) async fn selected(
    db: &impl ConnectionTrait,
    reach: &Reach,
    round: RoundId,
    query: LostPointQuery,
) -> Answer<Vec<LostPointRow>> {
    let node_path = match query.node {
        Some(id) => Some(node::get(db, id).await?.ok_or_else(|| AppError::not_found("node", id))?.path),
        None => None,
    };
    let filter = LostPointFilter {
        round_id: Some(round),
        site_id: query.site,
        unit_id: query.unit,
        item_code: query.item,
        type_code: query.site_type,
        node_path,
        ..LostPointFilter::default()
    };
    let mut rows = visit::lost_points(db, reach, &filter).await?;
    if let Some(wanted) = query.cause {
        let given = causes(db, &rows).await?;
        rows.retain(|row| given.get(&row.id).map_or(NO_GROUP, String::as_str) == wanted);
    }
    Ok(rows)
}

/// What selects and names lost points that belong to no group.
pub(super) const NO_GROUP: &str = "none";

/// The causes given to lost points.
pub(super) async fn causes(db: &impl ConnectionTrait, rows: &[LostPointRow]) -> Answer<HashMap<LostPointId, String>> {
    let ids: Vec<LostPointId> = rows.iter().map(|row| row.id).collect();
    let given = cause::of(db, &ids).await?;
    Ok(given.into_iter().map(|row| (row.lost_point_id, row.cause)).collect())
}

/// Lost points in words, in the order given.
///
/// # Errors
/// When the store fails.
pub async fn views(
    db: &impl ConnectionTrait,
    reach: &Reach,
    book: &Wordbook,
    edition: &EditionIndex,
    rows: &[LostPointRow],
) -> Answer<Vec<LostPointView>> {
    let cases: Vec<CaseId> = rows.iter().filter_map(|row| row.case_id).collect();
    let cases = case::refs(db, reach, &cases, book.lang).await?;
    let mut visits: Vec<VisitId> = rows.iter().map(|row| row.visit_id).collect();
    visits.sort_unstable();
    visits.dedup();
    let observations: HashMap<ObservationId, ObservationRow> =
        visit::observations_of(db, &visits).await?.into_iter().map(|row| (row.id, row)).collect();
    let places = edition.edition().aggregation.rounding_places;
    let table = crate::campaign::load(db).await?.settings.causes;
    let given = causes(db, rows).await?;
    let named = |code: &str| Coded::new(code, table.cause(code).map_or(code, |cause| cause.name.get(book.lang)));
    let view = |row: &LostPointRow| {
        let seen = observations.get(&row.observation_id);
        let text = |seen: &ObservationRow| {
            outcome_text(Some(edition), &row.type_code, &row.item_code, &seen.outcome, true, book.lang)
        };
        let type_name = crate::reading::type_name(edition.edition(), &row.type_code, book.lang);
        LostPointView {
            id: row.id,
            site: book.site(Some(row.site_id)).unwrap_or_else(|| Ref::new(row.site_id, "", "—")),
            site_type: Coded::new(&row.type_code, type_name.unwrap_or(&row.type_code)),
            item: book.item(Some(edition), &row.item_code),
            node: book.node(row.node_id),
            unit: book.unit(row.unit_id),
            lost: Figure::of(Some(&row.lost), places),
            outcome_text: seen.map_or_else(|| "—".to_owned(), text),
            remark: seen.map(|seen| seen.remark.clone()).filter(|remark| !remark.is_empty()),
            visit_id: row.visit_id,
            case: row.case_id.and_then(|id| cases.get(&id).cloned()),
            cause: given.get(&row.id).map(|code| named(code)),
            proposal: (!given.contains_key(&row.id))
                .then(|| table.propose(&row.item_code, &problem(edition, row, seen)))
                .flatten()
                .map(|proposal| CauseProposal {
                    cause: named(&proposal.cause),
                    why: render(&proposal.message(), book.lang),
                }),
        }
    };
    Ok(rows.iter().map(view).collect())
}

/// The words of a problem that rules look at: the inspector's, else the item's usual phrases.
fn problem(edition: &EditionIndex, row: &LostPointRow, seen: Option<&ObservationRow>) -> String {
    let own = seen.map(|seen| seen.remark.trim()).filter(|remark| !remark.is_empty());
    let usual = || {
        let item = edition.item_by_code(&row.item_code);
        let first = item.and_then(|item| item.phrases.first().or(Some(&item.name)));
        first.map(|words| words.zh.clone()).unwrap_or_default()
    };
    own.map_or_else(usual, str::to_owned)
}
