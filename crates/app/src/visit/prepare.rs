//! A submission made ready to be written: admitted by the round's rules, judged by the edition, with everything
//! that needs no look at the store's present state.

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use wangge_domain::assessment::{JudgeFault, JudgeRefusal, Judged, Observation, Outcome, Outside, Reading, judge};
use wangge_domain::case::{CaseSeverity, ClosedProblem, ReboundWindow, Report, Source};
use wangge_domain::event::{canonical_json, sha256_hex};
use wangge_domain::evidence::Subject;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, EventId, LostPointId, ObservationId, RoundId};
use wangge_domain::ownership::Ownership;
use wangge_domain::round::{Door, RoundFacts, Submission, SubmitRefusal, Visit, VisitState, admit};
use wangge_domain::standard::{EditionIndex, Item};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::{Timestamp, cut};
use wangge_geo::Position;
use wangge_storage::evidence::AttachmentRow;
use wangge_storage::visit::{LostPointRow, ObservationRow};

use super::Ground;
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::evidence;
use crate::place::position;
use crate::record::By;
use crate::view::SubmitVisit;

/// A submission ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) visit: Visit,
    pub(super) observations: Vec<ObservationRow>,
    pub(super) findings: Vec<Finding>,
    /// The photographs of the observations.
    pub(super) attached: Vec<AttachmentRow>,
    pub(super) by: By,
    /// The versions it was checked against.
    pub(super) round_version: i64,
    pub(super) site_version: i64,
    pub(super) rebound: ReboundWindow,
    /// The closed problems around the findings; those at the site itself are read when it is written.
    pub(super) closed_around: Vec<ClosedProblem>,
    pub(super) edition: Arc<EditionIndex>,
}

/// A lost point with the case it becomes where no open one takes it.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) lost: LostPointRow,
    pub(super) report: Report,
    pub(super) event_id: EventId,
}

/// The digest of what was submitted, by which a resend is known.
pub(super) fn digest(round: RoundId, command: &SubmitVisit) -> String {
    sha256_hex(canonical_json(&json!({ "round_id": round, "visit": command })).as_bytes())
}

/// The refusal of a submission. The state of a round is worded by the catalogue, so that no language is needed.
pub(super) fn refused(refusal: &SubmitRefusal) -> AppError {
    let message = match refusal {
        SubmitRefusal::RoundNotOpen { number, state } => {
            Message::new(format!("app-round-not-open-{state}")).arg("number", number)
        }
        other => other.message(Lang::Zh),
    };
    AppError::refused(refusal.code(), message)
}

/// Admits a submission nobody has stored yet.
///
/// # Errors
/// The first rule of the round it offends.
pub(super) fn admitted(ground: &Ground, command: &SubmitVisit, body: &str, now: Timestamp) -> Answer<()> {
    let item_codes: Vec<&str> = command.observations.iter().map(|o| o.item.as_str()).collect();
    let submission = Submission {
        visit_id: command.id,
        site_id: command.site_id,
        site_code: &ground.site.code,
        inspector_ids: &command.inspector_ids,
        started_at: command.started_at,
        submitted_at: command.submitted_at,
        door: door_of(command),
        item_codes: &item_codes,
        body_sha256: body,
    };
    let facts = RoundFacts {
        round: &ground.round,
        site_in_round: ground.site_in_round,
        assigned: &ground.assigned,
        door_first: ground.door_first(),
        standing_body: None,
        now,
        zone: ground.zone,
    };
    admit(&submission, &facts).map(|_| ()).map_err(|refusal| refused(&refusal))
}

fn door_of(command: &SubmitVisit) -> Door {
    match &command.door {
        None => Door::Unheard,
        Some(door) if !door.photos.is_empty() => Door::Shown,
        Some(door) if door.said().is_some() => Door::Excused,
        Some(_) => Door::Missing,
    }
}

