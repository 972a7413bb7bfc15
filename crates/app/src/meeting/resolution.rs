//! What meetings resolved: making it, following it, and the ledger of it.

use serde_json::{Value, json};
use wangge_domain::ids::{MeetingId, ResolutionId};
use wangge_domain::meeting::{
    Meeting, MeetingFault, Resolution, ResolutionRefusal, ResolutionState, ResolutionText, resolution_faults,
};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::meeting::{self as store, ResolutionFilter};
use wangge_storage::{ConnectionTrait, case, person, unit};

use super::list::known;
use super::make::{invalid, refused as refused_meeting};
use super::sight::{Sight, views};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{many, needs_everywhere, reckoned};
use crate::record::{self, By};
use crate::view::{MakeResolution, ResolutionList, ResolutionQuery, ResolutionView, ResolutionWords};

/// The resolutions the actor sees: all for those who read the whole district, those of its units for a unit.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see resolutions.
pub async fn resolutions(app: &App, actor: &Actor, lang: Lang, query: ResolutionQuery) -> Answer<ResolutionList> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let units = match (&sight.units, query.unit) {
        (None, None) => None,
        (None, Some(unit)) => Some(vec![unit]),
        (Some(own), None) => Some(own.iter().copied().collect()),
        (Some(own), Some(unit)) => Some(own.get(&unit).copied().into_iter().collect()),
    };
    let states = query.state.into_iter().collect();
    let mut found = store::resolutions(&db, &ResolutionFilter { states, units, meeting: query.meeting }).await?;
    found.retain(|one| {
        query.unfinished.is_none_or(|wanted| one.state.unfinished() == wanted)
            && query.overdue.is_none_or(|wanted| one.overdue(sight.today) == wanted)
    });
    Ok(ResolutionList { items: views(&db, &sight, found).await?, may_see_meetings: sight.sees_meetings })
}

/// How many resolutions wait for the actor: to be done by its units, and to be confirmed by the office.
///
/// # Errors
/// When the store fails.
pub async fn waiting(app: &App, db: &impl ConnectionTrait, actor: &Actor) -> Answer<(u64, u64)> {
    if actor.may(Action::ViewResolution).is_none() {
        return Ok((0, 0));
    }
    let sight = Sight::load(app, db, actor, Lang::Zh).await?;
    let states = vec![ResolutionState::Open, ResolutionState::Reported];
    let all = store::resolutions(db, &ResolutionFilter { states, ..ResolutionFilter::default() }).await?;
    let open = |one: &&Resolution| one.state == ResolutionState::Open && sight.reports.contains(&one.text.unit_id);
    let reported = |one: &&Resolution| one.state == ResolutionState::Reported && sight.edits;
    Ok((many(all.iter().filter(open).count()), many(all.iter().filter(reported).count())))
}

/// A resolution.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not there or not of the actor's units.
pub async fn show_resolution(app: &App, actor: &Actor, lang: Lang, id: ResolutionId) -> Answer<ResolutionView> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let unknown = || AppError::not_found("resolution", id);
    let found = store::resolution(&db, id).await?.filter(|one| sight.sees(one)).ok_or_else(unknown)?;
    views(&db, &sight, vec![found]).await?.pop().ok_or_else(unknown)
}

