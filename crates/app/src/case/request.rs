//! Requests 申请 of a unit about its case, the decisions on them, and clocks that go on by themselves.

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use wangge_domain::case::{
    Asking, By, Case, CaseEvent, CaseRefusal, CaseRequest, Deciding, Milestone, RequestKind, Step,
};
use wangge_domain::deadline::{Deadline, Pause};
use wangge_domain::ids::{CaseId, RequestId};
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, local_day, shown};
use wangge_storage::{ConnectionTrait, calendar, case, event, unit};

use super::step::{acting, hand_back, load, recorded, refused};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{
    AskRequest, CaseDetail, CaseRequestView, ForeseeQuery, ForeseenDeadline, HoldView, ReachMilestone, RuleRequest,
    RulingView, StageView,
};

/// The unit asks for something about its case.
///
/// # Errors
/// What the rules refuse: another unit's case, another request open, too late, a day or plan that is none.
pub async fn ask(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: AskRequest,
) -> Answer<CaseDetail> {
    let db = app.store.read();
    if let Some(before) = case::request(&db, command.id).await? {
        // Its answer may have been lost on the way.
        if before.case_id != id || before.by_user != actor.user_id {
            return Err(AppError::refused("act_taken", Message::new("app-act-taken")));
        }
        return super::show(app, actor, lang, id).await;
    }
    let zone = crate::campaign::load(&db).await?.tz();
    let case = load(app, actor, Action::RequestOnCase, id, if_match).await?;
    if let Some(proposed) = command.proposed_unit_id {
        let known = unit::get(&db, proposed).await?.is_some_and(|unit| unit.active);
        if !known {
            return Err(AppError::not_found("unit", proposed));
        }
    }
    let stage =
        |stage: crate::view::AskedStage| Milestone { due: stage.due, text: stage.text, reached_at: None, words: None };
    let asking = Asking {
        id: command.id,
        kind: command.kind,
        reason: command.reason,
        until: command.resume_on.map(|day| morning(day, zone)),
        proposed_unit: command.proposed_unit_id,
        plan: command.plan.into_iter().map(stage).collect(),
        lasting_measures: command.lasting_measures,
    };
    let by = acting(&db, actor).await?;
    let now = app.now();
    let done = case.clone().ask(&asking, Step { by: &by, at: now, now }).map_err(|r| refused(&r, lang))?;
    keep(app, &case, done.0, Some((done.1, true)), done.2).await?;
    super::show(app, actor, lang, id).await
}

/// Somebody who did not ask decides on a request.
///
/// # Errors
/// It is decided, or the actor asked or ruled before; a refusal without a reason.
pub async fn rule(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RequestId,
    if_match: i64,
    command: RuleRequest,
) -> Answer<CaseDetail> {
    let (case, request) = opened(app, actor, Action::RuleRequest, id, if_match).await?;
    let now = app.now();
    let until = request.until;
    let deadline = match request.kind {
        RequestKind::Extension => extended(app, &case, request.made_at).await?.ok(),
        RequestKind::Suspension | RequestKind::LongTerm => match (&case.deadline, until) {
            (Some(deadline), Some(until)) => Some(put_off(app, deadline, now, until).await?),
            _ => None,
        },
        RequestKind::Objection | RequestKind::Appeal => None,
    };
    let by = acting(&app.store.read(), actor).await?;
    let office = actor.is(Role::Office);
    let deciding = Deciding { approved: command.approved, words: command.words, office, deadline };
    let done = case.clone().rule(request, deciding, Step { by: &by, at: now, now }).map_err(|r| refused(&r, lang))?;
    keep(app, &case, done.0, Some((done.1, false)), done.2).await?;
    super::show(app, actor, lang, case.id).await
}

/// The unit takes its request back.
///
/// # Errors
/// It is decided, or another unit's.
pub async fn take_back(app: &App, actor: &Actor, lang: Lang, id: RequestId, if_match: i64) -> Answer<CaseDetail> {
    let (case, request) = opened(app, actor, Action::RequestOnCase, id, if_match).await?;
    let by = acting(&app.store.read(), actor).await?;
    let now = app.now();
    let done = case.clone().take_back(request, Step { by: &by, at: now, now }).map_err(|r| refused(&r, lang))?;
    keep(app, &case, done.0, Some((done.1, false)), done.2).await?;
    super::show(app, actor, lang, case.id).await
}

