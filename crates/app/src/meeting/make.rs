//! Preparing a meeting, changing its agenda, holding, minuting and calling it off.

use chrono::Datelike;
use serde_json::{Value, json};
use wangge_domain::ids::MeetingId;
use wangge_domain::meeting::{
    AgendaEdit, AgendaPoint, Meeting, MeetingFault, MeetingRefusal, MeetingState, MeetingText, Proposed, edited,
    of_week, text_faults,
};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::{ConnectionTrait, StorageError, meeting as store, series};

use super::list::{known, proposed, show, today};
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{needs_everywhere, reckoned};
use crate::record::{self, By};
use crate::view::{AmendAgendaPoint, AmendMeeting, CancelMeeting, MeetingView, MinuteMeeting, PrepareMeeting};

/// The longest minutes of a point, in characters.
const MINUTES_MOST: usize = 2_000;

pub(super) fn refused(refusal: MeetingRefusal, lang: Lang) -> AppError {
    AppError::refused(refusal.code(), refusal.message(lang))
}

/// Faults as the request has them, each under where its part of the request lies.
pub(super) fn invalid(faults: Vec<MeetingFault>, within: &str) -> Answer<()> {
    if faults.is_empty() {
        return Ok(());
    }
    let told =
        |fault: MeetingFault| FieldFault { pointer: format!("{within}{}", fault.pointer), message: fault.message };
    Err(AppError::Invalid(faults.into_iter().map(told).collect()))
}

fn trimmed(text: MeetingText) -> MeetingText {
    let clean = |text: String| text.trim().to_owned();
    MeetingText { place: clean(text.place), chair: clean(text.chair), attendees: clean(text.attendees), ..text }
}

/// Prepares a meeting with the agenda the figures propose; the flag says whether it is new. Sent again it is answered as
/// the first time.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it.
pub async fn prepare(app: &App, actor: &Actor, lang: Lang, command: PrepareMeeting) -> Answer<(MeetingView, bool)> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let db = app.store.read();
    if store::get(&db, command.id).await?.is_some() {
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    reckoned("/text/meets_on", Some(command.text.meets_on))?;
    invalid(text_faults(&command.text), "/text")?;
    let by = By::of(app, actor);
    let points = Box::pin(proposed(app, &db, actor, command.text.week)).await?;
    let agenda = points.into_iter().map(|one| taken_over(app, one)).collect();
    let meeting = Meeting {
        id: command.id,
        number: None,
        text: trimmed(command.text),
        state: MeetingState::Planned,
        agenda,
        reason: None,
        held_at: None,
        made_at: by.at,
        version: 1,
    };
    let payload = written(&meeting);
    let ready = std::sync::Arc::new((by, meeting, payload));
    let kept = app
        .store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                let (by, meeting, payload) = &*ready;
                store::insert(tx, meeting).await?;
                record::event(tx, by.clone(), "meeting", meeting.id.0, "made", payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await;
    // Proposing takes a while: the same meeting sent again meanwhile is the same meeting.
    let new = match kept {
        Ok(()) => true,
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => false,
        Err(error) => return Err(error),
    };
    Ok((show(app, actor, lang, command.id).await?, new))
}

fn taken_over(app: &App, one: Proposed) -> AgendaPoint {
    AgendaPoint {
        id: app.new_id(),
        key: Some(one.key),
        kind: one.kind,
        title: one.title,
        note: String::new(),
        facts: one.facts,
        minutes: String::new(),
    }
}

/// What the record keeps of a meeting.
fn written(meeting: &Meeting) -> Value {
    json!({
        "text": meeting.text, "number": meeting.number, "state": meeting.state, "agenda": meeting.agenda,
        "reason": meeting.reason,
    })
}

/// Changes day, place and agenda of a meeting that is still to be held.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] with everything wrong with it; refuses once
/// it was held or called off.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: MeetingId,
    if_match: i64,
    command: AmendMeeting,
) -> Answer<MeetingView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let db = app.store.read();
    let before = at_version(&db, id, if_match).await?;
    before.planned().map_err(|refusal| refused(refusal, lang))?;
    reckoned("/text/meets_on", Some(command.text.meets_on))?;
    let fresh = |point: &AmendAgendaPoint| point.key.is_some() && before.point(point.id).is_none();
    let another_week = command.text.week != before.text.week;
    let proposed = if another_week || command.points.iter().any(fresh) {
        Box::pin(proposed(app, &db, actor, command.text.week)).await?
    } else {
        Vec::new()
    };
    let edit =
        |point: AmendAgendaPoint| AgendaEdit { id: point.id, key: point.key, title: point.title, note: point.note };
    let edits = command.points.into_iter().map(edit).collect();
    let told = text_faults(&command.text).into_iter();
    let mut faults: Vec<MeetingFault> =
        told.map(|fault| MeetingFault { pointer: format!("/text{}", fault.pointer), ..fault }).collect();
    // Facts are those of the week the agenda is about: of another week they are taken anew.
    let known = if another_week { of_week(&before.agenda, &proposed) } else { before.agenda.clone() };
    let agenda = edited(&known, &proposed, edits).unwrap_or_else(|of_points| {
        faults.extend(of_points);
        Vec::new()
    });
    invalid(faults, "")?;
    let after = Meeting { text: trimmed(command.text), agenda, ..before };
    keep(app, actor, after, "edited").await?;
    show(app, actor, lang, id).await
}