/// Writes down what a meeting resolved; the flag says whether it is new. Sent again it is answered as the first time.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it; refuses for a meeting that was not held.
pub async fn make_resolution(
    app: &App,
    actor: &Actor,
    lang: Lang,
    meeting: MeetingId,
    command: MakeResolution,
) -> Answer<(ResolutionView, bool)> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let db = app.store.read();
    if let Some(standing) = store::resolution(&db, command.id).await? {
        if standing.meeting_id != meeting {
            return Err(AppError::Conflict { current: standing.version });
        }
        return Ok((show_resolution(app, actor, lang, command.id).await?, false));
    }
    let meeting = known(&db, meeting).await?;
    meeting.held().map_err(|refusal| refused_meeting(refusal, lang))?;
    let mut faults = faults_of(app, &db, &meeting, &command.text, None).await?;
    for fault in &mut faults {
        fault.pointer = format!("/text{}", fault.pointer);
    }
    if command.point_id.is_some_and(|point| meeting.point(point).is_none()) {
        let message = Message::new("meeting-point-unknown");
        faults.push(MeetingFault { pointer: "/point_id".to_owned(), message });
    }
    invalid(faults, "")?;
    let ready = std::sync::Arc::new((By::of(app, actor), meeting.id, command));
    let id = ready.2.id;
    let new = app
        .store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                let (by, meeting_id, command) = &*ready;
                // Whoever writes down what this meeting resolved waits for each other, so that places and resends agree.
                store::hold(tx, *meeting_id).await?;
                if store::resolution(tx, command.id).await?.is_some() {
                    return Ok(false);
                }
                let filter = ResolutionFilter { meeting: Some(*meeting_id), ..ResolutionFilter::default() };
                let before = store::resolutions(tx, &filter).await?;
                let text = ResolutionText { text: command.text.text.trim().to_owned(), ..command.text.clone() };
                let one = Resolution {
                    id: command.id,
                    meeting_id: *meeting_id,
                    ordinal: before.iter().map(|one| one.ordinal).max().unwrap_or_default() + 1,
                    point_id: command.point_id,
                    text,
                    state: ResolutionState::Open,
                    report: None,
                    reason: None,
                    made_at: by.at,
                    ended_at: None,
                    version: 1,
                };
                store::insert_resolution(tx, &one).await?;
                record::event(tx, by.clone(), "resolution", one.id.0, "made", written(&one)).await?;
                Ok::<bool, AppError>(true)
            })
        })
        .await?;
    Ok((show_resolution(app, actor, lang, id).await?, new))
}

/// What is wrong with what the office writes: the words, the day, and whether unit, person and case are there. What stood
/// so before is not held against it: a person who left since does not keep the day from being moved.
async fn faults_of(
    app: &App,
    db: &impl ConnectionTrait,
    meeting: &Meeting,
    text: &ResolutionText,
    before: Option<&ResolutionText>,
) -> Answer<Vec<MeetingFault>> {
    let zone = crate::campaign::load(db).await?.tz();
    let held_on = local_day(meeting.held_at.unwrap_or_else(|| app.now()), zone);
    let mut faults = resolution_faults(text, held_on);
    if reckoned("/due_on", Some(text.due_on)).is_err() {
        let message = Message::new("app-day-out-of-range");
        faults.push(MeetingFault { pointer: "/due_on".to_owned(), message });
    }
    let mut wrong = |pointer: &str, key: &str| {
        faults.push(MeetingFault { pointer: pointer.to_owned(), message: Message::new(key) });
    };
    let stood = |same: fn(&ResolutionText, &ResolutionText) -> bool| before.is_some_and(|before| same(before, text));
    if !stood(|a, b| a.unit_id == b.unit_id) && !unit::get(db, text.unit_id).await?.is_some_and(|unit| unit.active) {
        wrong("/unit_id", "resolution-unit-unknown");
    }
    if let Some(id) = text.person_id
        && !stood(|a, b| a.person_id == b.person_id)
        && !person::get(db, id).await?.is_some_and(|person| person.active)
    {
        wrong("/person_id", "resolution-person-unknown");
    }
    if let Some(id) = text.case_id
        && case::get(db, id).await?.is_none()
    {
        wrong("/case_id", "resolution-case-unknown");
    }
    Ok(faults)
}

fn written(one: &Resolution) -> Value {
    json!({
        "meeting_id": one.meeting_id, "ordinal": one.ordinal, "point_id": one.point_id, "text": one.text,
        "state": one.state, "report": one.report, "reason": one.reason,
    })
}

fn refused(refusal: ResolutionRefusal, lang: Lang) -> AppError {
    match refusal {
        ResolutionRefusal::NoWords { .. } => AppError::invalid("/words", refusal.message(lang)),
        other => AppError::refused(other.code(), other.message(lang)),
    }
}

