//! Recording a re-check 回头看.

use std::sync::Arc;

use wangge_domain::case::{By, Case, CaseChange, CaseEvent, CaseState, FinderLevel, Rebound, Report, Source, Step};
use wangge_domain::evidence::{EvidenceHash, Subject};
use wangge_domain::ids::{CaseId, EventId};
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::rebound::{Found, ReCheck, ReCheckRefusal, ReCheckResult};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::event::{self, NewEvent};
use wangge_storage::reach::Reach;
use wangge_storage::{Tx, case, re_check as store};

use super::watch::{History, watch};
use crate::case::rebound::severity;
use crate::case::{acting, recorded, with_photos};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence;
use crate::place::position;
use crate::reading::{indexed, reach};
use crate::view::{SendReCheck, WatchView};

/// The most characters of a note.
const NOTE_MOST: usize = 500;

/// What a re-check is written from, made before its transaction.
struct Ready {
    case: Case,
    re_check: ReCheck,
    photos: Vec<EvidenceHash>,
    by: By,
    now: Timestamp,
    events: [EventId; 2],
    /// The case of a rebound, where no open one takes it.
    report: Report,
    lang: Lang,
}

/// Records a re-check of a closed case; a rebound found by it is reported as a case of its own, or linked to the open case
/// about the same item at the same site, and points at the root. The flag says whether it is new: sent again, it changes
/// nothing.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach; the refusals of [`ReCheckRefusal`].
pub async fn re_check(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    command: SendReCheck,
) -> Answer<(WatchView, bool)> {
    let db = app.store.read();
    let granted = reach(&db, actor, Action::ReCheckCase).await?;
    let case = case::find(&db, &granted, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    if let Some(there) = store::get(&db, command.id).await? {
        same(&there, id, actor, &command)?;
        return Ok((watch(app, actor, lang, id).await?, false));
    }
    let faults = evidence::admitted(&db, actor, "/photos", &command.photos).await?;
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let ready = Arc::new(ready(app, actor, lang, case, command).await?);
    let new = app
        .store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move { written(tx, &ready).await })
        })
        .await?;
    Ok((watch(app, actor, lang, id).await?, new))
}

fn refused(refusal: &ReCheckRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

fn same(there: &ReCheck, id: CaseId, actor: &Actor, command: &SendReCheck) -> Answer<()> {
    let alike = there.case_id == id && there.user_id == actor.user_id && there.result == command.result;
    if alike { Ok(()) } else { Err(refused(&ReCheckRefusal::Locked)) }
}

async fn ready(app: &App, actor: &Actor, lang: Lang, case: Case, command: SendReCheck) -> Answer<Ready> {
    let db = app.store.read();
    let place = position((command.lon, command.lat), command.datum)?;
    let note = command.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MOST) {
        return Err(AppError::invalid("/note", Message::new("rebound-note-too-long").arg("most", NOTE_MOST)));
    }
    let now = app.now();
    let at = command.at.map_or(now, wangge_domain::time::cut);
    let zone = crate::campaign::load(&db).await?.tz();
    let history = History::load(&db, &[case.id]).await?;
    let over = history.watch(&case, at).is_some_and(|watch| local_day(at, zone) > watch.ends_on);
    let by = acting(&db, actor).await?;
    let found = Found {
        result: command.result,
        note: note.as_deref(),
        photos: command.photos.len(),
        came_back: history.came_back(case.id),
        over,
    };
    let closed_at = found.check(&case, &by, at, now).map_err(|refusal| refused(&refusal))?;
    let days = (local_day(at, zone) - local_day(closed_at, zone)).num_days();
    let re_check = ReCheck {
        id: command.id,
        case_id: case.id,
        at,
        received_at: now,
        days_after: u32::try_from(days).unwrap_or_default(),
        result: command.result,
        note: note.clone(),
        lon: place.map(wangge_geo::Position::lon),
        lat: place.map(wangge_geo::Position::lat),
        user_id: actor.user_id,
        person_id: actor.person_id,
        by_name: actor.name.clone(),
        found_case_id: None,
    };
    let report = report(app, actor, &case, &re_check).await?;
    Ok(Ready { case, re_check, photos: command.photos, by, now, events: [app.new_id(), app.new_id()], report, lang })
}

