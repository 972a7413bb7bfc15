//! What is done with a case, each action with what it needs to be decided.

use wangge_domain::case::{Case, Checking, Dispatching, Extending, Rectifying};
use wangge_domain::escalation::EscalationMeasure;
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::RoutingRule;
use wangge_domain::text::{Lang, Message};
use wangge_storage::ConnectionTrait;

use super::request::extended;
use super::step::{Deed, Proven, acting, load, refused, take, take_showing, taken_before};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::Wordbook;
use crate::view::{AcceptCase, CaseDetail, CheckCase, DispatchCase, FileCase, PressUnit, Reason, RectifyCase};

/// Files a case 立案: it gets its number and its deadline, by the limit named, else by the table of limits, its item's own
/// or the default.
///
/// # Errors
/// When the case is not reported, moved on meanwhile, or the limit named is none.
pub async fn file(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: FileCase,
) -> Answer<CaseDetail> {
    let mut case = load(app, actor, Action::FileCase, id, if_match).await?;
    if let Some(description) = command.description.map(|d| d.trim().to_owned()).filter(|d| !d.is_empty()) {
        case.description = description;
    }
    let deadline = super::limit::deadline(app, &case, command.limit.as_deref()).await?;
    take(app, actor, lang, case, Deed::File(deadline)).await
}

/// Dispatches a case 派遣 to the unit routing names, or to the unit the office chooses instead; by another limit, where one
/// is named.
///
/// # Errors
/// When the case is not filed, the unit is unknown or closed, no rule names a unit, the rule that applies points to one out
/// of use, or the limit named is none.
pub async fn dispatch(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: DispatchCase,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::DispatchCase, id, if_match).await?;
    let mut dispatching = routed(app, lang, &case, &command).await?;
    if let Some(text) = super::limit::said(command.limit.as_deref()) {
        let clocks = super::limit::Clocks::load(&app.store.read()).await?;
        dispatching.deadline = Some(clocks.written(text, app.now(), "/limit")?);
    }
    take(app, actor, lang, case, Deed::Dispatch(dispatching)).await
}

async fn routed(app: &App, lang: Lang, case: &Case, command: &DispatchCase) -> Answer<Dispatching> {
    let db = app.store.read();
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let routed = crate::routing::of_case(app, &db, &book, &campaign, case).await?;
    let note = command.note.clone();
    if let Some(chosen) = command.unit_id {
        let unit = book.register.units.get(&chosen).filter(|unit| unit.active);
        let unit = unit.ok_or_else(|| AppError::not_found("unit", chosen))?;
        let assisting = routed.assisting.into_iter().filter(|other| *other != unit.id).collect();
        return Ok(Dispatching {
            unit_id: unit.id,
            assisting,
            rule: RoutingRule::Office,
            fired: None,
            note,
            deadline: None,
        });
    }
    if let Some(flag) = routed.flag {
        return Err(AppError::refused("unit_out_of_use", flag));
    }
    let (Some(unit_id), Some(rule)) = (routed.unit_id, routed.rule) else {
        return Err(AppError::refused("no_unit_answers", Message::new("app-no-unit-answers")));
    };
    Ok(Dispatching { unit_id, assisting: routed.assisting, rule, fired: routed.fired, note, deadline: None })
}

/// Takes a dispatch back 收回派遣, so that the case can be dispatched anew.
///
/// # Errors
/// Without a reason, or once the unit has accepted it.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: Reason,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::DispatchCase, id, if_match).await?;
    take(app, actor, lang, case, Deed::Withdraw(command.reason)).await
}

/// Reminds the unit 催办; the clock is not touched.
///
/// # Errors
/// When it is not said what is expected, or the case is with no unit.
pub async fn remind(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: PressUnit,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::RemindUnit, id, if_match).await?;
    take(app, actor, lang, case, Deed::Press(EscalationMeasure::Remind, command.text)).await
}

/// Puts the unit under supervision 督办 for the case.
///
/// # Errors
/// When it is not said what is expected, or the case is with no unit.
pub async fn supervise(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: PressUnit,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::SuperviseUnit, id, if_match).await?;
    take(app, actor, lang, case, Deed::Press(EscalationMeasure::Supervise, command.text)).await
}

