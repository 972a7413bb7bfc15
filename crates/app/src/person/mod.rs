//! People 人员 with a part in the work. No member of the public is among them.

mod edit;
mod parts;

use wangge_domain::ids::PersonId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::person::Person;
use wangge_domain::text::Lang;
use wangge_storage::person;

use self::parts::Parts;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::paging::page;
use crate::reading::Wordbook;
use crate::unit::named;
use crate::view::{List, PersonDetail, PersonPart, PersonQuery, PersonSort, PersonSummary};

pub use edit::{amend, create};

fn may_look(actor: &Actor) -> Answer<()> {
    actor.may(Action::ViewGrid).map(|_| ()).ok_or(AppError::Forbidden(Action::ViewGrid))
}

/// A page of the people. Whoever may see the grid may see who is in charge of it.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: PersonQuery) -> Answer<List<PersonSummary>> {
    may_look(actor)?;
    let db = app.store.read();
    let book = Wordbook::open(app, &db, lang).await?;
    let parts = Parts::load(app, &db).await?;
    let wanted = |person: &Person| {
        let texts = [Some(&person.code), Some(&person.name), person.title.as_ref(), person.phone.as_ref()];
        let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
        (person.active || query.retired)
            && (query.unit.is_none() || query.unit == person.unit_id)
            && query.part.is_none_or(|part| parts.has(person.id, part))
            && query.q.as_deref().is_none_or(|q| named(q, &texts))
    };
    let key = |person: &Person| match query.sort.unwrap_or_default() {
        PersonSort::Code => person.code.clone(),
        PersonSort::Name => format!("{}\u{1}{}", person.name, person.code),
        PersonSort::Unit => {
            let unit = person.unit_id.and_then(|id| book.register.units.get(&id));
            format!("{}\u{1}{}", unit.map_or("\u{10ffff}", |unit| unit.code.as_str()), person.code)
        }
    };
    let found: Vec<(String, &Person)> =
        book.register.people.values().filter(|person| wanted(person)).map(|person| (key(person), person)).collect();
    Ok(page(found, query.cursor.as_deref(), query.limit, |person| summary(&book, &parts, person)))
}

fn summary(book: &Wordbook, parts: &Parts, person: &Person) -> PersonSummary {
    PersonSummary {
        id: person.id,
        code: person.code.clone(),
        name: person.name.clone(),
        unit: book.unit(person.unit_id),
        title: person.title.clone(),
        phone: person.phone.clone(),
        parts: parts.now(book, person.id),
        active: person.active,
        version: person.version,
    }
}

/// A person with everything they answer for, now and before.
///
/// # Errors
/// [`AppError::NotFound`] for nobody.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: PersonId) -> Answer<PersonDetail> {
    may_look(actor)?;
    let db = app.store.read();
    let person = person::get(&db, id).await?.ok_or_else(|| AppError::not_found("person", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let parts = Parts::load(app, &db).await?;
    Ok(PersonDetail { history: parts.all(&book, id), person: summary(&book, &parts, &person) })
}

impl PersonPart {
    /// The part's word, as [`crate::view::PartHeld`] has it.
    const fn word(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Worker => "worker",
            Self::Contact => "contact",
            Self::Head => "head",
            Self::None => "",
        }
    }
}
