//! Requests 申请 a unit makes about a case, each decided by somebody else: objection 权属异议, extension 延期, suspension
//! 挂账, long-term rectification 长期整改, appeal 申诉.
//!
//! What may be asked when, how often and how many rulings it takes follows the published city rules (`domain.md` §3.6 of the
//! field notes). A request that is open when its case moves on by another step lapses.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::CaseAction;
use crate::deadline::Deadline;
use crate::ids::{CaseId, RequestId, UnitId, UserId};
use crate::time::Timestamp;

/// The longest suspension, in days: a year.
pub const LONGEST_SUSPENSION_DAYS: i64 = 366;
/// The longest long-term plan, in days: two years. The field notes name no bound; a plan beyond two campaigns is none.
pub const LONGEST_PLAN_DAYS: i64 = 731;

vocabulary! {
    /// What is asked for.
    RequestKind in "case-request" {
        /// That another unit be responsible 权属异议.
        Objection = "objection",
        /// A later deadline 延期.
        Extension = "extension",
        /// That the clock stand until a day 挂账.
        Suspension = "suspension",
        /// That it be rectified by a dated plan 长期整改.
        LongTerm = "long_term",
        /// That a case closed late not count as late 申诉.
        Appeal = "appeal",
    }
}

impl RequestKind {
    /// By how many different people it is approved: two steps for what changes the statistics of time, one else.
    pub const fn rulings(self) -> usize {
        match self {
            Self::Extension | Self::Appeal => 2,
            Self::Objection | Self::Suspension | Self::LongTerm => 1,
        }
    }

    /// The step of a case by which it is asked for.
    pub const fn action(self) -> CaseAction {
        match self {
            Self::Objection => CaseAction::Object,
            Self::Extension => CaseAction::AskExtension,
            Self::Suspension => CaseAction::AskSuspension,
            Self::LongTerm => CaseAction::AskLongTerm,
            Self::Appeal => CaseAction::Appeal,
        }
    }
}

vocabulary! {
    /// Where a request stands.
    RequestState in "case-request-state" {
        /// Waiting for its first ruling.
        Pending = "pending",
        /// Agreed to once, waiting for the second ruling.
        Agreed = "agreed",
        /// Approved.
        Approved = "approved",
        /// Refused, with a reason.
        Refused = "refused",
        /// Taken back by its unit.
        Withdrawn = "withdrawn",
        /// Overtaken: the case moved on before it was decided.
        Lapsed = "lapsed",
    }
}

impl RequestState {
    /// Whether it still waits for a ruling.
    pub const fn open(self) -> bool {
        matches!(self, Self::Pending | Self::Agreed)
    }
}

/// A stage of a long-term plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// The local day by which it is to be reached.
    pub due: NaiveDate,
    /// What is to be done by then.
    pub text: String,
    /// When it was reported as reached.
    #[serde(default)]
    pub reached_at: Option<Timestamp>,
    /// What was done.
    #[serde(default)]
    pub words: Option<String>,
}

/// A decision on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ruling {
    /// Who decided.
    pub by_user: Option<UserId>,
    /// The name shown.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was agreed to.
    pub approved: bool,
    /// What was said; mandatory for a refusal.
    pub words: String,
}

/// A request about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRequest {
    /// Its identity, made by whoever asks.
    pub id: RequestId,
    /// The case.
    pub case_id: CaseId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Where it stands.
    pub state: RequestState,
    /// The unit that asks.
    pub unit_id: UnitId,
    /// The account that asked.
    pub by_user: Option<UserId>,
    /// The name shown.
    pub by_name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Why.
    pub reason: String,
    /// Until when the clock is to stand, for a suspension or a plan.
    pub until: Option<Timestamp>,
    /// The unit that ought to be responsible instead, for an objection.
    pub proposed_unit: Option<UnitId>,
    /// The stages of a long-term plan, in order of their days.
    pub plan: Vec<Milestone>,
    /// The lasting measures 长效措施 of a long-term plan.
    pub lasting_measures: Option<String>,
    /// The decisions so far, in order.
    pub rulings: Vec<Ruling>,
}

/// What is asked, before it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The identity, made by whoever asks.
    pub id: RequestId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Why.
    pub reason: String,
    /// Until when the clock is to stand.
    pub until: Option<Timestamp>,
    /// The unit that ought to be responsible instead.
    pub proposed_unit: Option<UnitId>,
    /// The stages of a plan.
    pub plan: Vec<Milestone>,
    /// The lasting measures of a plan.
    pub lasting_measures: Option<String>,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Whether it is agreed to.
    pub approved: bool,
    /// What is said.
    pub words: String,
    /// Whether the campaign office decides; a unit's own head can only agree first where two agree.
    pub office: bool,
    /// The deadline once it is approved, for an extension, a suspension or a plan.
    pub deadline: Option<Deadline>,
}

/// The clock of a case standing still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hold {
    /// Since when.
    pub from: Timestamp,
    /// Until when, unless it goes on earlier.
    pub until: Timestamp,
    /// The deadline as it was when the clock stopped.
    pub deadline: Option<Deadline>,
}
