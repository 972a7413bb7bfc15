//! The record of one subject: who did what to it when, for whoever may know of it.

use uuid::Uuid;
use wangge_domain::event::EventRecord;
use wangge_domain::permission::Actor;
use wangge_domain::text::{self, Lang};
use wangge_storage::event;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::listing::hears;
use crate::stream::known;
use crate::view::{EventQuery, EventView, List};
use crate::{duty_change, ownership};

/// What happened to a subject, the first thing first, without the details: those are shown where the subject
/// is, as far as the reader may see them. What stands nowhere else, as an ownership record that is gone or the duty change
/// an edit rests on, is said.
///
/// # Errors
/// [`AppError::NotFound`] for a subject the actor may not know of.
pub async fn of_subject(app: &App, actor: &Actor, lang: Lang, query: EventQuery) -> Answer<List<EventView>> {
    let db = app.store.read();
    let subject = (query.noun.clone(), query.id);
    if known(&db, actor, [subject]).await?.is_empty() {
        return Err(AppError::not_found(&query.noun, query.id));
    }
    let events = event::of_subject(&db, &query.noun, query.id).await?;
    // The campaign is one and its identity is nil; anything else without a record is not there.
    if events.is_empty() && query.id != Uuid::nil() {
        return Err(AppError::not_found(&query.noun, query.id));
    }
    let heard = events.iter().filter(|event| hears(actor, &query.noun, &event.body.kind));
    let wanted = heard.filter(|event| query.since.is_none_or(|since| event.body.at >= since));
    Ok(List::whole(wanted.map(|event| view(event, lang)).collect()))
}

fn view(event: &EventRecord, lang: Lang) -> EventView {
    EventView {
        id: event.id,
        seq: event.body.seq,
        at: event.body.at,
        actor: event.body.actor_name.clone(),
        kind: event.body.kind.clone(),
        kind_name: kind_name(&event.body.subject_kind, &event.body.kind, lang),
        said: said(&event.body.kind, &event.body.payload, lang),
    }
}

/// The sentence of an event whose details stand nowhere else; none for others.
fn said(kind: &str, payload: &serde_json::Value, lang: Lang) -> Option<String> {
    ownership::said(kind, payload, lang).or_else(|| duty_change::said(kind, payload, lang))
}

/// What a kind of event is called: as its noun calls it, else as any noun does, else as it is stored.
pub fn kind_name(noun: &str, kind: &str, lang: Lang) -> String {
    let keys = [format!("{noun}-change-{kind}"), format!("today-event-{kind}")];
    let known = keys.iter().find(|key| text::knows(key, lang));
    known.map_or_else(|| kind.to_owned(), |key| text::word(key, lang))
}
