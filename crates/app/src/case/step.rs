//! One step of a case: loaded through the actor's reach, decided by the rules, and kept with its rows and
//! its event in one transaction. Numbers 案卷号 are drawn inside that transaction, so they have no gaps.

use chrono::Datelike;
use serde_json::json;
use wangge_domain::case::{
    By, Case, CaseEvent, CaseRefusal, Checking, Dispatching, Extending, Filing, OnSpot, Rectifying, Step,
};
use wangge_domain::deadline::Deadline;
use wangge_domain::escalation::{EscalationMeasure, Pressing};
use wangge_domain::evidence::{EvidenceHash, Subject};
use wangge_domain::ids::{CaseId, EventId, PersonId, UserId};
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::Timestamp;
use wangge_storage::case::{self, CheckRow, DispatchRole, DispatchRow, RectificationRow};
use wangge_storage::event::{self, NewEvent};
use wangge_storage::{ConnectionTrait, StorageError, Tx, escalation as store_escalation, person, series};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::escalation::{self, draw_number};
use crate::evidence;
use crate::reading::reach;
use crate::view::CaseDetail;

/// What is to be done with a case.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// Filed; the clock starts.
    File(Deadline),
    /// Dispatched to a unit.
    Dispatch(Dispatching),
    /// Accepted by its unit.
    Accept,
    /// Rectified by its unit.
    Rectify(Rectifying),
    /// Checked by a third person.
    Check(Checking),
    /// The dispatch taken back.
    Withdraw(String),
    /// The unit pressed: reminded, put under supervision, the case raised.
    Press(EscalationMeasure, String),
    /// The deadline put off.
    Extend(Extending),
    /// Not taken up.
    Decline(String),
    /// Filed in error.
    Void(String),
    /// Fixed on the spot 即查即改 by a unit's own people.
    OnSpot {
        /// The unit whose people fixed it.
        unit: wangge_domain::ids::UnitId,
        /// What they did.
        measures: String,
    },
}

/// Who acts, with the units they act for. A grid worker acts for the unit they belong to.
///
/// # Errors
/// When the store fails.
pub async fn acting(db: &impl ConnectionTrait, actor: &Actor) -> Answer<By> {
    let mut by = actor.by();
    if let (true, Some(person)) = (actor.is(Role::GridWorker), actor.person_id) {
        let unit = person::get(db, person).await?.and_then(|person| person.unit_id);
        by.units.extend(unit.filter(|unit| !by.units.contains(unit)));
    }
    Ok(by)
}

/// A case the actor may do something with, at the version they have seen.
///
/// # Errors
/// [`AppError::Forbidden`] when no role includes the action, [`AppError::NotFound`] outside the reach,
/// [`AppError::Conflict`] when the case has moved on since.
pub(super) async fn load(app: &App, actor: &Actor, action: Action, id: CaseId, if_match: i64) -> Answer<Case> {
    let db = app.store.read();
    let reach = reach(&db, actor, action).await?;
    let found = match action {
        // What a unit's people find and mend at once is nobody's yet.
        Action::FixCaseOnSpot => super::detail::within_or_own(&db, &reach, actor, id).await?,
        _ => case::find(&db, &reach, id).await?,
    };
    let found = found.ok_or_else(|| AppError::not_found("case", id))?;
    if found.version != if_match {
        return Err(AppError::Conflict { current: found.version });
    }
    Ok(found)
}

/// Identities a step may need, made before its transaction.
#[derive(Clone, Copy, Debug)]
struct Fresh {
    event: EventId,
    row: uuid::Uuid,
    assisting: [uuid::Uuid; 4],
}

/// Takes a case one step on and answers it as it stands then.
///
/// # Errors
/// What the rules refuse, with the store unchanged.
pub(super) async fn take(app: &App, actor: &Actor, lang: Lang, case: Case, deed: Deed) -> Answer<CaseDetail> {
    // A step holds a case twice; on the heap it does not swell everything that takes one.
    Box::pin(take_showing(app, actor, lang, case, deed, Proven::default())).await
}

/// What comes with a step from a device.
#[derive(Clone, Debug, Default)]
pub(super) struct Proven {
    /// The photographs that prove it.
    pub photos: Vec<EvidenceHash>,
    /// The identity the device made for it; the event of the step bears it.
    pub act: Option<EventId>,
}

/// The case as it stands, when this very act was taken before by the same account: its answer may have been lost on the
/// way to a device without a network.
///
/// # Errors
/// When the identity belongs to another event, or the case is out of reach.
pub(super) async fn taken_before(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    act: Option<EventId>,
) -> Answer<Option<CaseDetail>> {
    let Some(act) = act else { return Ok(None) };
    let Some(event) = event::get(&app.store.read(), act).await? else { return Ok(None) };
    if event.body.subject_id != id.0 || event.body.actor_id != actor.user_id {
        return Err(AppError::refused("act_taken", Message::new("app-act-taken")));
    }
    super::show(app, actor, lang, id).await.map(Some)
}

