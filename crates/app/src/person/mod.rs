//! People 人员 with a part in the work. No member of the public is among them.

use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::person;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::Wordbook;
use crate::unit::named;
use crate::view::{List, PersonQuery, PersonSummary};

/// The people at work, by code. Whoever may see the grid may see who is in charge of it.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: PersonQuery) -> Answer<List<PersonSummary>> {
    actor.may(Action::ViewGrid).ok_or(AppError::Forbidden(Action::ViewGrid))?;
    let db = app.store.read();
    let book = Wordbook::open(app, &db, lang).await?;
    let people = person::all(&db).await?.into_iter().filter(|person| person.active);
    let wanted = people
        .filter(|person| query.unit.is_none() || query.unit == person.unit_id)
        .filter(|person| query.q.as_deref().is_none_or(|q| named(q, &[&person.code, &person.name])));
    let items = wanted.map(|person| PersonSummary {
        id: person.id,
        unit: book.unit(person.unit_id),
        code: person.code,
        name: person.name,
        title: person.title,
        phone: person.phone,
    });
    Ok(List::whole(items.collect()))
}
