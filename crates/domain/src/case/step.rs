//! What each step of a case says, and what the record keeps of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{CaseSeverity, CaseState, FinderLevel, Source};
use super::rebound::Rebound;
use super::request::{RequestKind, RequestState};
use crate::deadline::{Deadline, LimitRule, Term};
use crate::escalation::EscalationRule;
use crate::ids::{CaseId, EditionId, NodeId, RequestId, RoundId, SiteId, UnitId, UserId};
use crate::rebound::ReCheckResult;
use crate::routing::{FiredRule, RoutingRule};
use crate::time::Timestamp;

/// Who takes a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct By {
    /// The account; none when the system acts by its rules.
    pub user_id: Option<UserId>,
    /// The name shown in the record.
    pub name: String,
    /// The units the account may act for.
    pub units: Vec<UnitId>,
}

impl By {
    /// Whether the account may act for the unit.
    pub fn acts_for(&self, unit: UnitId) -> bool {
        self.units.contains(&unit)
    }
}

/// Who takes a step, when, and what time it is.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Who.
    pub by: &'a By,
    /// When the step was taken; earlier than now when it was taken offline.
    pub at: Timestamp,
    /// The server's time.
    pub now: Timestamp,
}

/// What a report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The identity, made by whoever reports.
    pub id: CaseId,
    /// How it came to be known.
    pub source: Source,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// The round whose visit found it.
    pub round_id: Option<RoundId>,
    /// The site.
    pub site_id: Option<SiteId>,
    /// The deepest node that contains the place.
    pub node_id: Option<NodeId>,
    /// That node's path.
    pub node_path: String,
    /// The item it offends.
    pub item_code: Option<String>,
    /// The edition the item belongs to.
    pub edition_id: Option<EditionId>,
    /// The type of the site.
    pub type_code: Option<String>,
    /// What is wrong.
    pub description: String,
    /// At how many spots.
    pub quantity: u32,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// How grave a problem of its item is.
    pub severity: CaseSeverity,
    /// What it is a rebound of, found by [`super::rebound`].
    pub rebound: Option<Rebound>,
}

/// What filing gives a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The next number of the series.
    pub number: String,
    /// The deadline, reckoned from the moment of filing.
    pub deadline: Deadline,
}

/// To whom a case is dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatching {
    /// The main handling unit.
    pub unit_id: UnitId,
    /// The assisting units 协办单位.
    pub assisting: Vec<UnitId>,
    /// The rule that found the main unit.
    pub rule: RoutingRule,
    /// The row of the routing table that fired; none when the office named the unit.
    pub fired: Option<FiredRule>,
    /// What is expected of the unit 交办要求.
    pub note: Option<String>,
    /// Another deadline, where the dispatch sets one, reckoned from the moment of dispatch.
    pub deadline: Option<Deadline>,
}

/// A deadline put off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extending {
    /// The new deadline, reckoned from the one that stands.
    pub deadline: Deadline,
    /// Why.
    pub reason: String,
}

/// What a unit did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectifying {
    /// The measures taken.
    pub measures: String,
    /// The lasting measures 长效措施.
    pub long_term_measures: Option<String>,
}

/// What a checker found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checking {
    /// Whether the problem is gone.
    pub passed: bool,
    /// Why; mandatory when it did not pass.
    pub reason: Option<String>,
}

/// What was fixed on the spot, by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnSpot {
    /// The next number of the series.
    pub number: String,
    /// The unit that fixed it.
    pub unit_id: UnitId,
    /// The measures taken.
    pub measures: String,
}

/// What a case took over from one merged into it, since it knew none itself. Coordinates and round go over too and are
/// not repeated here: the merged case keeps both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gained {
    /// The item, with its edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_code: Option<String>,
    /// The site, with its place in the grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_id: Option<SiteId>,
    /// The root of its chain of rebounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebound_of: Option<CaseId>,
    /// The level of the finding, where the other's is higher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finder_level: Option<FinderLevel>,
    /// The severity, where the other's is graver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<CaseSeverity>,
}

