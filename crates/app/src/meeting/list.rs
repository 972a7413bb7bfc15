//! The meetings, one of them, and what the figures propose for it.

use chrono::{Datelike, Days, NaiveDate};
use wangge_domain::ids::MeetingId;
use wangge_domain::meeting::{AgendaPoint, Meeting, Proposed, Resolution, proposal as proposed_of};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{IsoWeek, local_day};
use wangge_storage::ConnectionTrait;
use wangge_storage::meeting::{self as store, ResolutionFilter};

use super::figures::figures;
use super::sight::{Sight, views};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::ranking::Span;
use crate::reading::{many, may_everywhere, needs_everywhere};
use crate::view::{AgendaFactView, AgendaPointView, AgendaProposal, MeetingLine, MeetingList, MeetingView};

/// The local day.
pub(super) async fn today(app: &App, db: &impl ConnectionTrait) -> Answer<NaiveDate> {
    Ok(local_day(app.now(), crate::campaign::load(db).await?.tz()))
}

/// A meeting by its identity.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub(super) async fn known(db: &impl ConnectionTrait, id: MeetingId) -> Answer<Meeting> {
    store::get(db, id).await?.ok_or_else(|| AppError::not_found("meeting", id))
}

/// What a meeting is called: by its number, or by its day before it has one.
pub(crate) fn name_of(meeting: &Meeting, lang: Lang) -> String {
    let message = match meeting.number {
        Some(number) => Message::new("meeting-name").arg("year", meeting.text.meets_on.year()).arg("number", number),
        None => Message::new("meeting-name-planned").arg("day", meeting.text.meets_on),
    };
    render(&message, lang)
}

/// The meetings, the latest first.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not read the whole district's meetings.
pub async fn list(app: &App, actor: &Actor, lang: Lang) -> Answer<MeetingList> {
    needs_everywhere(actor, Action::ViewMeeting)?;
    let db = app.store.read();
    let today = today(app, &db).await?;
    let all = store::resolutions(&db, &ResolutionFilter::default()).await?;
    let lines = store::all(&db).await?.into_iter().map(|meeting| {
        let own: Vec<&Resolution> = all.iter().filter(|one| one.meeting_id == meeting.id).collect();
        line(&meeting, &own, today, lang)
    });
    // On a Monday before the meeting, the meeting to come is today's.
    let ahead = (7 - u64::from(today.weekday().num_days_from_monday())) % 7;
    let next_on = today + Days::new(ahead);
    Ok(MeetingList {
        items: lines.collect(),
        may_edit: may_everywhere(actor, Action::EditMeeting),
        next_on,
        next_week: IsoWeek::of(next_on).previous(),
    })
}

fn line(meeting: &Meeting, own: &[&Resolution], today: NaiveDate, lang: Lang) -> MeetingLine {
    let count = |wanted: fn(&Resolution, NaiveDate) -> bool| many(own.iter().filter(|one| wanted(one, today)).count());
    MeetingLine {
        id: meeting.id,
        name: name_of(meeting, lang),
        number: meeting.number,
        meets_on: meeting.text.meets_on,
        state: meeting.state,
        state_name: meeting.state.wording(lang),
        points: many(meeting.agenda.len()),
        resolutions: many(own.len()),
        unfinished: count(|one, _| one.state.unfinished()),
        overdue: count(Resolution::overdue),
    }
}

/// A meeting with its agenda and what it resolved.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one, [`AppError::Forbidden`] as for [`list`].
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: MeetingId) -> Answer<MeetingView> {
    needs_everywhere(actor, Action::ViewMeeting)?;
    let db = app.store.read();
    let meeting = known(&db, id).await?;
    let filter = ResolutionFilter { meeting: Some(id), ..ResolutionFilter::default() };
    let mut own = store::resolutions(&db, &filter).await?;
    own.sort_by_key(|one| one.ordinal);
    let sight = Sight::load(app, &db, actor, lang).await?;
    let line = line(&meeting, &own.iter().collect::<Vec<_>>(), sight.today, lang);
    let decided = views(&db, &sight, own).await?;
    Ok(MeetingView {
        line,
        week_name: Span::week(&db, meeting.text.week).await?.name(lang),
        agenda: meeting.agenda.iter().map(|point| point_view(point, lang)).collect(),
        decided,
        reason: meeting.reason,
        held_at: meeting.held_at,
        today: sight.today,
        may_edit: may_everywhere(actor, Action::EditMeeting),
        version: meeting.version,
        text: meeting.text,
    })
}

fn point_view(point: &AgendaPoint, lang: Lang) -> AgendaPointView {
    let fact = |fact: &wangge_domain::meeting::AgendaFact| AgendaFactView {
        noun: fact.noun,
        id: fact.id,
        name: fact.name.get(lang).to_owned(),
        says: fact.says.get(lang).to_owned(),
    };
    AgendaPointView {
        id: Some(point.id),
        key: point.key.clone(),
        kind: point.kind,
        kind_name: point.kind.wording(lang),
        title: point.title.get(lang).to_owned(),
        titles: point.title.clone(),
        note: point.note.clone(),
        facts: point.facts.iter().map(fact).collect(),
        minutes: point.minutes.clone(),
    }
}

/// What the figures propose now for a meeting.
///
/// # Errors
/// When the store fails or a round cannot be scored.
pub(super) async fn proposed(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    week: IsoWeek,
) -> Answer<Vec<Proposed>> {
    let today = today(app, db).await?;
    Ok(proposed_of(&figures(app, db, actor, week, today).await?))
}

/// The points the figures propose now that are not on a meeting's agenda.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown meeting, [`AppError::Forbidden`] for those who may not edit it.
pub async fn proposal(app: &App, actor: &Actor, lang: Lang, id: MeetingId) -> Answer<AgendaProposal> {
    needs_everywhere(actor, Action::EditMeeting)?;
    let db = app.store.read();
    let meeting = known(&db, id).await?;
    let taken = |key: &String| meeting.agenda.iter().any(|point| point.key.as_ref() == Some(key));
    let fresh = proposed(app, &db, actor, meeting.text.week).await?.into_iter().filter(|one| !taken(&one.key));
    let view = |one: Proposed| {
        let point = AgendaPoint {
            id: wangge_domain::ids::AgendaPointId(uuid::Uuid::nil()),
            key: Some(one.key),
            kind: one.kind,
            title: one.title,
            note: String::new(),
            facts: one.facts,
            minutes: String::new(),
        };
        AgendaPointView { id: None, ..point_view(&point, lang) }
    };
    Ok(AgendaProposal { points: fresh.map(view).collect() })
}