/// Raises the case one level 提级督办: to the unit above its own, else to the leaders.
///
/// # Errors
/// When it is not said what is expected, the case was not under supervision, or was raised before.
pub async fn raise(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: PressUnit,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::SuperviseUnit, id, if_match).await?;
    take(app, actor, lang, case, Deed::Press(EscalationMeasure::Raise, command.text)).await
}

/// Extends the deadline 延期 by one more limit, reckoned from the deadline that stands, by the working time and calendar
/// of today.
///
/// # Errors
/// Without a reason, after the deadline, or when it was extended as often as it may be.
pub async fn extend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: Reason,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::ExtendCase, id, if_match).await?;
    let deadline = extended(app, &case, app.now()).await?.map_err(|refusal| refused(&refusal, lang))?;
    take(app, actor, lang, case, Deed::Extend(Extending { deadline, reason: command.reason })).await
}

/// The unit accepts the case 签收.
///
/// # Errors
/// When the case is not dispatched to a unit the actor acts for.
pub async fn accept(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    AcceptCase { act }: AcceptCase,
) -> Answer<CaseDetail> {
    if let Some(before) = taken_before(app, actor, lang, id, act).await? {
        return Ok(before);
    }
    let case = load(app, actor, Action::AcceptCase, id, if_match).await?;
    take_showing(app, actor, lang, case, Deed::Accept, Proven { act, ..Proven::default() }).await
}

/// The unit reports the rectification 整改, or a reported problem is fixed on the spot 即查即改.
///
/// # Errors
/// Without measures, for somebody else's case, or when the dispatcher would rectify.
pub async fn rectify(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: RectifyCase,
) -> Answer<CaseDetail> {
    if let Some(before) = taken_before(app, actor, lang, id, command.act).await? {
        return Ok(before);
    }
    let proven = Proven { photos: command.photos, act: command.act };
    if command.on_spot {
        let case = load(app, actor, Action::FixCaseOnSpot, id, if_match).await?;
        let unit = own_unit(&app.store.read(), actor).await?;
        let deed = Deed::OnSpot { unit, measures: command.measures };
        return take_showing(app, actor, lang, case, deed, proven).await;
    }
    let case = load(app, actor, Action::RectifyCase, id, if_match).await?;
    let done = Rectifying { measures: command.measures, long_term_measures: command.long_term_measures };
    take_showing(app, actor, lang, case, Deed::Rectify(done), proven).await
}

async fn own_unit(db: &impl ConnectionTrait, actor: &Actor) -> Answer<wangge_domain::ids::UnitId> {
    let units = acting(db, actor).await?.units;
    units.first().copied().ok_or_else(|| AppError::refused("no_own_unit", Message::new("app-no-own-unit")))
}

/// Checks a rectification 核查: closes the case or sends it back.
///
/// # Errors
/// When the checker dispatched or rectified it, or sends it back without a reason.
pub async fn check(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: CheckCase,
) -> Answer<CaseDetail> {
    if let Some(before) = taken_before(app, actor, lang, id, command.act).await? {
        return Ok(before);
    }
    let case = load(app, actor, Action::CheckCase, id, if_match).await?;
    let checking = Checking { passed: command.passed, reason: command.reason };
    take_showing(app, actor, lang, case, Deed::Check(checking), Proven { photos: command.photos, act: command.act })
        .await
}

/// Does not take a report up 不予立案.
///
/// # Errors
/// Without a reason, or when the case is filed already.
pub async fn decline(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: Reason,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::DeclineCase, id, if_match).await?;
    take(app, actor, lang, case, Deed::Decline(command.reason)).await
}

/// Voids a case 作废 that was filed in error.
///
/// # Errors
/// Without a reason, or when the case was dispatched already.
pub async fn void(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: Reason,
) -> Answer<CaseDetail> {
    let case = load(app, actor, Action::VoidCase, id, if_match).await?;
    take(app, actor, lang, case, Deed::Void(command.reason)).await
}
