//! Units 单位 and people 人员.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{PersonId, UnitId};
use wangge_domain::unit::UnitClass;

use super::{Coded, Figure, Head, Ref, StateCount};

/// What the list of units is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitQuery {
    /// Only units of this peer group.
    pub group: Option<String>,
    /// Only units whose name or code contains this.
    pub q: Option<String>,
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
}

/// A unit with everything known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnitDetail {
    /// The unit as in a list.
    #[serde(flatten)]
    pub unit: UnitSummary,
    /// All its first responsible persons, the latest first.
    pub head_history: Vec<Head>,
    /// The node it answers for.
    pub node: Option<Ref>,
    /// Its cases by state.
    pub cases: Vec<StateCount>,
    /// Its places in the latest weekly rankings, the latest first.
    pub rankings: Vec<UnitRankingLine>,
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

/// What the list of people is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonQuery {
    /// Only people whose name or code contains this.
    pub q: Option<String>,
    /// Only people of this unit.
    pub unit: Option<UnitId>,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonSummary {
    /// The person.
    pub id: PersonId,
    /// Their code.
    pub code: String,
    /// Their name.
    pub name: String,
    /// Their unit.
    pub unit: Option<Ref>,
    /// Their title.
    pub title: Option<String>,
    /// Their work telephone.
    pub phone: Option<String>,
}
