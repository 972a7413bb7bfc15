//! The visits of a round, those set aside with their reasons.

use std::collections::{BTreeSet, HashMap};

use wangge_domain::ids::{RoundId, UserId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::Visit;
use wangge_domain::text::Lang;
use wangge_storage::visit::{self, ObservationRow};
use wangge_storage::{round, user};

use super::show::summary;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{List, VisitLine, VisitQuery};

/// The visits of a round within reach, the last submitted first.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round.
pub async fn list(app: &App, actor: &Actor, lang: Lang, id: RoundId, query: VisitQuery) -> Answer<List<VisitLine>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewVisit).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let scores = actor.may(Action::ViewScore).is_some();
    let mut visits = visit::of_round(&db, &reach, id).await?;
    visits.retain(|visit| query.state.is_none_or(|state| visit.state == state));
    visits.retain(|visit| query.site.is_none_or(|site| visit.site_id == site));
    visits.reverse();
    let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let mut observed: HashMap<VisitId, Vec<ObservationRow>> = HashMap::new();
    for row in visit::observations_of(&db, &ids).await? {
        observed.entry(row.visit_id).or_default().push(row);
    }
    let replaced: HashMap<VisitId, VisitId> = visit::replacing(&db, &ids).await?.into_iter().collect();
    let mut names = HashMap::new();
    let people: BTreeSet<UserId> = visits.iter().filter_map(|visit| visit.voided_by).collect();
    for by in people {
        names.insert(by, user::get(&db, by).await?.map(|user| user.name).unwrap_or_default());
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let line = |visit: Visit| VisitLine {
        visit: summary(&book, &visit, &round, observed.get(&visit.id).map_or(&[], Vec::as_slice), scores),
        site_type: book.site_type(book.register.sites.get(&visit.site_id).map_or("", |site| &site.type_code)),
        set_aside_by: visit.voided_by.and_then(|by| names.get(&by).cloned()),
        set_aside_at: visit.voided_at,
        replaces: visit.replaces_id,
        replaced_by: replaced.get(&visit.id).copied(),
        reason: visit.void_reason,
    };
    Ok(List::whole(visits.into_iter().map(line).collect()))
}