/// Holds a meeting: draws its number, and freezes its agenda with the facts.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses before its day, without an agenda, and a second time.
pub async fn hold(app: &App, actor: &Actor, lang: Lang, id: MeetingId, if_match: i64) -> Answer<MeetingView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let db = app.store.read();
    let before = at_version(&db, id, if_match).await?;
    let today = today(app, &db).await?;
    before.holdable(today).map_err(|refusal| refused(refusal, lang))?;
    let ready = std::sync::Arc::new((By::of(app, actor), before));
    app.store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                let (by, before) = &*ready;
                let number = series::next(tx, &format!("meeting-{}", before.text.meets_on.year())).await?;
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                let held = before.clone().hold(number, today, by.at).map_err(|refusal| refused(refusal, lang))?;
                store::update(tx, &held).await?;
                record::event(tx, by.clone(), "meeting", held.id.0, "convened", written(&held)).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    show(app, actor, lang, id).await
}

/// Writes down what was said at a meeting that was held.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] with everything wrong with it.
pub async fn minute(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: MeetingId,
    if_match: i64,
    command: MinuteMeeting,
) -> Answer<MeetingView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let mut meeting = at_version(&app.store.read(), id, if_match).await?;
    meeting.held().map_err(|refusal| refused(refusal, lang))?;
    let text = MeetingText { chair: command.chair, attendees: command.attendees, ..meeting.text.clone() };
    let mut faults = text_faults(&text);
    for (place, said) in command.points.into_iter().enumerate() {
        let at = |field: &str| format!("/points/{place}/{field}");
        if said.minutes.chars().count() > MINUTES_MOST {
            let message = Message::new("meeting-too-long").arg("most", MINUTES_MOST);
            faults.push(MeetingFault { pointer: at("minutes"), message });
        }
        match meeting.agenda.iter_mut().find(|point| point.id == said.id) {
            Some(point) => said.minutes.trim().clone_into(&mut point.minutes),
            None => faults.push(MeetingFault { pointer: at("id"), message: Message::new("meeting-point-unknown") }),
        }
    }
    invalid(faults, "")?;
    meeting.text = trimmed(text);
    keep(app, actor, meeting, "minuted").await?;
    show(app, actor, lang, id).await
}

/// Calls a meeting off.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses without a reason and once it was held.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: MeetingId,
    if_match: i64,
    command: CancelMeeting,
) -> Answer<MeetingView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let before = at_version(&app.store.read(), id, if_match).await?;
    let after = before.cancel(&command.reason).map_err(|refusal| match refusal {
        MeetingRefusal::NoReason { .. } => AppError::invalid("/reason", refusal.message(lang)),
        other => refused(other, lang),
    })?;
    keep(app, actor, after, "cancelled").await?;
    show(app, actor, lang, id).await
}

/// A meeting at the version its reader has seen.
async fn at_version(db: &impl ConnectionTrait, id: MeetingId, if_match: i64) -> Answer<Meeting> {
    let meeting = known(db, id).await?;
    if meeting.version == if_match { Ok(meeting) } else { Err(AppError::Conflict { current: meeting.version }) }
}

async fn keep(app: &App, actor: &Actor, meeting: Meeting, kind: &'static str) -> Answer<()> {
    let payload = written(&meeting);
    let ready = std::sync::Arc::new((By::of(app, actor), meeting, payload));
    app.store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                let (by, meeting, payload) = &*ready;
                store::update(tx, meeting).await?;
                record::event(tx, by.clone(), "meeting", meeting.id.0, kind, payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}
