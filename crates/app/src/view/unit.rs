//! Units 单位.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::UnitId;
use wangge_domain::text::Wording;
use wangge_domain::unit::UnitClass;

use super::{Coded, Figure, Head, Ref, SiteSummary, StateCount};

/// What the list of units is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitQuery {
    /// Only units of this peer group.
    pub group: Option<String>,
    /// Only units whose name, code or head contains this.
    pub q: Option<String>,
    /// Only units of this class.
    pub class: Option<UnitClass>,
    /// Also units out of use.
    #[serde(default)]
    pub retired: bool,
    /// In which order; by code when not said.
    pub sort: Option<UnitSort>,
    /// Where the page begins: the `next` of the page before.
    pub cursor: Option<String>,
    /// How many on a page, at most 500; all of them when not said.
    pub limit: Option<u32>,
}

/// The order of a list of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitSort {
    /// By code.
    #[default]
    Code,
    /// By name.
    Name,
    /// By open cases, the most first.
    Open,
    /// By overdue cases, the most first.
    Overdue,
}

/// A unit in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitSummary {
    /// The unit.
    pub id: UnitId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: UnitClass,
    /// What its class is called.
    pub class_name: String,
    /// The peer group 考核分组 it is ranked in.
    pub peer_group: Option<Coded>,
    /// Its first responsible person 第一责任人.
    pub head: Option<Ref>,
    /// Open cases in its hand.
    pub open: u64,
    /// Open cases past their deadline.
    pub overdue: u64,
    /// How many nodes it answers for.
    pub node_count: u64,
    /// Whether it is in use.
    pub active: bool,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// A unit with everything known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnitDetail {
    /// The unit as in a list.
    #[serde(flatten)]
    pub unit: UnitSummary,
    /// All its first responsible persons, the latest first.
    pub head_history: Vec<Head>,
    /// Its name in both languages, for editing.
    pub wording: Wording,
    /// The territory it stands for.
    pub node: Option<Ref>,
    /// The unit above it.
    pub parent: Option<Ref>,
    /// The nodes it answers for, parents before children; at most 200.
    pub nodes: Vec<UnitNode>,
    /// The sites it is responsible for, by code; at most 200.
    pub sites: Vec<SiteSummary>,
    /// How many sites it is responsible for.
    pub site_count: u64,
    /// How many people belong to it.
    pub person_count: u64,
    /// Its cases by state.
    pub cases: Vec<StateCount>,
    /// Its places in the latest weekly rankings, the latest first.
    pub rankings: Vec<UnitRankingLine>,
}

/// A node in a unit's charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitNode {
    /// The node.
    pub node: Ref,
    /// What its level is called.
    pub level_name: String,
    /// Its leader 网格长.
    pub leader: Option<Ref>,
    /// Whether it has its people, duties and items.
    pub complete: bool,
}

/// A unit's place in a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitRankingLine {
    /// The period, such as `week:2026-W47`.
    pub period: String,
    /// Its rank in its peer group; null when it was not ranked.
    pub rank: Option<u32>,
    /// Its total.
    pub total: Figure,
    /// How many were ranked.
    pub of: u64,
}
