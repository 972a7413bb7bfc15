//! Setting a visit aside: it stays on record with the reason and counts no more. A voided one may be replaced by
//! another; a returned one 打回 has to be, and the visit that replaces it names it.

use serde_json::json;
use uuid::Uuid;
use wangge_domain::case::{By as CaseBy, Case, CaseState, Step};
use wangge_domain::ids::{CaseId, EventId, UserId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{RoundRefusal, RoundState, Visit, VisitState};
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;
use wangge_storage::case::CaseFilter;
use wangge_storage::event::{self, NewEvent};
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, LostPointFilter};
use wangge_storage::{ConnectionTrait, Tx, case, round};

use super::show;
use crate::case::{follow, recorded};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::reach;
use crate::record::By;
use crate::view::{Reason, VisitDetail};

/// Voids a submitted visit, with a reason, while its round is open. Cases that rest on this visit alone and
/// wait for the office's decision are declined with it; what was filed already is the office's to void.
///
/// # Errors
/// [`AppError::NotFound`] out of reach; refused without a reason, for a visit set aside before, and once the
/// round is closed, since its score then stands.
pub async fn void(app: &App, actor: &Actor, lang: Lang, id: VisitId, command: Reason) -> Answer<VisitDetail> {
    set_aside(app, actor, lang, id, command, Action::VoidVisit, Visit::void).await
}

/// Returns a submitted visit 打回, with a reason, while its round is open: the site is to be visited again. The
/// cases that rest on it are dealt with as by a void.
///
/// # Errors
/// As [`void`].
pub async fn send_back(app: &App, actor: &Actor, lang: Lang, id: VisitId, command: Reason) -> Answer<VisitDetail> {
    set_aside(app, actor, lang, id, command, Action::ReturnVisit, Visit::send_back).await
}

/// How a visit is set aside, as the domain decides it.
type Decide = fn(Visit, &str, Option<UserId>, Timestamp) -> Result<Visit, RoundRefusal>;

async fn set_aside(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: VisitId,
    command: Reason,
    action: Action,
    decide: Decide,
) -> Answer<VisitDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, action).await?;
    let stored = visit::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("visit", id))?;
    let round_id = stored.round_id;
    let round = round::get(&db, round_id).await?.ok_or_else(|| AppError::not_found("round", round_id))?;
    let refuse = |refusal: RoundRefusal| AppError::refused(refusal.code(), refusal.message(lang));
    if round.state == RoundState::Closed {
        return Err(refuse(RoundRefusal::WrongState { state: round.state, wanted: RoundState::Open }));
    }
    let by = By::of(app, actor);
    let aside = decide(stored, &command.reason, by.actor, by.at).map_err(refuse)?;
    let (maker, step_by) = (app.clone(), actor.by());
    app.store
        .write(move |tx| Box::pin(async move { write(tx, &maker, &aside, round.version, by, &step_by, lang).await }))
        .await?;
    show(app, actor, lang, id).await
}

/// Writes it, if the round still stands as it was looked at, and declines what rests on the visit alone.
async fn write(
    tx: &Tx,
    app: &App,
    aside: &Visit,
    round_version: i64,
    by: By,
    step_by: &CaseBy,
    lang: Lang,
) -> Answer<()> {
    let (id, reason) = (aside.id, aside.void_reason.as_deref().unwrap_or_default());
    // This also keeps another visit from adding to the cases meanwhile, and the round from closing.
    let standing = visit::standing(tx, aside.round_id, aside.site_id, id).await?;
    if let Some(moved) = standing.filter(|standing| standing.round_version != round_version) {
        return Err(AppError::Conflict { current: moved.round_version });
    }
    let resting = resting_on(tx, id).await?;
    visit::set_aside(tx, aside).await?;
    let mut events = vec![told(&by, aside, reason)];
    for case in resting {
        let (read, at) = (case.version, by.at.max(case.moved_at));
        let step = Step { by: step_by, at, now: by.at };
        let declined = case.decline(reason, step);
        let (case, step) = declined.map_err(|refusal| AppError::refused(refusal.code(), refusal.message(lang)))?;
        case::update(tx, &case, read).await?;
        follow(tx, [&case]).await?;
        events.push(NewEvent { at: by.at, ..recorded(EventId::from(app.new_id::<Uuid>()), &step) });
    }
    event::append(tx, events).await?;
    Ok(())
}

fn told(by: &By, aside: &Visit, reason: &str) -> NewEvent {
    NewEvent {
        id: by.id,
        subject_kind: "visit".to_owned(),
        subject_id: aside.id.0,
        at: by.at,
        actor_id: by.actor,
        actor_name: by.name.clone(),
        kind: aside.state.as_str().to_owned(),
        payload: json!({ "reason": reason }),
    }
}

/// The undecided cases that no other standing visit supports. Asked before the visit is set aside, since
/// its lost points are not found any more then.
async fn resting_on(db: &impl ConnectionTrait, id: VisitId) -> Answer<Vec<Case>> {
    let filter = LostPointFilter { visit_id: Some(id), ..LostPointFilter::default() };
    let own = visit::lost_points(db, &Reach::everything(), &filter).await?;
    let cases: Vec<CaseId> = own.iter().filter_map(|point| point.case_id).collect();
    let mut resting = case::get_many(db, &Reach::everything(), &cases).await?;
    resting.retain(|case| case.state == CaseState::Reported && case.round_id.is_some());
    resting.sort_by_key(|case| case.id);
    // What took another report in rests on that one too.
    for case in std::mem::take(&mut resting) {
        let taken_in = CaseFilter { merged_into: Some(case.id), ..CaseFilter::default() };
        if case::count(db, &Reach::everything(), &taken_in).await? == 0 {
            resting.push(case);
        }
    }
    for point in visit::lost_points_of_cases(db, &cases).await? {
        if point.visit_id == id {
            continue;
        }
        let other = visit::get(db, point.visit_id).await?;
        if other.is_some_and(|visit| visit.state == VisitState::Submitted) {
            resting.retain(|case| Some(case.id) != point.case_id);
        }
    }
    Ok(resting)
}