impl Gained {
    /// Whether it took over nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A severity that rose, for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeverityRise {
    /// Before.
    pub from: CaseSeverity,
    /// After.
    pub to: CaseSeverity,
}

/// What a step changed, with what the timeline shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaseChange {
    /// It was reported.
    Reported {
        /// How it came to be known.
        source: Source,
        /// Who found it.
        finder_level: FinderLevel,
        /// What is wrong.
        description: String,
        /// The root of its chain of rebounds.
        rebound_of: Option<CaseId>,
        /// The severity before the rebound raised it, and after; none where nothing was raised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        raised: Option<SeverityRise>,
    },
    /// It was found to continue a chain of rebounds, and its severity rose.
    Linked {
        /// The root of the chain.
        rebound_of: CaseId,
        /// The severity before and after.
        raised: SeverityRise,
    },
    /// It was looked at again 回头看 after its close-out.
    ReChecked {
        /// What was found.
        result: ReCheckResult,
        /// How many days after the close-out.
        days_after: u32,
        /// What the re-checker wrote.
        note: Option<String>,
        /// The case the rebound is handled in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found_case: Option<CaseId>,
    },
    /// It was filed.
    Filed {
        /// Its number.
        number: String,
        /// Its limit, or the day named.
        limit: Term,
        /// By when it is due.
        deadline_at: Timestamp,
        /// By which rule it has the limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<LimitRule>,
    },
    /// It was dispatched.
    Dispatched {
        /// The main unit.
        unit_id: UnitId,
        /// The assisting units.
        assisting: Vec<UnitId>,
        /// The rule that found the main unit.
        rule: RoutingRule,
        /// The row of the routing table that fired; none where the office named the unit, and before there was a table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fired: Option<FiredRule>,
        /// What is expected of the unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// The limit, or the day, that the dispatch set in place of the one before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Term>,
        /// By when it is due since.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline_at: Option<Timestamp>,
    },
    /// The dispatch was taken back.
    Withdrawn {
        /// The unit it is taken back from.
        unit_id: UnitId,
        /// Why.
        reason: String,
    },
    /// Its unit was reminded.
    Reminded {
        /// The unit.
        unit_id: UnitId,
        /// What is expected.
        text: String,
        /// How often it has now been reminded.
        count: u32,
        /// The number of the document; none before reminders had any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// The rule that did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<EscalationRule>,
    },
    /// Its unit was put under supervision.
    Supervised {
        /// The unit.
        unit_id: UnitId,
        /// What is expected.
        text: String,
        /// How often that was done now.
        count: u32,
        /// The number of the order.
        number: String,
        /// The rule that did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<EscalationRule>,
    },
    /// It was raised one level.
    Raised {
        /// The unit.
        unit_id: UnitId,
        /// What is expected.
        text: String,
        /// The number of the document.
        number: String,
        /// The rule that did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<EscalationRule>,
    },
    /// Its deadline was put off.
    Extended {
        /// The deadline until then.
        from: Timestamp,
        /// The new one.
        to: Timestamp,
        /// Why.
        reason: String,
        /// How often it has now been extended.
        count: u32,
    },
    /// Its deadline was reckoned anew after the calendar or the settings had changed.
    Recomputed {
        /// The deadline until then.
        from: Timestamp,
        /// The new one.
        to: Timestamp,
        /// Why.
        reason: String,
        /// The limit by which it is reckoned now.
        limit: Term,
        /// The rule that gives the limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<LimitRule>,
    },
    /// It was merged into another case.
    Merged {
        /// That case.
        into: CaseId,
        /// Its number.
        into_number: Option<String>,
        /// Why.
        reason: String,
    },
    /// It took another case in.
    TookIn {
        /// The other case.
        case_id: CaseId,
        /// Its number.
        number: Option<String>,
        /// What it said is wrong.
        description: String,
        /// The other's deadline, where it is earlier and now holds.
        deadline_at: Option<Timestamp>,
        /// What it took over from the other.
        #[serde(default, skip_serializing_if = "Gained::is_nothing")]
        gained: Gained,
    },
    /// Its unit accepted it.
    Accepted {
        /// The unit.
        unit_id: UnitId,
    },
    /// Its unit reported it rectified.
    Rectified {
        /// The unit.
        unit_id: UnitId,
        /// The measures taken.
        measures: String,
        /// The lasting measures.
        long_term_measures: Option<String>,
        /// Which attempt it is, from 1.
        round_no: u32,
    },
    /// The check passed and the case is closed.
    Closed {
        /// What the checker wrote.
        reason: Option<String>,
    },
    /// The check did not pass.
    SentBack {
        /// Why.
        reason: String,
        /// How often it has now been sent back.
        rework_count: u32,
    },
    /// It was declined.
    Declined {
        /// Why.
        reason: String,
    },
    /// It was voided.
    Voided {
        /// Why.
        reason: String,
    },
    /// It was fixed on the spot.
    FixedOnSpot {
        /// Its number.
        number: String,
        /// The unit that fixed it.
        unit_id: UnitId,
        /// The measures taken.
        measures: String,
    },
    /// Its unit asked for something.
    Requested {
        /// The request.
        request_id: RequestId,
        /// What for.
        request: RequestKind,
        /// The unit.
        unit_id: UnitId,
        /// Why.
        reason: String,
        /// Until when the clock is to stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// The unit that ought to be responsible.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed_unit: Option<UnitId>,
    },
    /// A request was agreed to, approved or refused.
    Ruled {
        /// The request.
        request_id: RequestId,
        /// What was asked for.
        request: RequestKind,
        /// Where it stands now.
        state: RequestState,
        /// What was said.
        words: String,
        /// The deadline from now on, where it changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline_at: Option<Timestamp>,
    },
    /// Its unit took a request back.
    RequestWithdrawn {
        /// The request.
        request_id: RequestId,
        /// What was asked for.
        request: RequestKind,
    },
    /// Its clock went on.
    Resumed {
        /// For how long it stood, in milliseconds.
        stood_ms: i64,
        /// The deadline from now on.
        deadline_at: Option<Timestamp>,
    },
    /// A stage of its plan was reached.
    MilestoneReached {
        /// The request that holds the plan.
        request_id: RequestId,
        /// The stage.
        text: String,
        /// What was done.
        words: String,
    },
}

