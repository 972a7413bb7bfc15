//! A daily report, the papers of a demolition, and why a report is refused.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Drive, DriveMeasure, MeasureUnit};
use crate::ids::{DriveId, DriveReportId, NodeId, UserId};
use crate::text::Message;
use crate::time::Timestamp;

/// Why something may be pulled down though it is somebody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DriveConsent {
    /// The owner signed.
    Owner {
        /// Who signed.
        name: String,
        /// When.
        on: NaiveDate,
    },
    /// A court ordered it.
    Court {
        /// The number of the order.
        number: String,
        /// Of which day.
        on: NaiveDate,
    },
}

/// The papers of a demolition 拆除手续: the decision, its notice served, and the owner's signature or the court's order.
/// A photograph of the document goes with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DrivePapers {
    /// The number of the decision 决定书文号.
    pub decision_number: String,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The day the notice was served 送达.
    pub served_on: NaiveDate,
    /// The owner's signature or the court's order.
    pub consent: DriveConsent,
}

/// What was done of one measure at one node on one day. Never written over.
#[derive(Clone, Debug, PartialEq)]
pub struct DriveReport {
    /// Its identity, made on the phone.
    pub id: DriveReportId,
    /// The drive.
    pub drive_id: DriveId,
    /// Where.
    pub node_id: NodeId,
    /// The measure.
    pub measure: String,
    /// The day it was done.
    pub on: NaiveDate,
    /// How much; 0 only in a correction that takes a report back.
    pub quantity: Decimal,
    /// Anything to know.
    pub note: String,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// The papers of a demolition.
    pub papers: Option<DrivePapers>,
    /// What the photographs before are attached to.
    pub before_id: uuid::Uuid,
    /// What the photographs after are attached to.
    pub after_id: uuid::Uuid,
    /// What the photographs of the papers are attached to.
    pub papers_id: uuid::Uuid,
    /// The report it corrects.
    pub replaces_id: Option<DriveReportId>,
    /// The account.
    pub reported_by: Option<UserId>,
    /// The name of who reported, as it was.
    pub reporter: String,
    /// When it arrived.
    pub reported_at: Timestamp,
}

/// Why a report is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportRefusal {
    /// The drive has no such measure.
    NoSuchMeasure {
        /// What was given.
        code: String,
    },
    /// The day is still to come.
    Future,
    /// The day lies outside the drive.
    OutsidePeriod {
        /// The drive's first day.
        from: NaiveDate,
        /// Its last.
        until: NaiveDate,
    },
    /// The quantity is none, or not one of its unit.
    Quantity {
        /// The unit.
        unit: MeasureUnit,
    },
    /// Something is pulled down without its papers.
    PapersMissing,
    /// The days of the papers are in no order: decided, served, done.
    PapersOutOfOrder,
    /// The document was not photographed.
    PapersNotPhotographed,
    /// Papers come with a measure that needs none.
    PapersNotNeeded,
    /// The report it corrects was corrected before.
    ReplacedAlready,
    /// The report it corrects is of another drive, place or measure.
    ReplacesOther,
    /// Another report has this identity.
    Locked,
}

impl ReportRefusal {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMeasure { .. } => "drive_no_such_measure",
            Self::Future => "drive_report_future",
            Self::OutsidePeriod { .. } => "drive_report_outside_period",
            Self::Quantity { .. } => "drive_report_quantity",
            Self::PapersMissing => "drive_papers_missing",
            Self::PapersOutOfOrder => "drive_papers_out_of_order",
            Self::PapersNotPhotographed => "drive_papers_not_photographed",
            Self::PapersNotNeeded => "drive_papers_not_needed",
            Self::ReplacedAlready => "drive_report_replaced_already",
            Self::ReplacesOther => "drive_report_replaces_other",
            Self::Locked => "drive_report_locked",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::NoSuchMeasure { code } => Message::new("drive-no-such-measure").arg("code", code),
            Self::Future => Message::new("drive-report-future"),
            Self::OutsidePeriod { from, until } => {
                Message::new("drive-report-outside-period").arg("from", from).arg("until", until)
            }
            Self::Quantity { unit } => {
                Message::new(if unit.whole() { "drive-report-quantity-whole" } else { "drive-report-quantity" })
            }
            Self::PapersMissing => Message::new("drive-papers-missing"),
            Self::PapersOutOfOrder => Message::new("drive-papers-out-of-order"),
            Self::PapersNotPhotographed => Message::new("drive-papers-not-photographed"),
            Self::PapersNotNeeded => Message::new("drive-papers-not-needed"),
            Self::ReplacedAlready => Message::new("drive-report-replaced-already"),
            Self::ReplacesOther => Message::new("drive-report-replaces-other"),
            Self::Locked => Message::new("drive-report-locked"),
        }
    }
}

/// Whether a report stands: its day, its quantity, its papers. `photographed` says whether the document was.
///
/// # Errors
/// The refusals of [`ReportRefusal`] that rest on the report itself.
pub fn check(drive: &Drive, report: &DriveReport, photographed: bool, today: NaiveDate) -> Result<(), ReportRefusal> {
    let measure =
        drive.measure(&report.measure).ok_or_else(|| ReportRefusal::NoSuchMeasure { code: report.measure.clone() })?;
    if report.on > today {
        return Err(ReportRefusal::Future);
    }
    if report.on < drive.begins_on || report.on > drive.ends_on {
        return Err(ReportRefusal::OutsidePeriod { from: drive.begins_on, until: drive.ends_on });
    }
    let nothing = report.quantity.is_zero() && report.replaces_id.is_none();
    if nothing || !measure.unit.takes(report.quantity) {
        return Err(ReportRefusal::Quantity { unit: measure.unit });
    }
    // A correction to nothing says that nothing was pulled down after all.
    if report.quantity.is_zero() && report.papers.is_none() {
        return Ok(());
    }
    papers(measure, report, photographed)
}

fn papers(measure: &DriveMeasure, report: &DriveReport, photographed: bool) -> Result<(), ReportRefusal> {
    let Some(papers) = &report.papers else {
        return if measure.demolition { Err(ReportRefusal::PapersMissing) } else { Ok(()) };
    };
    if !measure.demolition {
        return Err(ReportRefusal::PapersNotNeeded);
    }
    let (who, on) = match &papers.consent {
        DriveConsent::Owner { name, on } => (name, *on),
        DriveConsent::Court { number, on } => (number, *on),
    };
    if papers.decision_number.trim().is_empty() || who.trim().is_empty() {
        return Err(ReportRefusal::PapersMissing);
    }
    if papers.decided_on > papers.served_on || papers.served_on > report.on || on > report.on {
        return Err(ReportRefusal::PapersOutOfOrder);
    }
    if photographed { Ok(()) } else { Err(ReportRefusal::PapersNotPhotographed) }
}
