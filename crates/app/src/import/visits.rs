//! Visits from a table: all of them are examined first, then submitted together in one transaction.

use chrono_tz::Tz;
use uuid::Uuid;
use wangge_documents::{Fault, Placed, Severity as Weight, VisitRow, read_visits};
use wangge_domain::assessment::Observation;
use wangge_domain::ids::{PersonId, RoundId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundState};
use wangge_domain::text::{Lang, Message};
use wangge_storage::round;

use super::ledger::{Ledger, Noted};
use super::plan::{Plan, find};
use super::{identity_of, report};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{ImportQuery, ImportReport, ImportSummary, SubmitVisit};
use crate::visit;

/// Imports visits. A visit stored before with the same content is unchanged. Every visit is examined before the
/// first is submitted, so that a file with one mistake changes nothing.
pub(super) async fn apply(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: &ImportQuery,
    bytes: &[u8],
    zone: Tz,
) -> Answer<ImportReport> {
    actor.may(Action::SubmitVisit).ok_or(AppError::Forbidden(Action::SubmitVisit))?;
    let db = app.store.read();
    let mut plan = Plan::open(app, query, bytes, zone, &db).await?;
    let import = read_visits(&plan.source(), zone);
    plan.faults.extend(import.faults);
    let rounds = round::list(&db).await?;
    let mut summary = ImportSummary::default();
    let mut ready: Vec<(RoundId, SubmitVisit)> = Vec::new();
    for row in &import.rows {
        let Some((round, command)) = command(&mut plan, row, &rounds) else { continue };
        match visit::examine(app, &db, round, &command).await {
            Ok(true) => {
                summary.created += 1;
                ready.push((round, command));
            }
            Ok(false) => summary.unchanged += 1,
            Err(refusal) => refuse(&mut plan, row, refusal)?,
        }
    }
    let applied = !plan.faults.iter().any(|fault| fault.severity == Weight::Error) && !query.dry_run;
    if applied {
        visit::submit_all(app, actor, ready).await?;
    }
    Ok(report(lang, applied, summary, plan.faults))
}

fn command(plan: &mut Plan<'_>, row: &Placed<VisitRow>, rounds: &[Round]) -> Option<(RoundId, SubmitVisit)> {
    let value = &row.value;
    let round = round_of(plan, row, rounds);
    let site = needed(&plan.sites, &mut plan.faults, row, "site", &value.site_code).map(SiteId);
    let mut inspector_ids = Vec::with_capacity(value.inspector_codes.len());
    for code in &value.inspector_codes {
        let found = needed(&plan.people, &mut plan.faults, row, "inspector", code).map(PersonId);
        inspector_ids.extend(found);
    }
    if value.started_at.is_none() {
        plan.faults.push(Fault::error(row.column("started_at"), Message::new("import-missing-value")));
    }
    let started_at = value.started_at?;
    if inspector_ids.len() < value.inspector_codes.len() {
        return None;
    }
    let command = SubmitVisit {
        door: None,
        altitude_m: None,
        id: identity(value),
        site_id: site?,
        started_at,
        submitted_at: value.submitted_at.unwrap_or(started_at),
        lon: value.lon,
        lat: value.lat,
        accuracy_m: None,
        datum: value.lon.and(plan.query.datum),
        inspector_ids,
        remark: None,
        observations: value.observations.iter().map(|row| row.value.clone()).collect(),
        photos: std::collections::BTreeMap::new(),
    };
    Some((round?, command))
}

/// What a visit cannot be without: where [`find`] would only warn because there is none of its kind yet, it is
/// refused.
fn needed<T: Noted>(
    ledger: &Ledger<T>,
    faults: &mut Vec<Fault>,
    row: &Placed<VisitRow>,
    key: &str,
    code: &str,
) -> Option<Uuid> {
    let found = find(ledger, faults, row, key, code);
    if found.is_none()
        && let Some(fault) = faults.last_mut()
    {
        fault.severity = Weight::Error;
    }
    found
}

/// The round a row names, by kind and number such as `mock-1`, or by its identity; else that of the import; else
/// the only open one.
fn round_of(plan: &mut Plan<'_>, row: &Placed<VisitRow>, rounds: &[Round]) -> Option<RoundId> {
    let Some(named) = row.value.round.as_ref().or(plan.query.round.as_ref()) else {
        let mut open = rounds.iter().filter(|round| round.state == RoundState::Open);
        let only = open.next().filter(|_| open.next().is_none());
        if only.is_none() {
            plan.faults.push(Fault::error(row.column("round"), Message::new("import-round-not-told")));
        }
        return only.map(|round| round.id);
    };
    let called =
        |round: &&Round| format!("{}-{}", round.kind, round.number) == *named || round.id.to_string() == *named;
    let found = rounds.iter().find(called);
    if found.is_none() {
        let known: Vec<String> = rounds.iter().map(|round| format!("{}-{}", round.kind, round.number)).collect();
        let message = Message::new("import-unknown-round").arg("value", named).arg("expected", known.join("、"));
        plan.faults.push(row.fault("round", named, message));
    }
    found.map(|round| round.id)
}

/// The identity of a visit: the file's own where it is one, else one made from what tells it from others, so
/// that the same file is the same visits again.
fn identity(row: &VisitRow) -> VisitId {
    if let Some(own) = row.id.as_deref().and_then(|id| Uuid::parse_str(id).ok()) {
        return VisitId(own);
    }
    VisitId(identity_of(&row.key))
}

/// Words a refusal at the cell it is about. What is no refusal of the visit ends the import.
fn refuse(plan: &mut Plan<'_>, row: &Placed<VisitRow>, refusal: AppError) -> Answer<()> {
    match refusal {
        AppError::Invalid(faults) => {
            for fault in faults {
                let mut parts = fault.pointer.trim_start_matches('/').split('/');
                let (first, place, field) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
                let observed: Option<&Placed<Observation>> =
                    place.and_then(|place| row.value.observations.get(place.parse::<usize>().ok()?));
                let place = match observed.filter(|_| first == "observations") {
                    Some(observed) => observed.column(field.unwrap_or("item")),
                    None => row.column(first),
                };
                plan.faults.push(Fault::error(place, fault.message));
            }
        }
        AppError::Refused { code, message } => {
            let key = match code {
                "site_not_in_round" => "site",
                "round_not_open" => "round",
                "inspector_not_assigned" => "inspector",
                _ => "visit",
            };
            plan.faults.push(Fault::error(row.column(key), message));
        }
        AppError::NotFound { .. } => {
            plan.faults.push(Fault::error(row.column("site"), refusal.message()));
        }
        other => return Err(other),
    }
    Ok(())
}