/// Takes a case one step on and keeps the photographs that prove it; they belong to its rectification or check.
///
/// # Errors
/// As [`take`], and for photographs that may not be attached.
pub(super) async fn take_showing(
    app: &App,
    actor: &Actor,
    lang: Lang,
    case: Case,
    deed: Deed,
    Proven { photos, act }: Proven,
) -> Answer<CaseDetail> {
    let faults = evidence::admitted(&app.store.read(), actor, "/photos", &photos).await?;
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let id = case.id;
    let by = acting(&app.store.read(), actor).await?;
    // A limit starts with the filing, to the millisecond: the moment it was reckoned from is the moment of the step.
    let now = match &deed {
        Deed::File(deadline) | Deed::Dispatch(Dispatching { deadline: Some(deadline), .. }) => deadline.basis.start,
        _ => app.now(),
    };
    let fresh = Fresh {
        event: act.unwrap_or_else(|| app.new_id()),
        row: app.new_id(),
        assisting: [app.new_id(), app.new_id(), app.new_id(), app.new_id()],
    };
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let (zone, prefix) = (campaign.tz(), campaign.settings.escalation.number_prefix);
    let year = now.with_timezone(&zone).year();
    let person = actor.person_id;
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let read = case.version;
                let asked = case.pending.is_some();
                let number = match deed {
                    Deed::File(_) | Deed::OnSpot { .. } => next_number(tx, year).await?,
                    Deed::Press(measure, _) => draw_number(tx, &prefix, measure, now, zone).await?,
                    _ => String::new(),
                };
                let step = Step { by: &by, at: now, now };
                let (moved, happened) = decide(case, &deed, number, step).map_err(|r| refused(&r, lang))?;
                case::update(tx, &moved, read).await?;
                super::stage::follow(tx, [&moved]).await?;
                if asked && moved.pending.is_none() {
                    case::lapse_requests(tx, moved.id).await?;
                }
                if let Some(line) = escalation::line(fresh.row.into(), &happened, None) {
                    store_escalation::insert(tx, &line).await?;
                }
                keep_rows(tx, &moved, &deed, fresh, (by.user_id, person), now, &photos).await?;
                let subject = if matches!(deed, Deed::Check(_)) { Subject::Check } else { Subject::Rectification };
                let attached = evidence::attached_to((subject, fresh.row), &photos, (None, Some(id)), now);
                evidence::attach(tx, &attached).await?;
                event::append(tx, vec![with_photos(recorded(fresh.event, &happened), &photos)]).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    super::show(app, actor, lang, id).await
}

/// A rule's refusal as the use case answers it.
pub(super) fn refused(refusal: &CaseRefusal, lang: Lang) -> AppError {
    AppError::refused(refusal.code(), refusal.message(lang))
}

/// The next case number of a year: `2026-00001`, gapless.
async fn next_number(tx: &Tx, year: i32) -> Result<String, StorageError> {
    let number = series::next(tx, &format!("case-{year}")).await?;
    Ok(format!("{year}-{number:05}"))
}

fn decide(case: Case, deed: &Deed, number: String, step: Step<'_>) -> Result<(Case, CaseEvent), CaseRefusal> {
    match deed.clone() {
        Deed::File(deadline) => case.file(Filing { number, deadline }, step),
        Deed::Dispatch(dispatching) => case.dispatch(dispatching, step),
        Deed::Accept => case.accept(step),
        Deed::Rectify(rectifying) => case.rectify(rectifying, step),
        Deed::Check(checking) => case.check(checking, step),
        Deed::Withdraw(reason) => case.withdraw(&reason, step),
        Deed::Press(measure, text) => case.press(measure, Pressing { number, text, rule: None }, step),
        Deed::Extend(extending) => case.extend(extending, step),
        Deed::Decline(reason) => case.decline(&reason, step),
        Deed::Void(reason) => case.void(&reason, step),
        Deed::OnSpot { unit, measures } => case.fix_on_spot(OnSpot { number, unit_id: unit, measures }, step),
    }
}

/// What the record keeps of a step.
pub(crate) fn recorded(id: EventId, happened: &CaseEvent) -> NewEvent {
    NewEvent {
        id,
        subject_kind: "case".to_owned(),
        subject_id: happened.case_id.0,
        at: happened.at,
        actor_id: happened.by_user,
        actor_name: happened.by_name.clone(),
        kind: happened.change.kind().to_owned(),
        payload: json!(happened.change),
    }
}

