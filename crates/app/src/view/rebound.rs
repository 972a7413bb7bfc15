//! Re-checks 回头看 and rebounds 反弹.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::CaseState;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::figure::Figure;
use wangge_domain::ids::{NodeId, ReCheckId, UnitId};
use wangge_domain::rebound::{ReCheckResult, WatchState};
use wangge_domain::time::Timestamp;
use wangge_geo::Datum;

use super::{CaseRef, CaseSummary, Coded, Many, Photo, Ref};

/// One re-check of the schedule of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WatchStage {
    /// How many days after the close-out.
    pub days: u32,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// The last day before it is overdue.
    pub until: NaiveDate,
    /// Whether a re-check that could be judged covers it.
    pub covered: bool,
}

/// A re-check 回头看 that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReCheckView {
    /// The re-check.
    pub id: ReCheckId,
    /// When it was made.
    pub at: Timestamp,
    /// How many days after the close-out.
    pub days_after: u32,
    /// By whom.
    pub by: String,
    /// What was found.
    pub result: ReCheckResult,
    /// What that is called.
    pub result_name: String,
    /// What the re-checker wrote.
    pub note: Option<String>,
    /// Its photographs.
    pub photos: Vec<Photo>,
    /// How many metres from the case's place it was made; null where one of both is not known.
    pub metres: Option<f64>,
    /// Whether it counts as not judged, since the office did not take up the rebound it found.
    pub set_aside: bool,
    /// The case in which the rebound is handled.
    pub found: Option<CaseRef>,
}

/// The watch 观察期 over a closed case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchView {
    /// How it stands.
    pub state: WatchState,
    /// What that is called.
    pub state_name: String,
    /// The day of the close-out.
    pub closed_on: NaiveDate,
    /// The last day of the watch.
    pub ends_on: NaiveDate,
    /// The schedule.
    pub stages: Vec<WatchStage>,
    /// The re-check that is due, or the next one.
    pub next: Option<WatchStage>,
    /// How many re-checks of the schedule were missed.
    pub missed: u32,
    /// The re-checks made, the first one first.
    pub re_checks: Vec<ReCheckView>,
    /// Whether the reader may re-check it now.
    pub may_re_check: bool,
    /// Why the reader may not, where the rules say so.
    pub refusal: Option<String>,
    /// The cases of its chain of rebounds, the root first; empty where it stands alone.
    pub chain: Vec<CaseRef>,
}

/// A re-check to be recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendReCheck {
    /// Its identity, made on the device; sent again it counts once.
    pub id: ReCheckId,
    /// What was found.
    pub result: ReCheckResult,
    /// What the re-checker writes; mandatory where it could not be judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was made; now when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Longitude in degrees of where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Latitude in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// The datum of both; WGS-84 when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<Datum>,
    /// Photographs of the place, sent before by whoever re-checks; at least one, unless it could not be judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<EvidenceHash>,
}

/// What the list of re-checks is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReCheckQuery {
    /// Only closed cases whose watch stands so; due and overdue ones when not said.
    #[serde(default)]
    pub state: Many<WatchState>,
    /// Only in this node's subtree.
    pub node: Option<NodeId>,
    /// Only of this unit.
    pub unit: Option<UnitId>,
    /// Only of this item.
    pub item: Option<String>,
    /// Only those the reader may re-check.
    pub mine: Option<bool>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// The most items of a page, 1–500; 50 when not said.
    pub limit: Option<u32>,
}

/// A closed case to be re-checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReCheckDue {
    /// The case as in a list.
    #[serde(flatten)]
    pub case: CaseSummary,
    /// How its watch stands.
    pub watch: WatchState,
    /// What that is called.
    pub watch_name: String,
    /// The re-check that is due, or the next one.
    pub next: Option<WatchStage>,
    /// Longitude in degrees, WGS-84.
    pub lon: Option<f64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// What it looked like when it was found.
    pub photos: Vec<Photo>,
    /// Whether the reader may re-check it.
    pub may_re_check: bool,
}

