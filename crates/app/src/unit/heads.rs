//! Who is first responsible person 第一责任人 of a unit from when.

use serde_json::json;
use wangge_domain::ids::UnitId;
use wangge_domain::permission::Actor;
use wangge_domain::term::{Term, TermChange, leave, take_up, withdraw};
use wangge_domain::text::Lang;
use wangge_domain::unit::UnitHead;
use wangge_storage::{ConnectionTrait, unit};

use super::edit::{Beside, at_version, write};
use super::show;
use crate::context::{Answer, App};
use crate::node::staff::{person_at_work, refused, today};
use crate::reading::Register;
use crate::view::{HeadAppointment, HeadDeparture, HeadWithdrawal, UnitDetail};

async fn terms(db: &impl ConnectionTrait, id: UnitId) -> Answer<Vec<Term>> {
    Ok(unit::heads_of(db, id).await?.iter().map(Term::from).collect())
}

fn beside(unit_id: UnitId, change: &TermChange) -> Beside {
    let head = |term: &Term| UnitHead { unit_id, person_id: term.person_id, since: term.since, until: term.until };
    Beside { put: change.put.iter().map(head).collect(), gone: change.gone.as_ref().map(head) }
}

/// A person becomes first responsible person; whoever was before ends the day before.
///
/// # Errors
/// [`crate::AppError::Conflict`] when the unit was changed meanwhile; refuses what contradicts the terms that stand.
pub async fn appoint(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: UnitId,
    if_match: i64,
    command: HeadAppointment,
) -> Answer<UnitDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    person_at_work(&*Register::load(app, &db).await?, command.person_id)?;
    let standing = terms(&db, id).await?;
    let lasting = standing.iter().filter(|term| term.until.is_none_or(|until| until >= command.since));
    let replaced: Vec<_> = lasting.map(|term| term.person_id).collect();
    let change = take_up(&standing, command.person_id, command.since, &replaced).map_err(refused)?;
    write(app, actor, row, beside(id, &change), "head_appointed", json!(command)).await?;
    show(app, actor, lang, id).await
}

/// A first responsible person's term gets its last day, another one, or none again.
///
/// # Errors
/// As for [`appoint`]; what has become history stays.
pub async fn depart(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: UnitId,
    if_match: i64,
    command: HeadDeparture,
) -> Answer<UnitDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    let (standing, today) = (terms(&db, id).await?, today(app, &db).await?);
    let change = leave(&standing, command.person_id, command.since, command.until, today).map_err(refused)?;
    write(app, actor, row, beside(id, &change), "head_departed", json!(command)).await?;
    show(app, actor, lang, id).await
}

/// Takes back a headship that begins today or later; whoever it replaced goes on.
///
/// # Errors
/// As for [`appoint`]; what has begun before today stays.
pub async fn take_back(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: UnitId,
    if_match: i64,
    command: HeadWithdrawal,
) -> Answer<UnitDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    let (standing, today) = (terms(&db, id).await?, today(app, &db).await?);
    let change = withdraw(&standing, command.person_id, command.since, command.restores, today).map_err(refused)?;
    write(app, actor, row, beside(id, &change), "head_withdrawn", json!(command)).await?;
    show(app, actor, lang, id).await
}
