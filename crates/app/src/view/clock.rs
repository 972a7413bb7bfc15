//! Clocks of a case: what a limit was understood as, and which one a case would get.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::{CaseSeverity, FinderLevel, Stage};
use wangge_domain::deadline::Light;
use wangge_domain::ids::CaseId;
use wangge_domain::time::Timestamp;

use super::{CaseRef, Ref};

/// A limit asked about before it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitQuery {
    /// The limit as people write it, such as 3个工作日 or 限7月1日前; without it the limit that the case would get by itself.
    pub text: Option<String>,
}

/// Which limit a case of this kind would get.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitTry {
    /// The code of its item.
    pub item: Option<String>,
    /// How grave it is; ordinary when not said.
    pub severity: Option<CaseSeverity>,
    /// Who found it; the unit itself when not said.
    pub finder_level: Option<FinderLevel>,
    /// The day it is filed, at eight in the morning; now when not said.
    pub on: Option<NaiveDate>,
}

/// A limit as it was understood, if its clock started now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LimitView {
    /// The limit in words, such as 3工作日.
    pub limit_text: String,
    /// The last moment that is in time.
    pub at: Timestamp,
    /// That moment in words with its weekday: 截至 2026年7月1日（周三）18:00.
    pub text: String,
    /// By which rule, in words.
    pub rule_text: String,
    /// What makes it uncertain, such as a year whose holidays are not known.
    pub warning: Option<String>,
}

/// One time a case was in a stage 环节, with the clock of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageRunView {
    /// The stage.
    pub stage: Stage,
    /// What it is called.
    pub stage_name: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; null while it lasts.
    pub ended_at: Option<Timestamp>,
    /// By when it is due; null where the stage had no limit when it began.
    pub due_at: Option<Timestamp>,
    /// That limit in words.
    pub limit_text: Option<String>,
    /// How long it took, or has lasted until now, in minutes by the clock on the wall.
    pub took_minutes: i64,
    /// How it stands, or stood when it ended; null without a limit and while the clock of the case stands still.
    pub light: Option<Light>,
    /// Whether it is, or was, late.
    pub late: bool,
}

/// Of which days the times of the stages are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageTimeQuery {
    /// The first day; thirty days before the last when not said.
    pub from: Option<NaiveDate>,
    /// The last day; today when not said.
    pub until: Option<NaiveDate>,
}

/// How long the stages took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageTimes {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// One line a stage and unit, in the order of the stages.
    pub items: Vec<StageTimeView>,
}

/// How long a stage took with a unit: of the cases that left it in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageTimeView {
    /// The stage.
    pub stage: Stage,
    /// What it is called.
    pub stage_name: String,
    /// The unit; null where the office has the case.
    pub unit: Option<Ref>,
    /// How many times a case left it.
    pub count: u64,
    /// The median length in minutes.
    pub median_minutes: i64,
    /// How many of them had a limit.
    pub timed: u64,
    /// How many of those were late.
    pub late: u64,
    /// The late ones of those that had a deadline, per cent with two decimals; "—" where none had.
    pub late_rate: String,
}

/// The open cases whose deadline would be another by the calendar and the settings of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadlineDifferences {
    /// How many there are.
    pub total: u64,
    /// Of how many open cases with a running clock.
    pub of: u64,
    /// The first two hundred, those due first before the others.
    pub items: Vec<DeadlineDifference>,
}

/// An open case whose deadline would be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadlineDifference {
    /// The case.
    pub case: CaseRef,
    /// What is wrong.
    pub description: String,
    /// Its unit.
    pub unit: Option<Ref>,
    /// The deadline that stands.
    pub now: Timestamp,
    /// What it would be.
    pub then: Timestamp,
    /// By which limit and rule, in words.
    pub why: String,
}

/// Reckoning deadlines anew 重算期限.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecomputeDeadlines {
    /// Why; not empty. It stands in the record of every case.
    pub reason: String,
    /// Only of these cases; of all that differ when not said.
    #[serde(default)]
    pub cases: Option<Vec<CaseId>>,
}

/// What came of reckoning anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recomputation {
    /// How many deadlines moved.
    pub moved: u64,
    /// How many cases were changed by somebody else meanwhile, and stay as they are.
    pub passed_over: u64,
}
