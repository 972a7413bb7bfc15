//! Submitting a visit: the busiest use case, and the one that must never count anything twice.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::json;
use wangge_domain::case::{By as CaseBy, Case, ClosedProblem, Step};
use wangge_domain::ids::{CaseId, EventId, PersonId, RoundId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{SubmitRefusal, Visit, VisitState};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::Timestamp;
use wangge_storage::event::{self, NewEvent};
use wangge_storage::visit::{self, LostPointRow, Problems, Standing};
use wangge_storage::{ConnectionTrait, Tx, case, ownership, person};

use super::Ground;
use super::prepare::{Finding, Prepared, admitted, digest, prepared, refused};
use crate::case::rebound::Closed;
use crate::case::{rebound, recorded};
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::evidence;
use crate::record::By;
use crate::view::{SubmitVisit, VisitReceipt};

/// How often a submission is looked at anew when round or site change under it.
const ATTEMPTS: u32 = 3;

/// Submits a visit. The same visit again answers as the first time, also while the first is still under way,
/// and also when the round has closed since; the flag says whether it is new.
///
/// Every lost point goes to the open case about the same item at the site, or becomes a case of its own, in the
/// same transaction.
///
/// # Errors
/// The refusals of [`SubmitRefusal`]; [`AppError::Invalid`] with every observation the edition refuses;
/// [`AppError::NotFound`] for a round or site that is unknown or out of reach.
pub async fn submit(app: &App, actor: &Actor, round: RoundId, command: SubmitVisit) -> Answer<(VisitReceipt, bool)> {
    let body = digest(round, &command);
    let mut attempt = 1;
    loop {
        match attempt_to_submit(app, actor, round, command.clone(), &body).await {
            Ok(Written::New(receipt)) => return Ok((receipt, true)),
            Ok(Written::Before(receipt)) => return Ok((receipt, false)),
            Ok(Written::Moved(current)) if attempt == ATTEMPTS => return Err(AppError::Conflict { current }),
            Ok(Written::Moved(_)) => attempt += 1,
            // Whatever is refused now: what was accepted once stays accepted, and what is locked is said to be.
            Err(refusal) => {
                return match answered_before(app, actor, &command, &body).await? {
                    Some(receipt) => Ok((receipt, false)),
                    None => Err(refusal),
                };
            }
        }
    }
}

/// What became of an attempt.
#[derive(Debug)]
enum Written {
    /// It is stored.
    New(VisitReceipt),
    /// It was stored before.
    Before(VisitReceipt),
    /// Round or site changed since they were looked at; the round's version now.
    Moved(i64),
}

/// Submits visits that were examined before, all of them in one transaction or none: for files, where a half
/// would be worse than nothing.
///
/// # Errors
/// As for [`submit`], for the first visit that is refused.
pub(crate) async fn submit_all(app: &App, actor: &Actor, visits: Vec<(RoundId, SubmitVisit)>) -> Answer<()> {
    let mut ready = Vec::with_capacity(visits.len());
    for (round, command) in visits {
        let body = digest(round, &command);
        ready.push(looked_at(app, actor, round, command, &body).await?);
    }
    let (ready, by) = (Arc::new(ready), actor.by());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for one in ready.iter() {
                    if let Written::Moved(current) = written(tx, one, &by).await? {
                        return Err(AppError::Conflict { current });
                    }
                }
                Ok(())
            })
        })
        .await
}

async fn attempt_to_submit(
    app: &App,
    actor: &Actor,
    round: RoundId,
    command: SubmitVisit,
    body: &str,
) -> Answer<Written> {
    let ready = Arc::new(looked_at(app, actor, round, command, body).await?);
    let by = actor.by();
    app.store.write(move |tx| Box::pin(async move { written(tx, &ready, &by).await })).await
}

/// Everything about a submission that can be decided before its transaction.
async fn looked_at(app: &App, actor: &Actor, round: RoundId, command: SubmitVisit, body: &str) -> Answer<Prepared> {
    let granted = actor.may(Action::SubmitVisit).ok_or(AppError::Forbidden(Action::SubmitVisit))?;
    let db = app.store.read();
    let ground = Ground::load(app, &db, round, command.site_id).await?;
    let by = By::of(app, actor);
    if !ground.within(&granted) && granted.assigned.is_none() {
        return Err(AppError::not_found("site", command.site_id));
    }
    admitted(&ground, &command, body, by.at)?;
    if !ground.within(&granted) {
        let site_code = ground.site.code.clone();
        return Err(refused(&SubmitRefusal::InspectorNotAssigned { site_code, person_id: granted.assigned }));
    }
    check_inspectors(&db, &ground, &command.inspector_ids).await?;
    check_photos(&db, actor, &command).await?;
    let ownerships = ownership::of_site(&db, command.site_id).await?;
    let mut ready = prepared(app, &ground, &ownerships, command, body.to_owned(), by)?;
    ready.closed_around = closed_around(&db, &ready).await?;
    Ok(ready)
}