/// What a rebound found at a re-check is reported as. A description is kept once, in the language of the district.
async fn report(app: &App, actor: &Actor, case: &Case, re_check: &ReCheck) -> Answer<Report> {
    let db = app.store.read();
    let edition = match case.edition_id {
        Some(id) => Some(indexed(app, &db, id).await?),
        None => None,
    };
    let key = if re_check.note.is_some() { "rebound-found-note" } else { "rebound-found" };
    let message = Message::new(key)
        .arg("description", &case.description)
        .arg("note", re_check.note.as_deref().unwrap_or_default());
    let street = actor.is(Role::GridWorker) && !actor.is(Role::Office);
    Ok(Report {
        id: app.new_id(),
        source: Source::ReCheck,
        finder_level: if street { FinderLevel::Street } else { FinderLevel::District },
        round_id: None,
        site_id: case.site_id,
        node_id: case.node_id,
        node_path: case.node_path.clone(),
        item_code: case.item_code.clone(),
        edition_id: case.edition_id,
        type_code: case.type_code.clone(),
        description: render(&message, Lang::Zh),
        quantity: 1,
        lon: case.lon.or(re_check.lon),
        lat: case.lat.or(re_check.lat),
        severity: severity(edition.as_deref(), case.item_code.as_deref()),
        rebound: Some(Rebound::of(case)),
    })
}

/// Writes a re-check with what follows from it; false where it stands already.
async fn written(tx: &Tx, ready: &Ready) -> Answer<bool> {
    let id = ready.case.id;
    store::hold(tx, id).await?;
    if let Some(there) = store::get(tx, ready.re_check.id).await? {
        let alike = there.case_id == id && there.user_id == ready.by.user_id && there.result == ready.re_check.result;
        return if alike { Ok(false) } else { Err(refused(&ReCheckRefusal::Locked)) };
    }
    // Somebody else may have found it come back a moment ago.
    if store::came_back_at(tx, &[id]).await?.contains_key(&id) {
        return Err(refused(&ReCheckRefusal::CameBack));
    }
    let mut re_check = ready.re_check.clone();
    let mut events: Vec<NewEvent> = Vec::new();
    if re_check.result == ReCheckResult::Rebounded {
        let (found, event) = found(tx, ready).await?;
        re_check.found_case_id = Some(found);
        events.extend(event);
    }
    store::insert(tx, &re_check).await?;
    let attached = evidence::attached_to((Subject::ReCheck, re_check.id.0), &ready.photos, (None, Some(id)), ready.now);
    evidence::attach(tx, &attached).await?;
    events.insert(0, looked(ready, &re_check));
    event::append(tx, events).await?;
    Ok(true)
}

/// What the record of the closed case says of its re-check. It is written now, however long ago the re-check was made.
fn looked(ready: &Ready, re_check: &ReCheck) -> NewEvent {
    let happened = CaseEvent {
        case_id: ready.case.id,
        at: ready.now,
        by_user: ready.by.user_id,
        by_name: ready.by.name.clone(),
        from: Some(CaseState::Closed),
        to: CaseState::Closed,
        change: CaseChange::ReChecked {
            result: re_check.result,
            days_after: re_check.days_after,
            note: re_check.note.clone(),
            found_case: re_check.found_case_id,
        },
    };
    with_photos(recorded(ready.events[0], &happened), &ready.photos)
}

/// The case that takes a rebound: the open one about the same item at the same site, linked where it was not, or a new one.
async fn found(tx: &Tx, ready: &Ready) -> Answer<(CaseId, Option<NewEvent>)> {
    let case = &ready.case;
    let refuse =
        |refusal: wangge_domain::case::CaseRefusal| AppError::refused(refusal.code(), refusal.message(ready.lang));
    if let (Some(site), Some(item)) = (case.site_id, case.item_code.as_deref()) {
        let others = case::at_item(tx, &Reach::everything(), site, item, case.id).await?;
        if let Some(open) =
            others.into_iter().filter(|other| !other.state.ended()).min_by_key(|other| other.reported_at)
        {
            let (id, read) = (open.id, open.version);
            let step = Step { by: &ready.by, at: ready.now, now: ready.now };
            let linked = open.link(Rebound::of(case), step).map_err(refuse)?;
            let Some((linked, happened)) = linked else { return Ok((id, None)) };
            case::update(tx, &linked, read).await?;
            return Ok((id, Some(recorded(ready.events[1], &happened))));
        }
    }
    let at = ready.re_check.at;
    let step = Step { by: &ready.by, at, now: ready.now };
    let (made, happened) = Case::report(ready.report.clone(), step).map_err(refuse)?;
    let id = made.id;
    case::insert(tx, &made).await?;
    crate::case::follow(tx, [&made]).await?;
    let attached = evidence::attached_to((Subject::Case, id.0), &ready.photos, (None, Some(id)), ready.now);
    evidence::attach(tx, &attached).await?;
    let record = NewEvent { at: ready.now, ..recorded(ready.events[1], &happened) };
    Ok((id, Some(with_photos(record, &ready.photos))))
}
