//! Imports 导入: files into the store, all or nothing.
//!
//! An import reads the whole file, compares it with everything that stands, gathers every fault, and writes
//! only when none of them is an error. Rows are told apart by their codes; what a file has no column for stays
//! as it is, and a file imported again changes nothing.

mod boundaries;
mod calendar;
mod cases;
mod changes;
mod coverage;
mod grid;
mod ledger;
mod merchants;
mod ownerships;
mod people;
mod plan;
mod scheme;
mod sites;
mod standard;
mod survey;
mod units;
mod visits;

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};
use wangge_documents::{Fault, Severity as Weight, sort_faults};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Wording, render};

pub(crate) use self::coverage::WORTH_TELLING_M2;
use self::plan::Plan;
pub use self::survey::{form, survey, word_of};
use crate::campaign::{self, BeginCampaign};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::By;
use crate::view::{ImportFault, ImportKind, ImportQuery, ImportReport, ImportSummary, Severity};

/// Imports a file, or says what importing it would do. On a store without a campaign one begins.
///
/// # Errors
/// [`AppError::Forbidden`] when the actor may not import for the whole district; [`AppError::Conflict`] when
/// something was changed meanwhile. What is wrong with the file is in the report.
pub async fn apply(
    app: &App,
    actor: &Actor,
    lang: Lang,
    kind: ImportKind,
    query: ImportQuery,
    bytes: &[u8],
) -> Answer<ImportReport> {
    let (columns, memory) = (query.columns.clone(), survey::memory_of(kind, &query));
    let report = run(app, actor, lang, kind, query, bytes).await?;
    if let Some(columns) = columns.filter(|_| report.applied) {
        survey::remember(app, &memory, &columns.0).await?;
    }
    Ok(report)
}

async fn run(
    app: &App,
    actor: &Actor,
    lang: Lang,
    kind: ImportKind,
    query: ImportQuery,
    bytes: &[u8],
) -> Answer<ImportReport> {
    if !actor.may(Action::Import).is_some_and(|reach| reach.all) {
        return Err(AppError::Forbidden(Action::Import));
    }
    let zone = zone(app, actor, query.dry_run).await?;
    if kind == ImportKind::Visits {
        return visits::apply(app, actor, lang, &query, bytes, zone).await;
    }
    if kind == ImportKind::Cases {
        return cases::apply(app, actor, lang, &query, bytes, zone).await;
    }
    let reader = app.store.snapshot().await?;
    let mut plan = Plan::open(app, &query, bytes, zone, &reader).await?;
    plan.by.clone_from(&actor.name);
    match kind {
        ImportKind::Grid => grid::plan(&mut plan, &reader).await?,
        ImportKind::Units => units::plan(&mut plan),
        ImportKind::People => people::plan(&mut plan),
        ImportKind::Sites => sites::plan(&mut plan, &reader).await?,
        ImportKind::Ownerships => ownerships::plan(&mut plan, lang, &reader).await?,
        ImportKind::Merchants => merchants::plan(&mut plan, &reader).await?,
        ImportKind::Standard => standard::plan(&mut plan, &reader).await?,
        ImportKind::Calendar => calendar::plan(&mut plan, &reader).await?,
        ImportKind::Scheme => scheme::plan(&mut plan, lang, &reader).await?,
        ImportKind::Visits | ImportKind::Cases => {}
    }
    drop(reader);
    let refused = plan.refused();
    let changes = if query.changes { changes::changes(&plan, lang) } else { Vec::new() };
    let (faults, summary, writes) = plan.close(&By::of(app, actor));
    let applied = !refused && !query.dry_run;
    if applied && !writes.is_empty() {
        let writes = Arc::new(writes);
        app.store.write(move |tx| Box::pin(writes.write(tx))).await?;
    }
    Ok(ImportReport { changes, ..report(lang, applied, summary, faults) })
}

/// The campaign's zone; a campaign begins when there is none, for a command line on an empty folder.
async fn zone(app: &App, actor: &Actor, dry_run: bool) -> Answer<chrono_tz::Tz> {
    if let Some(campaign) = wangge_storage::campaign::get(&app.store.read()).await? {
        return Ok(campaign.tz());
    }
    if dry_run {
        return Ok(wangge_domain::time::DEFAULT_ZONE);
    }
    let begin = BeginCampaign {
        code: "campaign".to_owned(),
        name: Wording::new("文明城区创建", "Civilised district campaign"),
        acceptance_on: None,
        demonstration: false,
    };
    Ok(campaign::begin(app, actor, begin).await?.tz())
}

/// An identity made from what tells a row from others, so that the same row is the same thing however often it comes.
pub(crate) fn identity_of(key: &str) -> Uuid {
    let digest = Sha256::digest(key);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The report on an import.
fn report(lang: Lang, applied: bool, summary: ImportSummary, mut faults: Vec<Fault>) -> ImportReport {
    sort_faults(&mut faults);
    let faults = faults.into_iter().map(|fault| fault_view(fault, lang)).collect();
    ImportReport { applied, summary, faults, changes: Vec::new() }
}

fn fault_view(fault: Fault, lang: Lang) -> ImportFault {
    ImportFault {
        file: fault.place.file,
        sheet: fault.place.sheet,
        row: fault.place.number.map(u64::from),
        column: fault.place.column,
        value: fault.value,
        sentence: render(&fault.message, lang),
        severity: match fault.severity {
            Weight::Error => Severity::Error,
            Weight::Warning => Severity::Warning,
        },
    }
}
