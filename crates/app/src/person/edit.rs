//! Adding people and changing what is known of them.

use serde_json::{Value, json};
use wangge_domain::ids::PersonId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::person::Person;
use wangge_domain::retire::retire_person;
use wangge_domain::text::{Lang, Message};
use wangge_storage::person;

use super::parts::Parts;
use super::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::node::edit::{NAME_MOST, kept, unit_in_use};
use crate::reading::{Register, Wordbook};
use crate::record::{self, By};
use crate::view::{AmendPerson, CreatePerson, PersonDetail};

/// People belong to no place: editing them asks for the whole district.
fn require(actor: &Actor) -> Answer<()> {
    let reach = actor.may(Action::EditGrid).filter(|reach| reach.all);
    reach.map(|_| ()).ok_or(AppError::Forbidden(Action::EditGrid))
}

fn name_of(given: &str) -> Answer<String> {
    let name = given.trim();
    if name.is_empty() {
        return Err(AppError::invalid("/name", Message::new("grid-name-missing")));
    }
    if name.chars().count() > NAME_MOST {
        return Err(AppError::invalid("/name", Message::new("grid-name-too-long").arg("most", NAME_MOST)));
    }
    Ok(name.to_owned())
}

fn text_of(given: Option<&str>) -> Option<String> {
    given.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Adds a person.
///
/// # Errors
/// [`AppError::Invalid`] for a code that is missing or taken, a missing name, a unit out of use.
pub async fn create(app: &App, actor: &Actor, lang: Lang, command: CreatePerson) -> Answer<(bool, PersonDetail)> {
    require(actor)?;
    let db = app.store.read();
    let register = Register::load(app, &db).await?;
    let code = command.code.trim().to_owned();
    if code.is_empty() {
        return Err(AppError::invalid("/code", Message::new("grid-person-code-missing")));
    }
    let row = Person {
        id: command.id,
        code,
        name: name_of(&command.name)?,
        unit_id: command.unit_id.map(|unit| unit_in_use(&register, unit, "/unit_id", lang)).transpose()?,
        title: text_of(command.title.as_deref()),
        phone: text_of(command.phone.as_deref()),
        active: true,
        version: 1,
    };
    if person::get(&db, row.id).await?.is_some_and(|standing| standing == row) {
        return Ok((false, show(app, actor, lang, command.id).await?));
    }
    if let Some(other) = person::by_code(&db, &row.code).await? {
        let message = Message::new("grid-person-code-taken").arg("code", &row.code).arg("name", other.name);
        return Err(AppError::invalid("/code", message));
    }
    let (by, payload) = (By::of(app, actor), told(&row));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                person::insert(tx, &row).await?;
                Ok::<_, AppError>(record::event(tx, by, "person", row.id.0, "created", payload).await?)
            })
        })
        .await?;
    Ok((true, show(app, actor, lang, command.id).await?))
}

/// The telephone stays out of the record, which is kept for good.
fn told(row: &Person) -> Value {
    json!({ "code": row.code, "name": row.name, "unit_id": row.unit_id, "title": row.title, "active": row.active })
}

/// Changes what is known of a person, or whether they are at work.
///
/// # Errors
/// [`AppError::Conflict`] when they were changed meanwhile; refuses to let go whoever is still in charge.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: PersonId,
    if_match: i64,
    command: AmendPerson,
) -> Answer<PersonDetail> {
    require(actor)?;
    let db = app.store.read();
    let before = person::get(&db, id).await?.ok_or_else(|| AppError::not_found("person", id))?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let register = Register::load(app, &db).await?;
    let mut after = before.clone();
    if let Some(name) = &command.name {
        after.name = name_of(name)?;
    }
    if let Some(title) = &command.title {
        after.title = text_of(title.as_deref());
    }
    if let Some(phone) = &command.phone {
        after.phone = text_of(phone.as_deref());
    }
    if let Some(unit) = command.unit_id {
        after.unit_id = unit.map(|unit| unit_in_use(&register, unit, "/unit_id", lang)).transpose()?;
    }
    after.active = command.active.unwrap_or(before.active);
    if before.active && !after.active {
        let book = Wordbook::open(app, &db, lang).await?;
        let held = Parts::load(app, &db).await?.now(&book, id);
        let places = held.iter().map(|part| {
            let place = part.node.as_ref().or(part.unit.as_ref()).map_or("", |place| place.name.as_str());
            format!("{place}{}", part.role_name)
        });
        retire_person(places.collect()).map_err(|refusal| kept(&refusal))?;
    }
    if after != before {
        save(app, actor, &before, after).await?;
    }
    show(app, actor, lang, id).await
}

async fn save(app: &App, actor: &Actor, before: &Person, after: Person) -> Answer<()> {
    let phone_changed = before.phone != after.phone;
    let payload = json!({ "old": told(before), "new": told(&after), "phone_changed": phone_changed });
    let by = By::of(app, actor);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                person::update(tx, &after).await?;
                Ok::<_, AppError>(record::event(tx, by, "person", after.id.0, "edited", payload).await?)
            })
        })
        .await
}