/// Writes a resolution anew while it is not ended.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] with everything wrong with it.
pub async fn amend_resolution(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ResolutionId,
    if_match: i64,
    text: ResolutionText,
) -> Answer<ResolutionView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let db = app.store.read();
    let before = at_version(app, &db, (actor, lang), id, if_match).await?;
    invalid(faults_of(app, &db, &known(&db, before.meeting_id).await?, &text, Some(&before.text)).await?, "")?;
    // Another unit is told as if it were resolved anew.
    let kind = if text.unit_id == before.text.unit_id { "amended" } else { "handed_on" };
    let after = before.amend(text).map_err(|refusal| refused(refusal, lang))?;
    keep(app, actor, after, kind).await?;
    show_resolution(app, actor, lang, id).await
}

/// A unit says that its resolution is done.
///
/// # Errors
/// [`AppError::Forbidden`] for those who report for no unit, [`AppError::NotFound`] for another unit's; as
/// [`amend_resolution`].
pub async fn report(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ResolutionId,
    if_match: i64,
    said: ResolutionWords,
) -> Answer<ResolutionView> {
    actor.may(Action::ReportResolution).ok_or(AppError::Forbidden(Action::ReportResolution))?;
    let db = app.store.read();
    let before = at_version(app, &db, (actor, lang), id, if_match).await?;
    if !Sight::load(app, &db, actor, lang).await?.reports.contains(&before.text.unit_id) {
        return Err(AppError::Forbidden(Action::ReportResolution));
    }
    let after = before
        .report(&said.words, (actor.user_id, &actor.name), app.now())
        .map_err(|refusal| refused(refusal, lang))?;
    keep(app, actor, after, "reported").await?;
    show_resolution(app, actor, lang, id).await
}

/// The office confirms that a resolution is done.
///
/// # Errors
/// As [`amend_resolution`]; refuses whoever reported it.
pub async fn confirm(app: &App, actor: &Actor, lang: Lang, id: ResolutionId, if_match: i64) -> Answer<ResolutionView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let before = at_version(app, &app.store.read(), (actor, lang), id, if_match).await?;
    let after = before.confirm(actor.user_id, app.now()).map_err(|refusal| refused(refusal, lang))?;
    keep(app, actor, after, "confirmed").await?;
    show_resolution(app, actor, lang, id).await
}

/// The office does not find a resolution done.
///
/// # Errors
/// As [`amend_resolution`].
pub async fn send_back(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ResolutionId,
    if_match: i64,
    said: ResolutionWords,
) -> Answer<ResolutionView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let before = at_version(app, &app.store.read(), (actor, lang), id, if_match).await?;
    let after = before.send_back(&said.words).map_err(|refusal| refused(refusal, lang))?;
    keep(app, actor, after, "sent_back").await?;
    show_resolution(app, actor, lang, id).await
}

/// The office drops a resolution.
///
/// # Errors
/// As [`amend_resolution`].
pub async fn drop_resolution(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ResolutionId,
    if_match: i64,
    said: ResolutionWords,
) -> Answer<ResolutionView> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let before = at_version(app, &app.store.read(), (actor, lang), id, if_match).await?;
    let after = before.drop(&said.words, app.now()).map_err(|refusal| refused(refusal, lang))?;
    keep(app, actor, after, "dropped").await?;
    show_resolution(app, actor, lang, id).await
}

/// A resolution the actor sees, at the version it has seen.
async fn at_version(
    app: &App,
    db: &impl ConnectionTrait,
    (actor, lang): (&Actor, Lang),
    id: ResolutionId,
    if_match: i64,
) -> Answer<Resolution> {
    let sight = Sight::load(app, db, actor, lang).await?;
    let found = store::resolution(db, id).await?.filter(|one| sight.sees(one));
    let found = found.ok_or_else(|| AppError::not_found("resolution", id))?;
    if found.version == if_match { Ok(found) } else { Err(AppError::Conflict { current: found.version }) }
}

async fn keep(app: &App, actor: &Actor, one: Resolution, kind: &'static str) -> Answer<()> {
    let ready = std::sync::Arc::new((By::of(app, actor), one));
    app.store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                let (by, one) = &*ready;
                store::update_resolution(tx, one).await?;
                record::event(tx, by.clone(), "resolution", one.id.0, kind, written(one)).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}
