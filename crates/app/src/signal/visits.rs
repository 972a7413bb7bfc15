//! The signals of visits.

use wangge_domain::ids::{RoundId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::Visit;
use wangge_domain::text::Lang;
use wangge_storage::evidence::Attached;
use wangge_storage::{round, visit};

use super::told;
use super::walked::Walked;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::view::{Photo, Ref, Signals, VisitSignals};

/// The signals of a visit, for whoever may return or void it.
///
/// # Errors
/// [`AppError::NotFound`] outside that reach.
pub async fn of_visit(app: &App, actor: &Actor, lang: Lang, id: VisitId) -> Answer<Signals> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::VoidVisit).await?;
    let visit = visit::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("visit", id))?;
    let round = round::get(&db, visit.round_id).await?.ok_or_else(|| AppError::not_found("round", visit.round_id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let walked = Walked::of_round(app, actor, &book, &reach, &round).await?;
    Ok(told(walked.signals(&visit), lang))
}

/// The visits of a round with their signals, those that deserve a second look most first, then the latest.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not return or void visits; [`AppError::NotFound`] for an unknown round.
pub async fn of_round(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<Vec<VisitSignals>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::VoidVisit).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let walked = Walked::of_round(app, actor, &book, &reach, &round).await?;
    let line = |visit: &Visit| VisitSignals {
        id: visit.id,
        site: book.site(Some(visit.site_id)).unwrap_or_else(|| Ref::new(visit.site_id, "", "—")),
        inspectors: visit.inspector_ids.iter().filter_map(|id| Some(book.person(*id)?.name)).collect(),
        started_at: visit.started_at,
        submitted_at: visit.submitted_at,
        observation_count: many(walked.items(visit.id)),
        photos: walked.photos(visit.id).iter().map(photo).collect(),
        signals: told(walked.signals(visit), lang),
    };
    let mut lines: Vec<VisitSignals> = walked.standing().map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.signals.count, line.submitted_at)));
    Ok(lines)
}

fn photo(attached: &Attached) -> Photo {
    let row = &attached.row;
    Photo { sha256: row.sha256.clone(), width: attached.width, height: attached.height, at: row.at }
}