/// Judges and lays out a submission.
///
/// # Errors
/// [`AppError::Invalid`] with every observation that is refused, and a position that is none.
pub(super) fn prepared(
    app: &App,
    ground: &Ground,
    ownerships: &[Ownership],
    command: SubmitVisit,
    body: String,
    by: By,
) -> Answer<Prepared> {
    let judged = judge_all(ground, &command.observations)?;
    let here = position((command.lon, command.lat), command.datum)?;
    let (lon, lat) = (here.map(Position::lon), here.map(Position::lat));
    let visit = Visit {
        id: command.id,
        round_id: ground.round.id,
        site_id: command.site_id,
        state: VisitState::Submitted,
        started_at: cut(command.started_at),
        submitted_at: cut(command.submitted_at),
        received_at: by.at,
        lon,
        lat,
        // A phone that says nonsense of its own accuracy says nothing; the visit is none the worse.
        accuracy_m: command.accuracy_m.filter(|metres| metres.is_finite() && *metres >= 0.0),
        altitude_m: command.altitude_m.filter(|metres| metres.is_finite()),
        datum: lon.and(Some(command.datum.unwrap_or_default().to_string())),
        inspector_ids: command.inspector_ids,
        body_sha256: body,
        remark: command.remark.filter(|remark| !remark.trim().is_empty()),
        door_reason: command.door.as_ref().and_then(|door| door.said()).map(str::to_owned),
        void_reason: None,
        voided_by: None,
        voided_at: None,
        replaces_id: None,
    };
    // Where the whole site is void, none of its observations count.
    let void = command.observations.iter().any(|o| o.outcome == Outcome::Outside(Outside::SiteVoid));
    let mut observations = Vec::with_capacity(command.observations.len());
    let of_door = command.door.as_ref().map_or(&[][..], |door| &door.photos);
    let door = (Subject::Door, visit.id.0);
    let mut attached = evidence::attached_to(door, of_door, (Some(visit.id), None), visit.received_at);
    let mut findings = Vec::new();
    for (observation, judged) in command.observations.into_iter().zip(judged) {
        let row = row(app, &visit, &observation, &judged, void);
        if row.lost.as_ref().is_some_and(|lost| !lost.is_zero()) {
            findings.push(finding(app, ground, ownerships, &visit, &row, &judged.lost));
        }
        if let Some(photos) = command.photos.get(&row.item_code) {
            let subject = (Subject::Observation, row.id.0);
            attached.extend(evidence::attached_to(subject, photos, (Some(visit.id), None), visit.received_at));
        }
        observations.push(row);
    }
    Ok(Prepared {
        visit,
        observations,
        findings,
        attached,
        by,
        round_version: ground.round.version,
        site_version: ground.site.version,
        rebound: ground.rebound,
        closed_around: Vec::new(),
        edition: Arc::clone(&ground.edition),
    })
}

pub(super) fn judge_all(ground: &Ground, observations: &[Observation]) -> Answer<Vec<Judged>> {
    let mut faults = Vec::new();
    let mut judged = Vec::with_capacity(observations.len());
    for (place, observation) in observations.iter().enumerate() {
        match judge(&ground.edition, &ground.site.type_code, &observation.item, &observation.outcome) {
            Ok(one) => judged.push(one),
            Err(refusal) => faults.push(FieldFault { pointer: pointer(place, &refusal), message: refusal.message() }),
        }
    }
    if faults.is_empty() { Ok(judged) } else { Err(AppError::Invalid(faults)) }
}

