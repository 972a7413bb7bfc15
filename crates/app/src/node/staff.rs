//! Who serves in a node from when: appointments, departures, and taking back what has not begun.

use chrono::NaiveDate;
use serde_json::json;
use wangge_domain::grid::{NodePerson, NodeRole};
use wangge_domain::ids::{NodeId, PersonId};
use wangge_domain::permission::Actor;
use wangge_domain::term::{Term, TermChange, TermRefusal, leave, take_up, withdraw};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::{ConnectionTrait, node};

use super::edit::{Beside, at_version, write};
use super::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::Register;
use crate::view::{Appointment, Departure, NodeDetail, Withdrawal};

/// A refused change of terms.
pub fn refused(refusal: TermRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

/// The present day of the campaign.
///
/// # Errors
/// When the store fails.
pub async fn today(app: &App, db: &impl ConnectionTrait) -> Answer<NaiveDate> {
    Ok(local_day(app.now(), crate::campaign::load(db).await?.tz()))
}

/// A person who may be given a part: they exist and are at work.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one, [`AppError::Invalid`] for one no longer at work.
pub fn person_at_work(register: &Register, id: PersonId) -> Answer<()> {
    let person = register.people.get(&id).ok_or_else(|| AppError::not_found("person", id))?;
    if person.active {
        return Ok(());
    }
    Err(AppError::invalid("/person_id", Message::new("grid-person-inactive").arg("name", &person.name)))
}

async fn terms(db: &impl ConnectionTrait, id: NodeId, role: NodeRole) -> Answer<Vec<Term>> {
    let parts = node::people_of(db, id).await?;
    Ok(parts.iter().filter(|part| part.role == role).map(Term::from).collect())
}

fn beside(node_id: NodeId, role: NodeRole, change: &TermChange) -> Beside {
    let part =
        |term: &Term| NodePerson { node_id, person_id: term.person_id, role, since: term.since, until: term.until };
    Beside { duties: None, put: change.put.iter().map(part).collect(), gone: change.gone.as_ref().map(part) }
}

/// A person takes up a part in a node, beside those who have it or in their place.
///
/// # Errors
/// [`AppError::Conflict`] when the node was changed meanwhile; refuses what contradicts the terms that stand.
pub async fn appoint(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: NodeId,
    if_match: i64,
    command: Appointment,
) -> Answer<NodeDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    person_at_work(&*Register::load(app, &db).await?, command.person_id)?;
    let standing = terms(&db, id, command.role).await?;
    let change = take_up(&standing, command.person_id, command.since, &command.replaces).map_err(refused)?;
    write(app, actor, row, beside(id, command.role, &change), "appointed", json!(command)).await?;
    show(app, actor, lang, id).await
}

/// A person's part in a node gets its last day, another one, or none again.
///
/// # Errors
/// As for [`appoint`]; what has become history stays.
pub async fn depart(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: NodeId,
    if_match: i64,
    command: Departure,
) -> Answer<NodeDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    let standing = terms(&db, id, command.role).await?;
    let today = today(app, &db).await?;
    let change = leave(&standing, command.person_id, command.since, command.until, today).map_err(refused)?;
    write(app, actor, row, beside(id, command.role, &change), "departed", json!(command)).await?;
    show(app, actor, lang, id).await
}

/// Takes back an appointment that begins today or later; whoever it replaced goes on.
///
/// # Errors
/// As for [`appoint`]; what has begun before today stays.
pub async fn take_back(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: NodeId,
    if_match: i64,
    command: Withdrawal,
) -> Answer<NodeDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    let standing = terms(&db, id, command.role).await?;
    let today = today(app, &db).await?;
    let change = withdraw(&standing, command.person_id, command.since, command.restores, today).map_err(refused)?;
    write(app, actor, row, beside(id, command.role, &change), "appointment_withdrawn", json!(command)).await?;
    show(app, actor, lang, id).await
}