/// The closed problems around the findings, looked up before the writer is taken: a strip of the district's cases is read
/// for them, and whoever else writes need not wait for that. What is closed between here and the writing was closed
/// after the finding, which is never later than this moment, and so is nothing it goes on from; what is closed at the site
/// itself is read in the transaction.
async fn closed_around(db: &impl ConnectionTrait, ready: &Prepared) -> Answer<Vec<ClosedProblem>> {
    let places = ready.findings.iter().filter_map(|finding| finding.report.lon.zip(finding.report.lat));
    match rebound::around(places, ready.rebound.metres) {
        Some(within) => Ok(case::closed_problems(db, &[], Some(within), watched_since(ready)).await?),
        None => Ok(Vec::new()),
    }
}

/// What was closed before this moment is watched no longer.
fn watched_since(ready: &Prepared) -> Timestamp {
    ready.visit.submitted_at.min(ready.visit.received_at) - TimeDelta::days(i64::from(ready.rebound.days))
}

async fn check_inspectors(db: &impl ConnectionTrait, ground: &Ground, people: &[PersonId]) -> Answer<()> {
    for (place, id) in people.iter().enumerate() {
        // Whoever is assigned exists; others are looked up where the register does not know them yet.
        let known = ground.assigned.contains(id) || ground.knows(*id) || person::get(db, *id).await?.is_some();
        if !known {
            let message = Message::new("app-unknown-person").arg("person", id);
            return Err(AppError::Invalid(vec![FieldFault { pointer: format!("/inspector_ids/{place}"), message }]));
        }
    }
    Ok(())
}

