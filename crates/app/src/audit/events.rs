//! Reading the record: by subject, by what happened, by whom and when.

use chrono::{DateTime, Days};
use wangge_domain::event::EventRecord;
use wangge_domain::ids::EventId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Message;
use wangge_domain::time::{Timestamp, start_of_day};
use wangge_storage::event::{self, EventFilter};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{AuditEvent, AuditQuery, EventKinds, List, PAGE_ITEMS, PAGE_ITEMS_MAX};

fn require(actor: &Actor) -> Answer<()> {
    // The record tells of everything in the district, so only those who see all of it may read it.
    actor.may(Action::ViewEvents).filter(|reach| reach.all).ok_or(AppError::Forbidden(Action::ViewEvents))?;
    Ok(())
}

/// A page of the record, the latest first.
///
/// # Errors
/// [`AppError::Forbidden`] for all but the office and auditors; [`AppError::Invalid`] for a cursor that is none.
pub async fn events(app: &App, actor: &Actor, query: AuditQuery) -> Answer<List<AuditEvent>> {
    require(actor)?;
    let db = app.store.read();
    let zone = crate::campaign::load(&db).await?.tz();
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = EventFilter {
        subject_kind: given(query.subject_kind),
        subject_id: query.subject,
        kind: given(query.kind),
        actor: given(query.actor),
        from: query.from.map(|day| start_of_day(day, zone)),
        until: query.until.and_then(|day| day.checked_add_days(Days::new(1))).map(|day| start_of_day(day, zone)),
    };
    let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS_MAX) as usize;
    let after = query.cursor.as_deref().map(read_cursor).transpose()?;
    let mut found = event::page(&db, &filter, after, limit as u64 + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| write_cursor(last.body.at, last.id));
    Ok(List { items: found.into_iter().map(view).collect(), next, total: None })
}

fn view(event: EventRecord) -> AuditEvent {
    AuditEvent {
        id: event.id,
        at: event.body.at,
        actor: event.body.actor_name,
        subject_kind: event.body.subject_kind,
        subject_id: event.body.subject_id,
        seq: event.body.seq,
        kind: event.body.kind,
        payload: event.body.payload,
        prev_hash: event.prev_hash,
        hash: event.hash,
    }
}

/// What the record has events of.
///
/// # Errors
/// [`AppError::Forbidden`] for all but the office and auditors.
pub async fn event_kinds(app: &App, actor: &Actor) -> Answer<List<EventKinds>> {
    require(actor)?;
    let mut items: Vec<EventKinds> = Vec::new();
    for (subject_kind, kind) in event::kinds(&app.store.read()).await? {
        match items.last_mut().filter(|last| last.subject_kind == subject_kind) {
            Some(last) => last.kinds.push(kind),
            None => items.push(EventKinds { subject_kind, kinds: vec![kind] }),
        }
    }
    Ok(List::whole(items))
}

fn write_cursor(at: Timestamp, id: EventId) -> String {
    format!("{}.{id}", at.timestamp_millis())
}

fn read_cursor(text: &str) -> Answer<(Timestamp, EventId)> {
    let read = || {
        let (at, id) = text.split_once('.')?;
        Some((DateTime::from_timestamp_millis(at.parse().ok()?)?, EventId(id.parse().ok()?)))
    };
    read().ok_or_else(|| AppError::invalid("/cursor", Message::new("app-cursor-invalid")))
}