impl CaseChange {
    /// The word of the change, as the event's kind has it after `case_`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Reported { .. } => "reported",
            Self::Linked { .. } => "linked",
            Self::ReChecked { .. } => "re_checked",
            Self::Filed { .. } => "filed",
            Self::Dispatched { .. } => "dispatched",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Reminded { .. } => "reminded",
            Self::Supervised { .. } => "supervised",
            Self::Raised { .. } => "raised",
            Self::Extended { .. } => "extended",
            Self::Recomputed { .. } => "recomputed",
            Self::Merged { .. } => "merged",
            Self::TookIn { .. } => "took_in",
            Self::Accepted { .. } => "accepted",
            Self::Rectified { .. } => "rectified",
            Self::Closed { .. } => "closed",
            Self::SentBack { .. } => "sent_back",
            Self::Declined { .. } => "declined",
            Self::Voided { .. } => "voided",
            Self::FixedOnSpot { .. } => "fixed_on_spot",
            Self::Requested { .. } => "requested",
            Self::Ruled { .. } => "ruled",
            Self::RequestWithdrawn { .. } => "request_withdrawn",
            Self::Resumed { .. } => "resumed",
            Self::MilestoneReached { .. } => "milestone_reached",
        }
    }

    /// The catalogue key of its heading in the timeline.
    pub fn key(&self) -> String {
        format!("case-change-{}", self.kind())
    }
}

/// A step of a case, as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseEvent {
    /// The case.
    pub case_id: CaseId,
    /// When the step was taken.
    pub at: Timestamp,
    /// By which account; none for the system.
    pub by_user: Option<UserId>,
    /// By whom, as shown.
    pub by_name: String,
    /// The state before; none for the first step.
    pub from: Option<CaseState>,
    /// The state after.
    pub to: CaseState,
    /// What changed.
    pub change: CaseChange,
}