/// The same record with the photographs that prove it, so that none can be exchanged afterwards.
pub(crate) fn with_photos(mut record: NewEvent, photos: &[EvidenceHash]) -> NewEvent {
    if let (false, Some(payload)) = (photos.is_empty(), record.payload.as_object_mut()) {
        payload.insert("photos".to_owned(), json!(photos));
    }
    record
}

async fn keep_rows(
    tx: &Tx,
    case: &Case,
    deed: &Deed,
    fresh: Fresh,
    (by_user, by_person): (Option<UserId>, Option<PersonId>),
    at: Timestamp,
    photos: &[EvidenceHash],
) -> Result<(), StorageError> {
    let rectification = |unit_id, measures: &str, long_term: &Option<String>| RectificationRow {
        id: fresh.row.into(),
        case_id: case.id,
        unit_id,
        by_user,
        by_person,
        at,
        measures: measures.trim().to_owned(),
        long_term_measures: long_term.clone(),
        evidence: photos.iter().map(ToString::to_string).collect(),
        round_no: i64::from(case.rework_count) + 1,
    };
    match deed {
        Deed::Dispatch(dispatching) => {
            case::insert_dispatches(tx, &dispatches(case, dispatching, fresh, by_user, at)).await
        }
        Deed::Accept => {
            let mut own = case::dispatches_of(tx, case.id).await?;
            own.retain(|row| row.ended_at.is_none() && Some(row.unit_id) == case.unit_id);
            for row in &mut own {
                row.accepted_at = Some(at);
            }
            case::put_dispatches(tx, &own).await
        }
        Deed::Withdraw(_) => hand_back(tx, case.id, at).await,
        Deed::Rectify(done) => {
            let Some(unit) = case.unit_id else { return Ok(()) };
            case::insert_rectification(tx, &rectification(unit, &done.measures, &done.long_term_measures)).await
        }
        Deed::OnSpot { unit, measures } => case::insert_rectification(tx, &rectification(*unit, measures, &None)).await,
        Deed::Check(checking) => keep_check(tx, case, checking, fresh, by_user, at).await,
        Deed::File(_) | Deed::Press(..) | Deed::Extend(_) | Deed::Decline(_) | Deed::Void(_) => Ok(()),
    }
}

/// The units a case was dispatched to have it no more.
pub(super) async fn hand_back(tx: &Tx, case: CaseId, at: Timestamp) -> Result<(), StorageError> {
    let mut back = case::dispatches_of(tx, case).await?;
    back.retain(|row| row.ended_at.is_none());
    for row in &mut back {
        row.returned_at = Some(at);
        row.ended_at = Some(at);
    }
    case::put_dispatches(tx, &back).await
}

fn dispatches(
    case: &Case,
    dispatching: &Dispatching,
    fresh: Fresh,
    by_user: Option<UserId>,
    at: Timestamp,
) -> Vec<DispatchRow> {
    let row = |id: uuid::Uuid, unit_id, role| DispatchRow {
        id: id.into(),
        case_id: case.id,
        unit_id,
        role,
        rule: dispatching.rule,
        by_user,
        at,
        accepted_at: None,
        returned_at: None,
        ended_at: None,
    };
    let main = row(fresh.row, dispatching.unit_id, DispatchRole::Main);
    let assisting = dispatching.assisting.iter().zip(fresh.assisting);
    std::iter::once(main).chain(assisting.map(|(unit, id)| row(id, *unit, DispatchRole::Assist))).collect()
}

async fn keep_check(
    tx: &Tx,
    case: &Case,
    checking: &Checking,
    fresh: Fresh,
    by_user: Option<UserId>,
    at: Timestamp,
) -> Result<(), StorageError> {
    let last = case::rectifications_of(tx, case.id).await?.into_iter().last();
    let Some(last) = last else {
        return Err(StorageError::Inconsistency {
            table: "rectifications",
            row: case.id.to_string(),
            reason: "a rectified case has no rectification".to_owned(),
        });
    };
    let row = CheckRow {
        id: fresh.row.into(),
        case_id: case.id,
        rectification_id: last.id,
        by_user,
        at,
        passed: checking.passed,
        reason: checking.reason.clone().unwrap_or_default().trim().to_owned(),
    };
    case::insert_check(tx, &row).await?;
    if checking.passed {
        let mut ended = case::dispatches_of(tx, case.id).await?;
        ended.retain(|row| row.ended_at.is_none());
        for row in &mut ended {
            row.ended_at = Some(at);
        }
        case::put_dispatches(tx, &ended).await?;
    }
    Ok(())
}