/// How many closed cases are watched in one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WatchCount {
    /// The state.
    pub state: WatchState,
    /// What it is called.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// A page of closed cases to be re-checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReCheckList {
    /// The cases, the first reported first.
    pub items: Vec<ReCheckDue>,
    /// The cursor of the next page; null on the last.
    pub next: Option<String>,
    /// How many closed cases stand how, under the same filters whatever state they name; empty on later pages.
    pub counts: Vec<WatchCount>,
    /// Whether the reader may re-check anything at all.
    pub may_re_check: bool,
}

/// What the figures of rebounds are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReboundQuery {
    /// From this day; half a year before the last day when not said.
    pub from: Option<NaiveDate>,
    /// Up to this day; today when not said.
    pub until: Option<NaiveDate>,
    /// Only in this node's subtree.
    pub node: Option<NodeId>,
    /// Only of this unit.
    pub unit: Option<UnitId>,
}

/// A line of rebound rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReboundLine {
    /// The unit, of a line by unit.
    pub unit: Option<Ref>,
    /// The item, of a line by item.
    pub item: Option<Coded>,
    /// The month, of a line by month: `2026-11`.
    pub month: Option<String>,
    /// What the line is called.
    pub name: String,
    /// The first day of what it counts.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// How many closed cases came back of how many re-checked, in percent; "—" where none was re-checked.
    pub rate: Figure,
}

/// The rebound rates 反弹率 of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReboundFigures {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Of all cases re-checked in the period.
    pub total: ReboundLine,
    /// By the unit that rectified, the highest rate first.
    pub by_unit: Vec<ReboundLine>,
    /// By item, the highest rate first.
    pub by_item: Vec<ReboundLine>,
    /// By the month of the re-check; every month of the period, also without re-checks.
    pub by_month: Vec<ReboundLine>,
    /// How many closed cases came back in the period however it was found: by a re-check, a round, a report.
    pub came_back: u64,
    /// How the watched cases stand now.
    pub watched: Vec<WatchCount>,
    /// What the rate is made of, in words.
    pub definition: String,
}

/// The survival curve at a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FixSurvivalPoint")]
pub struct FixPoint {
    /// How many days after the close-out.
    pub days: u32,
    /// How many fixes were still seen to hold just before.
    pub at_risk: u64,
    /// How many came back on this day.
    pub came_back: u64,
    /// How many went out of sight without having come back.
    pub censored: u64,
    /// The share of fixes that hold beyond this day, in percent.
    pub holds: Figure,
}

/// How long fixes hold: the product-limit estimate over the cases closed in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FixSurvival {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// How many cases were closed in the period.
    pub closed: u64,
    /// How many of them came back while they were watched.
    pub came_back: u64,
    /// For how many days a fix is watched.
    pub watch_days: u32,
    /// The curve; empty where nothing was closed.
    pub points: Vec<FixPoint>,
    /// How it is reckoned, in words.
    pub definition: String,
}

/// A hot spot 反复点位: several cases of one class at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HotSpotView {
    /// The site; null for a grid cell.
    pub site: Option<Ref>,
    /// The grid cell, or the one the site lies in.
    pub node: Ref,
    /// The names of the nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// The class: a group of the standard, or an item.
    pub class: Coded,
    /// The items of the class, for the list of its cases.
    pub items: Vec<String>,
    /// How many cases.
    pub cases: u64,
    /// How many of them are rebounds.
    pub rebounds: u64,
    /// Longitude in degrees, WGS-84: of the site, or of the middle of the cases.
    pub lon: Option<f64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
}

/// The hot spots of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HotSpotList {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// From how many cases a place is one.
    pub least: u32,
    /// The states in which a case counts for one, as the list of cases takes them.
    pub states: Vec<CaseState>,
    /// The places, those with the most cases first; at most two hundred.
    pub items: Vec<HotSpotView>,
    /// How many places there are in all.
    pub total: u64,
}
