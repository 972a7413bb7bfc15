//! Escalation 催办督办: pressing a unit by hand or by rule, the ledger of it, and one document of it.
//!
//! Invariants: a measure, its document number, its line in the ledger and its event are one transaction, so numbers have
//! no gaps; a rule acts once for each clock, however many servers look; nothing acts by itself in quiet hours or before
//! the office switched the rules on.

mod automatic;
mod ledger;

pub use automatic::press_due;
pub use ledger::{list, show};

use chrono::Datelike;
use chrono_tz::Tz;
use wangge_domain::case::{CaseChange, CaseEvent};
use wangge_domain::escalation::{Escalation, EscalationMeasure, document_number};
use wangge_domain::ids::{EscalationId, UnitId};
use wangge_domain::time::Timestamp;
use wangge_storage::{StorageError, Tx, series};

/// The document number of a measure taken at a moment, drawn from its series.
///
/// # Errors
/// When the database cannot be written.
pub(crate) async fn draw_number(
    tx: &Tx,
    prefix: &str,
    measure: EscalationMeasure,
    at: Timestamp,
    zone: Tz,
) -> Result<String, StorageError> {
    let year = at.with_timezone(&zone).year();
    let number = series::next(tx, &format!("escalation-{measure}-{year}")).await?;
    Ok(document_number(prefix, measure, year, number))
}

/// The line of the ledger for a step that pressed a unit; none for any other step.
pub(crate) fn line(id: EscalationId, happened: &CaseEvent, once: Option<String>) -> Option<Escalation> {
    let (measure, unit_id, text, number, rule): (_, UnitId, _, _, _) = match &happened.change {
        CaseChange::Reminded { unit_id, text, number, rule, .. } => {
            (EscalationMeasure::Remind, *unit_id, text, number.clone()?, rule)
        }
        CaseChange::Supervised { unit_id, text, number, rule, .. } => {
            (EscalationMeasure::Supervise, *unit_id, text, number.clone(), rule)
        }
        CaseChange::Raised { unit_id, text, number, rule } => {
            (EscalationMeasure::Raise, *unit_id, text, number.clone(), rule)
        }
        _ => return None,
    };
    Some(Escalation {
        id,
        number,
        measure,
        case_id: happened.case_id,
        unit_id,
        at: happened.at,
        by_user: happened.by_user,
        by_name: happened.by_name.clone(),
        text: text.clone(),
        rule: *rule,
        once,
    })
}
