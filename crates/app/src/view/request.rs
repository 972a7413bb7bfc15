//! Requests 申请 about a case.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::{RequestKind, RequestState};
use wangge_domain::ids::{RequestId, UnitId};
use wangge_domain::time::Timestamp;

use super::Ref;

/// A request of a unit, with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CaseRequest")]
pub struct CaseRequestView {
    /// The request.
    pub id: RequestId,
    /// What is asked for.
    pub kind: RequestKind,
    /// What that is called.
    pub kind_name: String,
    /// Where it stands.
    pub state: RequestState,
    /// What that is called.
    pub state_name: String,
    /// The unit that asks.
    pub unit: Option<Ref>,
    /// Who asked, by name.
    pub by: String,
    /// When.
    pub made_at: Timestamp,
    /// Why.
    pub reason: String,
    /// When the clock is to go on.
    pub resumes_at: Option<Timestamp>,
    /// The unit that ought to be responsible instead.
    pub proposed_unit: Option<Ref>,
    /// The stages of a long-term plan.
    pub plan: Vec<StageView>,
    /// The lasting measures of a long-term plan.
    pub lasting_measures: Option<String>,
    /// The decisions so far.
    pub rulings: Vec<RulingView>,
    /// By how many people it is approved.
    pub rulings_needed: usize,
    /// Whether the reader may decide on it now.
    pub may_rule: bool,
    /// Whether the reader may take it back now.
    pub may_take_back: bool,
}

/// A stage of a long-term plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PlanStage")]
pub struct StageView {
    /// The day by which it is to be reached.
    pub due: NaiveDate,
    /// What is to be done by then.
    pub text: String,
    /// When it was reached.
    pub reached_at: Option<Timestamp>,
    /// What was done.
    pub words: Option<String>,
}

/// A decision on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RequestRuling")]
pub struct RulingView {
    /// Who decided, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was agreed to.
    pub approved: bool,
    /// What was said.
    pub words: String,
}

/// A clock that stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CaseHold")]
pub struct HoldView {
    /// Since when.
    pub from: Timestamp,
    /// When it goes on by itself.
    pub until: Timestamp,
    /// The day it goes on.
    pub resume_on: NaiveDate,
}

/// What was lost while a case was passed on 推诿流转: dispatches handed back, with the time they lay with their units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PassedOn {
    /// How many dispatches were handed back.
    pub count: usize,
    /// For how many minutes the case lay with those units.
    pub minutes: i64,
    /// The same in words.
    pub text: String,
}

/// What a unit asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskRequest {
    /// The identity, made by whoever asks: the same request sent twice is one.
    pub id: RequestId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Why.
    pub reason: String,
    /// For a suspension or a plan: the local day on which the clock goes on.
    pub resume_on: Option<NaiveDate>,
    /// For an objection: the unit that ought to be responsible, where it is known.
    pub proposed_unit_id: Option<UnitId>,
    /// For a plan: its stages.
    #[serde(default)]
    pub plan: Vec<AskedStage>,
    /// For a plan: the lasting measures.
    pub lasting_measures: Option<String>,
}

/// A stage of a plan that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedStage {
    /// The day by which it is to be reached.
    pub due: NaiveDate,
    /// What is to be done by then.
    pub text: String,
}

/// A decision to be made on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleRequest {
    /// Whether it is agreed to.
    pub approved: bool,
    /// What is said; mandatory for a refusal.
    #[serde(default)]
    pub words: String,
}

/// A stage of a plan reported as reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReachMilestone {
    /// Which stage, from 0, in the order of the plan.
    pub stage: usize,
    /// What was done.
    pub words: String,
}

/// What is asked about a deadline before anything is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForeseeQuery {
    /// If the clock stood from now until this day; without it, if the deadline were extended.
    pub resume_on: Option<NaiveDate>,
}

/// What a deadline would become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForeseenDeadline {
    /// The deadline as it stands.
    pub now: Timestamp,
    /// The deadline as it would be.
    pub then: Timestamp,
    /// The same in words.
    pub text: String,
}