/// Photographs belong to items that were observed, and were sent before.
async fn check_photos(db: &impl ConnectionTrait, actor: &Actor, command: &SubmitVisit) -> Answer<()> {
    let mut faults = Vec::new();
    for (item, photos) in &command.photos {
        let pointer = format!("/photos/{item}");
        if command.observations.iter().all(|observation| observation.item != *item) {
            let message = Message::new("evidence-item-not-observed").arg("item", item);
            faults.push(FieldFault { pointer, message });
        } else {
            faults.extend(evidence::admitted(db, actor, &pointer, photos).await?);
        }
    }
    if let Some(door) = &command.door {
        faults.extend(evidence::admitted(db, actor, "/door/photos", &door.photos).await?);
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// The answer the visit already got, if it was stored; a refusal if it was stored with other content.
async fn answered_before(app: &App, actor: &Actor, command: &SubmitVisit, body: &str) -> Answer<Option<VisitReceipt>> {
    if actor.may(Action::SubmitVisit).is_none() {
        return Ok(None);
    }
    let Some(stored) = visit::get(&app.store.read(), command.id).await? else { return Ok(None) };
    same(command.id, command.observations.len(), body, (stored.body_sha256, stored.state, stored.received_at)).map(Some)
}

/// The receipt of a stored visit, if it says the same.
fn same(
    id: VisitId,
    observations: usize,
    body: &str,
    (stored, state, received_at): (String, VisitState, Timestamp),
) -> Answer<VisitReceipt> {
    if stored != body {
        return Err(refused(&SubmitRefusal::VisitLocked { visit_id: id }));
    }
    Ok(VisitReceipt { id, state, received_at, observation_count: observations as u64 })
}

/// Writes a prepared submission, unless it stands already.
async fn written(tx: &Tx, ready: &Prepared, by: &CaseBy) -> Answer<Written> {
    let new = &ready.visit;
    let standing = visit::standing(tx, new.round_id, new.site_id, new.id).await?;
    let Some(Standing { round_version, site_version, visit, returned }) = standing else {
        return Err(AppError::not_found("round", new.round_id));
    };
    if let Some(stored) = visit {
        return same(new.id, ready.observations.len(), &new.body_sha256, stored).map(Written::Before);
    }
    if (round_version, site_version) != (ready.round_version, ready.site_version) {
        return Ok(Written::Moved(round_version));
    }
    let problems = if ready.findings.is_empty() {
        Problems::default()
    } else {
        visit::problems(tx, new.site_id, watched_since(ready)).await?
    };
    let settled = settle(ready, by, problems)?;
    case::insert_many(tx, &settled.cases).await?;
    crate::case::follow(tx, &settled.cases).await?;
    let stored = Visit { replaces_id: returned, ..new.clone() };
    visit::insert(tx, &stored, &ready.observations, &settled.lost).await?;
    evidence::attach(tx, &ready.attached).await?;
    event::append(tx, settled.events).await?;
    Ok(Written::New(VisitReceipt {
        id: new.id,
        state: new.state,
        received_at: new.received_at,
        observation_count: ready.observations.len() as u64,
    }))
}

/// What is written beside visit and observations.
struct Settled {
    lost: Vec<LostPointRow>,
    cases: Vec<Case>,
    events: Vec<NewEvent>,
}

/// Gives every lost point its case: the open one about the same item at the site, or a new one, which continues
/// a chain of rebounds where the problem was closed not long ago.
fn settle(ready: &Prepared, by: &CaseBy, problems: Problems) -> Answer<Settled> {
    let mut closed = problems.closed;
    closed.extend(ready.closed_around.iter().cloned());
    let closed = Closed::of(closed, ready.rebound);
    // The first reported of several open cases takes the finding.
    let open: HashMap<&str, CaseId> = problems.open.iter().rev().map(|(item, id)| (item.as_str(), *id)).collect();
    let mut settled = Settled { lost: Vec::new(), cases: Vec::new(), events: vec![submitted(ready)] };
    for finding in &ready.findings {
        let mut lost = finding.lost.clone();
        let (case_id, event) = if let Some(id) = open.get(lost.item_code.as_str()) {
            (*id, found_again(ready, finding, *id))
        } else {
            let (case, event) = reported(ready, finding, by, &closed)?;
            let id = case.id;
            settled.cases.push(case);
            (id, event)
        };
        lost.case_id = Some(case_id);
        settled.lost.push(lost);
        settled.events.push(event);
    }
    Ok(settled)
}

fn reported(ready: &Prepared, finding: &Finding, by: &CaseBy, closed: &Closed) -> Answer<(Case, NewEvent)> {
    let lost = &finding.lost;
    let at = lost.created_at;
    let mut report = finding.report.clone();
    report.rebound = closed.rebound_of(&report, at, Some(&ready.edition));
    let (case, event) = Case::report(report, Step { by, at, now: ready.by.at })
        .map_err(|refusal| AppError::refused(refusal.code(), refusal.message(Lang::Zh)))?;
    // The record is written now, however long ago the problem was found: sealed days stay as they are.
    let event = NewEvent { at: ready.by.at, ..recorded(finding.event_id, &event) };
    Ok((case, event))
}

/// The problem was found again while its case is open: nothing is counted twice, and the case's record says so.
fn found_again(ready: &Prepared, finding: &Finding, case: CaseId) -> NewEvent {
    let payload = json!({
        "visit_id": ready.visit.id,
        "lost_point_id": finding.lost.id,
        "source": finding.report.source,
        "finder_level": finding.report.finder_level,
    });
    event_of(ready, finding.event_id, ("case", case.0), "found_again", payload)
}

fn submitted(ready: &Prepared) -> NewEvent {
    let visit = &ready.visit;
    let mut payload = json!({
        "round_id": visit.round_id,
        "site_id": visit.site_id,
        "body_sha256": visit.body_sha256,
        "inspector_ids": visit.inspector_ids,
        "submitted_at": visit.submitted_at,
        "observations": ready.observations.len(),
        "lost_points": ready.findings.len(),
    });
    if !ready.attached.is_empty() {
        payload["photos"] = ready.attached.iter().map(|row| json!(row.sha256)).collect();
    }
    event_of(ready, ready.by.id, ("visit", visit.id.0), "submitted", payload)
}

fn event_of(
    ready: &Prepared,
    id: EventId,
    (subject_kind, subject_id): (&str, uuid::Uuid),
    kind: &str,
    payload: serde_json::Value,
) -> NewEvent {
    NewEvent {
        id,
        subject_kind: subject_kind.to_owned(),
        subject_id,
        at: ready.by.at,
        actor_id: ready.by.actor,
        actor_name: ready.by.name.clone(),
        kind: kind.to_owned(),
        payload,
    }
}