/// Which field of the request a refused observation is about.
fn pointer(place: usize, refusal: &JudgeRefusal) -> String {
    let field = match &refusal.fault {
        JudgeFault::UnknownItem | JudgeFault::NotApplicable { .. } | JudgeFault::Twice => "item",
        JudgeFault::DeductionOverMax { .. } | JudgeFault::NotAStep { .. } | JudgeFault::DeductionOnPassed { .. } => {
            "deduction"
        }
        JudgeFault::CountOnPassed { .. } | JudgeFault::CountOverNothing { .. } => "count",
        JudgeFault::LossOnPassed { .. } => "passed",
        JudgeFault::UnknownGrade { .. } => "grade",
        JudgeFault::MoreThanAll { .. } => "ok",
        JudgeFault::Negative { field, .. }
        | JudgeFault::Incomplete { field }
        | JudgeFault::TooLarge { field }
        | JudgeFault::NothingListed { field } => field,
        JudgeFault::UnknownType { .. }
        | JudgeFault::WrongReading { .. }
        | JudgeFault::NoReading
        | JudgeFault::MixedReading { .. } => return format!("/observations/{place}"),
    };
    format!("/observations/{place}/{field}")
}

fn row(app: &App, visit: &Visit, observation: &Observation, judged: &Judged, void: bool) -> ObservationRow {
    let counts = judged.score.is_some() && !void;
    ObservationRow {
        id: app.new_id::<ObservationId>(),
        visit_id: visit.id,
        item_code: observation.item.clone(),
        outcome: observation.outcome.clone(),
        remark: observation.remark.clone(),
        lost: counts.then(|| judged.lost.clone()),
        full: counts.then(|| judged.full.clone()),
    }
}

fn finding(
    app: &App,
    ground: &Ground,
    ownerships: &[Ownership],
    visit: &Visit,
    row: &ObservationRow,
    lost: &Exact,
) -> Finding {
    let site = &ground.site;
    // A clock that runs a little ahead must not put the finding into the future.
    let found_at = visit.submitted_at.min(visit.received_at);
    let item = ground.edition.item_by_code(&row.item_code);
    Finding {
        lost: LostPointRow {
            id: app.new_id::<LostPointId>(),
            observation_id: row.id,
            visit_id: visit.id,
            round_id: visit.round_id,
            site_id: site.id,
            node_id: site.node_id,
            type_code: site.type_code.clone(),
            item_code: row.item_code.clone(),
            lost: lost.clone(),
            unit_id: ground.handling_unit(&row.item_code, ownerships, found_at),
            case_id: None,
            created_at: found_at,
        },
        report: Report {
            id: app.new_id::<CaseId>(),
            source: Source::from(ground.round.kind),
            finder_level: ground.round.kind.finder_level(),
            round_id: Some(ground.round.id),
            site_id: Some(site.id),
            node_id: site.node_id,
            node_path: site.node_path.clone(),
            item_code: Some(row.item_code.clone()),
            edition_id: Some(ground.round.edition_id),
            type_code: Some(site.type_code.clone()),
            description: described(row, item),
            quantity: quantity(&row.outcome),
            lon: site.lon.or(visit.lon),
            lat: site.lat.or(visit.lat),
            severity: item.map_or(CaseSeverity::Ordinary, |item| item.severity.into()),
            rebound: None,
        },
        event_id: EventId::from(app.new_id::<Uuid>()),
    }
}

/// What is wrong: the inspector's words, else the item's usual phrase, else the item's name.
fn described(row: &ObservationRow, item: Option<&Item>) -> String {
    let own = Some(row.remark.trim()).filter(|remark| !remark.is_empty());
    let usual = item.and_then(|item| item.phrases.first().or(Some(&item.name))).map(|words| words.get(Lang::Zh));
    own.or(usual).unwrap_or(&row.item_code).to_owned()
}

/// At how many spots, as far as the reading counts them.
fn quantity(outcome: &Outcome) -> u32 {
    let Outcome::Read { reading, .. } = outcome else { return 1 };
    let counted = match reading {
        Reading::Count(count) | Reading::CountOver { count, .. } | Reading::CountDuring { count, .. } => *count,
        Reading::Share { ok, of } => of.saturating_sub(*ok),
        Reading::Stages { found, not_rectified, repeated } => {
            found.saturating_add(*not_rectified).saturating_add(*repeated)
        }
        _ => 1,
    };
    counted.max(1)
}
