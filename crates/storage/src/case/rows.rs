//! How a case and what belongs to it lie in their tables.

use wangge_domain::case::{Case, CaseSeverity, CaseState, FinderLevel, Hold, Source};
use wangge_domain::deadline::{Clock, Deadline, DeadlineBasis, Limit};
use wangge_domain::ids::{CaseId, CheckId, DispatchId, PersonId, RectificationId, UnitId, UserId};
use wangge_domain::routing::RoutingRule;
use wangge_domain::time::Timestamp;

use crate::row::Versioned;

/// The digests of photographs, kept as JSON.
type Digests = Vec<String>;

stored_as_word!(CaseSeverity, CaseState, Source, FinderLevel, RoutingRule, Clock, DispatchRole);
stored_as_json!(Digests);
stored_as_json_text!(DeadlineBasis);

table! {
    of Case(case) in "cases" as col key(id) {
        id = case.id,
        number = case.number,
        state = case.state,
        ended = case.state.ended(),
        source = case.source,
        finder_level = case.finder_level,
        round_id = case.round_id,
        site_id = case.site_id,
        node_id = case.node_id,
        node_path = case.node_path,
        item_code = case.item_code,
        edition_id = case.edition_id,
        type_code = case.type_code,
        description = case.description,
        quantity = case.quantity,
        lon = case.lon,
        lat = case.lat,
        unit_id = case.unit_id,
        routed_by = case.routed_by,
        reported_at = case.reported_at,
        filed_at = case.filed_at,
        dispatched_at = case.dispatched_at,
        accepted_at = case.accepted_at,
        rectified_at = case.rectified_at,
        closed_at = case.closed_at,
        deadline_at = case.deadline.as_ref().map(|deadline| deadline.at),
        deadline_basis = case.deadline.as_ref().map(|deadline| deadline.basis.clone()),
        limit_amount = case.limit.map(|limit| limit.amount),
        limit_clock = case.limit.map(|limit| limit.clock),
        paused_ms = case.paused_ms,
        rework_count = case.rework_count,
        rebound_of = case.rebound_of,
        severity = case.severity,
        fixed_on_spot = case.fixed_on_spot,
        dispatched_by = case.dispatched_by,
        rectified_by = case.rectified_by,
        checked_by = case.checked_by,
        reason = case.reason,
        reminder_count = case.reminder_count,
        reminded_at = case.reminded_at,
        supervision_count = case.supervision_count,
        supervised_at = case.supervised_at,
        raised_at = case.raised_at,
        extension_count = case.extension_count,
        merged_into = case.merged_into,
        pending = case.pending,
        hold = case.hold,
        hold_until = case.hold.as_ref().map(|hold| hold.until),
        suspension_count = case.suspension_count,
        appealed = case.appealed,
        exempt = case.exempt,
        moved_at = case.moved_at,
        version = case.version,
    }
    make {
        id,
        number,
        state: stated(state, ended),
        source,
        finder_level,
        round_id,
        site_id,
        node_id,
        node_path,
        item_code,
        edition_id,
        type_code,
        description,
        quantity,
        lon,
        lat,
        unit_id,
        routed_by,
        reported_at,
        filed_at,
        dispatched_at,
        accepted_at,
        rectified_at,
        closed_at,
        limit: limit(limit_amount, limit_clock),
        deadline: deadline(deadline_at, deadline_basis),
        paused_ms,
        rework_count,
        rebound_of,
        severity,
        fixed_on_spot,
        dispatched_by,
        rectified_by,
        checked_by,
        reason,
        reminder_count,
        reminded_at,
        supervision_count,
        supervised_at,
        raised_at,
        extension_count,
        merged_into,
        pending,
        hold: standing(hold, hold_until),
        suspension_count,
        appealed,
        exempt,
        moved_at,
        version,
    }
}

/// Whether a case has ended follows from its state and is kept only for the indexes; the state decides.
const fn stated(state: CaseState, _ended: bool) -> CaseState {
    state
}

/// Until when a clock stands is kept beside only for the index.
fn standing(hold: Option<Hold>, _until: Option<Timestamp>) -> Option<Hold> {
    hold
}

fn limit(amount: Option<u32>, clock: Option<Clock>) -> Option<Limit> {
    Some(Limit { amount: amount?, clock: clock? })
}

fn deadline(at: Option<Timestamp>, basis: Option<DeadlineBasis>) -> Option<Deadline> {
    Some(Deadline { at: at?, basis: basis? })
}

impl Versioned for Case {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// A unit's part in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DispatchRole {
    /// It handles the case 主办.
    Main,
    /// It assists 协办.
    Assist,
}

impl DispatchRole {
    /// The word as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Assist => "assist",
        }
    }
}

impl std::str::FromStr for DispatchRole {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "main" => Ok(Self::Main),
            "assist" => Ok(Self::Assist),
            _ => Err(()),
        }
    }
}

table! {
    /// A dispatch 派遣 of a case to a unit.
    pub struct DispatchRow in "dispatches" as dispatch_col key(id) {
        /// Its identity.
        id: DispatchId,
        /// The case.
        case_id: CaseId,
        /// The unit.
        unit_id: UnitId,
        /// Its part.
        role: DispatchRole,
        /// The routing rule that named it.
        rule: RoutingRule,
        /// Who dispatched it; none when routing did.
        by_user: Option<UserId>,
        /// When.
        at: Timestamp,
        /// When the unit accepted it.
        accepted_at: Option<Timestamp>,
        /// When the unit handed it back.
        returned_at: Option<Timestamp>,
        /// When the unit's part ended.
        ended_at: Option<Timestamp>,
    }
}

table! {
    /// A rectification 整改 that a unit reported.
    pub struct RectificationRow in "rectifications" as rectification_col key(id) {
        /// Its identity.
        id: RectificationId,
        /// The case.
        case_id: CaseId,
        /// The unit.
        unit_id: UnitId,
        /// The account that reported it.
        by_user: Option<UserId>,
        /// The person who did the work.
        by_person: Option<PersonId>,
        /// When.
        at: Timestamp,
        /// The measures taken.
        measures: String,
        /// The lasting measures 长效措施.
        long_term_measures: Option<String>,
        /// The SHA-256 digests of its photographs.
        evidence: Vec<String>,
        /// Which attempt it is, from 1.
        round_no: i64,
    }
}

table! {
    /// A check 核查 of a rectification.
    pub struct CheckRow in "checks" as check_col key(id) {
        /// Its identity.
        id: CheckId,
        /// The case.
        case_id: CaseId,
        /// The rectification.
        rectification_id: RectificationId,
        /// Who checked.
        by_user: Option<UserId>,
        /// When.
        at: Timestamp,
        /// Whether the problem is gone.
        passed: bool,
        /// Why; empty when it passed without a remark.
        reason: String,
    }
}