/// The unit reports a stage of its long-term plan as reached.
///
/// # Errors
/// The case is not in long-term rectification, or the stage is none or reached already.
pub async fn reach_milestone(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RequestId,
    if_match: i64,
    command: ReachMilestone,
) -> Answer<CaseDetail> {
    let (case, plan) = opened(app, actor, Action::RequestOnCase, id, if_match).await?;
    let by = acting(&app.store.read(), actor).await?;
    let now = app.now();
    let step = Step { by: &by, at: now, now };
    let done = case.clone().reach(plan, command.stage, &command.words, step).map_err(|r| refused(&r, lang))?;
    keep(app, &case, done.0, Some((done.1, false)), done.2).await?;
    super::show(app, actor, lang, case.id).await
}

/// Lets a clock that stands go on now.
///
/// # Errors
/// It does not stand, or a unit would end its own suspension.
pub async fn resume(app: &App, actor: &Actor, lang: Lang, id: CaseId, if_match: i64) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::ResumeCase, id, if_match).await?;
    let by = acting(&app.store.read(), actor).await?;
    let now = app.now();
    gone_on(app, case, &by, actor.is(Role::Office), now).await?.map_err(|r| refused(&r, lang))?;
    super::show(app, actor, lang, id).await
}

/// Lets every clock go on whose day has come, each at its own moment; answers how many there were. The server asks now and
/// then; nothing is lost while it does not run.
///
/// # Errors
/// When the store fails.
pub async fn resume_due(app: &App) -> Answer<usize> {
    let due = case::held_until(&app.store.read(), app.now()).await?;
    let by = By { name: wangge_domain::text::word("app-system", Lang::Zh), ..By::default() };
    let mut resumed = 0;
    for id in due {
        let Some(case) = case::get(&app.store.read(), id).await? else { continue };
        let Some(until) = case.hold.as_ref().map(|hold| hold.until) else { continue };
        match gone_on(app, case, &by, true, until).await {
            Ok(Ok(())) => resumed += 1,
            Ok(Err(refusal)) => tracing::warn!(%refusal, case = %id, "a clock could not go on"),
            // Somebody let it go on in this very moment.
            Err(AppError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(resumed)
}

/// What a deadline would become, before anything is asked: if the clock stood until a day, or by an extension.
///
/// # Errors
/// The case is out of reach or has no clock, or the day lies in the past.
pub async fn foresee(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    query: ForeseeQuery,
) -> Answer<ForeseenDeadline> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let case = case::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    let zone = crate::campaign::load(&db).await?.tz();
    let stands = case.deadline.clone().ok_or_else(|| refused(&CaseRefusal::NoDeadline, lang))?;
    let (key, then) = match query.resume_on {
        Some(day) => {
            let until = morning(day, zone);
            if until <= app.now() {
                return Err(refused(&CaseRefusal::HoldEnds, lang));
            }
            ("app-foreseen-suspended", put_off(app, &stands, app.now(), until).await?)
        }
        None => ("app-foreseen-extended", extended(app, &case, app.now()).await?.map_err(|r| refused(&r, lang))?),
    };
    // What was late before the clock stood stays late.
    let key = if then.at == stands.at { "app-foreseen-unchanged" } else { key };
    let message = Message::new(key)
        .arg("now", shown(stands.at, zone))
        .arg("then", shown(then.at, zone))
        .arg("day", query.resume_on.map_or_else(String::new, |day| day.to_string()));
    Ok(ForeseenDeadline { now: stands.at, then: then.at, text: render(&message, lang) })
}

/// The first moment of a local day.
fn morning(day: NaiveDate, zone: Tz) -> Timestamp {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let first = zone.from_local_datetime(&midnight).earliest();
    first.map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}

/// A request with its case, at the version of the case the actor has seen.
async fn opened(app: &App, actor: &Actor, action: Action, id: RequestId, if_match: i64) -> Answer<(Case, CaseRequest)> {
    let db = app.store.read();
    // Who may do this nowhere is told so, whether there is such a request or not.
    reach(&db, actor, action).await?;
    let request = case::request(&db, id).await?.ok_or_else(|| AppError::not_found("case_request", id))?;
    let case = load(app, actor, action, request.case_id, if_match).await?;
    Ok((case, request))
}

/// The deadline after one more limit, reckoned from the one that stands by the working time and calendar of today.
///
/// # Errors
/// When the store fails; within, why it may not be extended.
pub(super) async fn extended(app: &App, case: &Case, at: Timestamp) -> Answer<Result<Deadline, CaseRefusal>> {
    let from = match case.extends_from(at) {
        Ok(from) => from,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let db = app.store.read();
    let clocks = super::limit::Clocks::load(&db).await?;
    // Where another case's deadline holds since a merge, its basis has that case's limit; a named day has none.
    let limit = case.limit.unwrap_or_else(|| from.basis.limit.extension(from.basis.start, clocks.zone));
    let deadline = clocks.reckon(from.at, limit).ruled_by(from.basis.rule.clone());
    Ok(Ok(deadline))
}

async fn put_off(app: &App, deadline: &Deadline, from: Timestamp, until: Timestamp) -> Answer<Deadline> {
    let days = calendar::get(&app.store.read()).await?;
    Ok(deadline.after(Pause { from, until }, &days))
}

async fn gone_on(app: &App, case: Case, by: &By, office: bool, at: Timestamp) -> Answer<Result<(), CaseRefusal>> {
    let deadline = match case.hold.as_ref().and_then(|hold| Some((hold.from, hold.deadline.clone()?))) {
        Some((from, deadline)) => Some(put_off(app, &deadline, from, at).await?),
        None => None,
    };
    match case.clone().resume(deadline, office, Step { by, at, now: app.now() }) {
        Ok((moved, happened)) => keep(app, &case, moved, None, happened).await.map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Keeps a step with its request and its event in one transaction.
async fn keep(
    app: &App,
    before: &Case,
    moved: Case,
    request: Option<(CaseRequest, bool)>,
    happened: CaseEvent,
) -> Answer<()> {
    let read = before.version;
    // An objection upheld takes the case from its unit.
    let freed = before.unit_id.is_some() && moved.unit_id.is_none();
    let record = recorded(app.new_id(), &happened);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                case::update(tx, &moved, read).await?;
                super::stage::follow(tx, [&moved]).await?;
                match &request {
                    Some((request, true)) => case::insert_request(tx, request).await?,
                    Some((request, false)) => case::put_request(tx, request).await?,
                    None => {}
                }
                if freed {
                    hand_back(tx, moved.id, happened.at).await?;
                }
                event::append(tx, vec![record]).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}

/// The requests of a case as its reader sees them.
pub(super) async fn views(
    db: &impl ConnectionTrait,
    actor: &Actor,
    by: &By,
    book: &Wordbook,
    case: &Case,
) -> Answer<Vec<CaseRequestView>> {
    let requests = case::requests_of(db, case.id).await?;
    Ok(requests.into_iter().map(|request| view(request, actor, by, book)).collect())
}

fn view(request: CaseRequest, actor: &Actor, by: &By, book: &Wordbook) -> CaseRequestView {
    let lang = book.lang;
    let needed = request.kind.rulings();
    let last = request.rulings.len() + 1 >= needed;
    let had_a_say = actor.user_id.is_none()
        || actor.user_id == request.by_user
        || request.rulings.iter().any(|ruling| ruling.by_user == actor.user_id);
    let hand = actor.is(Role::Office) || (!last && by.acts_for(request.unit_id));
    CaseRequestView {
        id: request.id,
        kind: request.kind,
        kind_name: request.kind.wording(lang),
        state: request.state,
        state_name: request.state.wording(lang),
        unit: book.unit(Some(request.unit_id)),
        by: request.by_name,
        made_at: request.made_at,
        reason: request.reason,
        resumes_at: request.until,
        proposed_unit: book.unit(request.proposed_unit),
        plan: request
            .plan
            .into_iter()
            .map(|stage| StageView {
                due: stage.due,
                text: stage.text,
                reached_at: stage.reached_at,
                words: stage.words,
            })
            .collect(),
        lasting_measures: request.lasting_measures,
        rulings: request
            .rulings
            .into_iter()
            .map(|ruling| RulingView {
                by: ruling.by_name,
                at: ruling.at,
                approved: ruling.approved,
                words: ruling.words,
            })
            .collect(),
        rulings_needed: needed,
        may_rule: request.state.open() && !had_a_say && hand && actor.may(Action::RuleRequest).is_some(),
        may_take_back: request.state.open()
            && by.acts_for(request.unit_id)
            && actor.may(Action::RequestOnCase).is_some(),
    }
}

/// A clock that stands, as its reader sees it.
pub(super) fn hold(case: &Case, zone: Tz) -> Option<HoldView> {
    let hold = case.hold.as_ref()?;
    Some(HoldView { from: hold.from, until: hold.until, resume_on: local_day(hold.until, zone) })
}
