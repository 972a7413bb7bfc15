//! Giving causes to lost points of a round, and taking them away again.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use uuid::Uuid;
use wangge_domain::cause::CauseTable;
use wangge_domain::ids::{EventId, LostPointId, RoundId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Message;
use wangge_storage::cause::{self, LostPointCause};
use wangge_storage::event::{self, NewEvent};
use wangge_storage::visit::{self, LostPointFilter};
use wangge_storage::{Tx, round};

use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::reach;
use crate::record::By;
use crate::view::{CauseAssignment, CauseAssignments, CauseOutcome, CauseResult, List};

/// How many are given at once at most.
const AT_ONCE: usize = 1000;

/// Gives causes to lost points of a round, each with a result of its own. One that somebody else changed meanwhile
/// stays as it is.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round; [`AppError::Invalid`] with every cause that is not given any more.
pub async fn assign(app: &App, actor: &Actor, id: RoundId, command: CauseAssignments) -> Answer<List<CauseResult>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::AssignCause).await?;
    round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    check(&crate::campaign::load(&db).await?.settings.causes, &command.assignments)?;
    let filter = LostPointFilter { round_id: Some(id), ..LostPointFilter::default() };
    let points = visit::lost_points(&db, &reach, &filter).await?;
    let known: HashSet<LostPointId> = points.into_iter().map(|point| point.id).collect();
    let (by, maker) = (By::of(app, actor), app.clone());
    let results = app
        .store
        .write(move |tx| Box::pin(async move { write(tx, &maker, &by, &known, &command.assignments).await }))
        .await?;
    Ok(List::whole(results))
}

fn check(table: &CauseTable, assignments: &[CauseAssignment]) -> Answer<()> {
    if assignments.len() > AT_ONCE {
        return Err(AppError::invalid("/assignments", Message::new("app-cause-too-many").arg("most", AT_ONCE)));
    }
    let mut faults = Vec::new();
    for (place, one) in assignments.iter().enumerate() {
        // What was given once may be given back, also when it is retired by now: that is an undoing.
        if let Some(code) = one.cause.as_ref().filter(|code| table.cause(code).is_none()) {
            let message = Message::new("app-cause-unknown").arg("cause", code);
            faults.push(FieldFault { pointer: format!("/assignments/{place}/cause"), message });
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

async fn write(
    tx: &Tx,
    app: &App,
    by: &By,
    known: &HashSet<LostPointId>,
    assignments: &[CauseAssignment],
) -> Answer<Vec<CauseResult>> {
    let ids: Vec<LostPointId> = assignments.iter().map(|one| one.lost_point_id).collect();
    let mut standing: HashMap<LostPointId, String> =
        cause::of(tx, &ids).await?.into_iter().map(|row| (row.lost_point_id, row.cause)).collect();
    let (mut results, mut given, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for one in assignments {
        let result = decide(one, known, standing.get(&one.lost_point_id));
        if result.outcome == CauseOutcome::Given {
            events.push(told(app, by, &result));
            if let Some(cause) = &result.now {
                standing.insert(one.lost_point_id, cause.clone());
                given.push(row(by, one.lost_point_id, cause));
            } else {
                standing.remove(&one.lost_point_id);
                cause::remove(tx, one.lost_point_id).await?;
            }
        }
        results.push(result);
    }
    cause::put(tx, &given).await?;
    event::append(tx, events).await?;
    Ok(results)
}

fn decide(one: &CauseAssignment, known: &HashSet<LostPointId>, before: Option<&String>) -> CauseResult {
    let outcome = if !known.contains(&one.lost_point_id) {
        CauseOutcome::Unknown
    } else if before == one.cause.as_ref() {
        CauseOutcome::Unchanged
    } else if before == one.seen.as_ref() {
        CauseOutcome::Given
    } else {
        CauseOutcome::ChangedMeanwhile
    };
    let now = if outcome == CauseOutcome::Given { one.cause.clone() } else { before.cloned() };
    CauseResult { lost_point_id: one.lost_point_id, outcome, before: before.cloned(), now }
}

fn row(by: &By, lost_point_id: LostPointId, cause: &str) -> LostPointCause {
    LostPointCause { lost_point_id, cause: cause.to_owned(), assigned_by: by.actor, assigned_at: by.at }
}

fn told(app: &App, by: &By, result: &CauseResult) -> NewEvent {
    NewEvent {
        id: EventId::from(app.new_id::<Uuid>()),
        subject_kind: "lost_point".to_owned(),
        subject_id: result.lost_point_id.0,
        at: by.at,
        actor_id: by.actor,
        actor_name: by.name.clone(),
        kind: "cause_given".to_owned(),
        payload: json!({ "before": result.before, "now": result.now }),
    }
}
