//! Planning a duty change and taking it back.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;
use wangge_domain::duty_change::{
    DutyChange, DutyChangeRefusal, DutyChangeState, DutyFault, DutyKnown, DutySubject, faults, passing,
};
use wangge_domain::ids::{DutyChangeId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::UnitRef;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::{ConnectionTrait, Tx, duty_change as store};

use super::ground::{Ground, editable, unit_of};
use super::list::one;
use super::told::told;
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::Wordbook;
use crate::record::{self, By};
use crate::view::{DutyChangeView, PlanDutyChange};

/// Plans a change; the flag says whether it is new. Sent again it is answered as it stands.
///
/// # Errors
/// [`AppError::NotFound`] for a node or site outside the actor's reach; [`AppError::Invalid`] with everything wrong with
/// the plan; [`AppError::Conflict`] when its identity is that of another one's change.
pub async fn plan(app: &App, actor: &Actor, lang: Lang, command: PlanDutyChange) -> Answer<(DutyChangeView, bool)> {
    let db = app.store.read();
    let subject = subject_of(&command)?;
    editable(&db, actor, subject).await?;
    let book = Arc::new(Wordbook::open(app, &db, lang).await?);
    let by = By::of(app, actor);
    let today = local_day(by.at, crate::campaign::load(&db).await?.tz());
    let given = DutyChange {
        id: command.id,
        subject,
        part: command.part,
        unit_id: command.unit_id,
        effective_on: command.effective_on,
        basis: command.basis.trim().to_owned(),
        planned_by: actor.user_id,
        planned_name: actor.name.clone(),
        planned_at: by.at,
        state: DutyChangeState::Planned,
        from_unit_id: None,
        failure: None,
        ended_name: None,
        ended_at: None,
        version: 1,
    };
    let written: Answer<(DutyChange, bool)> =
        app.store.write(move |tx| Box::pin(async move { write(tx, by, given, &book, today).await })).await;
    let (change, new) = written?;
    Ok((one(app, lang, &change).await?, new))
}

/// Takes a change back that is still to come, or that failed. It stays to be read.
///
/// # Errors
/// [`AppError::NotFound`] for one of a node or site outside the actor's reach; [`AppError::Conflict`] when it came into
/// another state meanwhile; refuses what is in effect or withdrawn already.
pub async fn withdraw(app: &App, actor: &Actor, lang: Lang, id: DutyChangeId, if_match: i64) -> Answer<DutyChangeView> {
    known(&app.store.read(), actor, id).await?;
    let by = By::of(app, actor);
    let written: Answer<DutyChange> = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let change = at_version(tx, id, if_match).await?;
                let over = change.withdrawn(&by.name, by.at).map_err(refused)?;
                store::update(tx, &over).await?;
                let to = unit_of(tx, over.unit_id).await?;
                let payload = json!({ "duty_change": told(&over, None, to.as_ref()) });
                let (noun, subject) = (over.subject.noun(), over.subject.id());
                record::event(tx, by, noun, subject, "duty_change_withdrawn", payload).await?;
                Ok(DutyChange { version: over.version + 1, ..over })
            })
        })
        .await;
    one(app, lang, &written?).await
}

fn subject_of(command: &PlanDutyChange) -> Answer<DutySubject> {
    match (command.node_id, command.site_id) {
        (Some(id), None) => Ok(DutySubject::Node(id)),
        (None, Some(id)) => Ok(DutySubject::Site(id)),
        _ => Err(AppError::invalid("/node_id", Message::new("duty_change-one-subject"))),
    }
}

async fn write(tx: &Tx, by: By, given: DutyChange, book: &Wordbook, today: NaiveDate) -> Answer<(DutyChange, bool)> {
    store::hold_subject(tx, given.subject).await?;
    if let Some(there) = store::get(tx, given.id).await? {
        let same = there.subject == given.subject;
        return if same { Ok((there, false)) } else { Err(AppError::Conflict { current: there.version }) };
    }
    let ground = Ground::read(tx, given.subject).await?;
    let others = store::of_subject(tx, given.subject).await?;
    check(&given, &others, &ground, book, today)?;
    store::insert(tx, &given).await?;
    let standing = ground.has(given.part);
    let unit = |id: Option<UnitId>| id.and_then(|id| book.register.units.get(&id));
    let payload = json!({ "duty_change": told(&given, unit(passing(&given, standing, &others)), unit(given.unit_id)) });
    record::event(tx, by, given.subject.noun(), given.subject.id(), "duty_change_planned", payload).await?;
    Ok((given, true))
}

/// # Errors
/// [`AppError::Invalid`] with everything wrong with the plan.
fn check(given: &DutyChange, others: &[DutyChange], ground: &Ground, book: &Wordbook, today: NaiveDate) -> Answer<()> {
    let unit = |id: UnitId| {
        let unit = book.register.units.get(&id)?;
        Some(UnitRef { id, name: unit.name.get(book.lang).to_owned(), active: unit.active })
    };
    let standing = ground.has(given.part);
    let known = DutyKnown { today, subject_active: ground.active(), standing, unit: &unit };
    let found = faults(given, others, &known);
    if found.is_empty() {
        return Ok(());
    }
    let fault = |DutyFault { field, message }| FieldFault { pointer: format!("/{field}"), message };
    Err(AppError::Invalid(found.into_iter().map(fault).collect()))
}

/// Lets pass whoever may edit the node or site of a change. Who may not know of that may not know of the change either.
pub(super) async fn known(db: &impl ConnectionTrait, actor: &Actor, id: DutyChangeId) -> Answer<()> {
    let missing = || AppError::not_found("duty_change", id);
    let may = |action| actor.may(action).ok_or(AppError::Forbidden(action));
    may(Action::EditGrid).or_else(|_| may(Action::EditSite))?;
    let change = store::get(db, id).await?.ok_or_else(missing)?;
    match editable(db, actor, change.subject).await {
        Err(AppError::NotFound { .. }) => Err(missing()),
        other => other,
    }
}

/// The change as it was read, held.
pub(super) async fn at_version(tx: &Tx, id: DutyChangeId, if_match: i64) -> Answer<DutyChange> {
    store::hold(tx, id).await?;
    let change = store::get(tx, id).await?.ok_or_else(|| AppError::not_found("duty_change", id))?;
    if change.version == if_match { Ok(change) } else { Err(AppError::Conflict { current: change.version }) }
}

pub(super) fn refused(refusal: DutyChangeRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}
