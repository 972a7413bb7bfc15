//! Duty changes 职责变更 of nodes and sites.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::duty_change::{DutyChangeState, DutyPart};
use wangge_domain::ids::{DutyChangeId, NodeId, SiteId, UnitId};
use wangge_domain::time::Timestamp;

use super::Ref;

/// What a duty change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyNoun {
    /// A node.
    Node,
    /// A site.
    Site,
}

/// In what order duty changes are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyChangeSort {
    /// By day, the first day first.
    #[default]
    Day,
    /// By day, the last day first.
    Latest,
    /// By node or site, then by day.
    Subject,
}

/// Which duty changes are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyChangeQuery {
    /// Of this node, not of what is below it.
    pub node: Option<NodeId>,
    /// Of this site.
    pub site: Option<SiteId>,
    /// In this state.
    pub state: Option<DutyChangeState>,
    /// In which this unit takes over or gives up.
    pub unit: Option<UnitId>,
    /// With this in node, site, unit or basis.
    pub q: Option<String>,
    /// The order.
    pub sort: Option<DutyChangeSort>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many, 50 by default, 500 at most.
    pub limit: Option<u32>,
}

/// A duty change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyChangeView {
    /// The change.
    pub id: DutyChangeId,
    /// Whether it is about a node or a site.
    pub noun: DutyNoun,
    /// That node or site.
    pub subject: Ref,
    /// The names of its nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// What passes over.
    pub part: DutyPart,
    /// That in words.
    pub part_name: String,
    /// The unit that takes over; null where nobody does.
    pub unit: Option<Ref>,
    /// The unit it passes from; null where nobody has it, or where the change never was.
    pub from_unit: Option<Ref>,
    /// The first day of the new unit.
    pub effective_on: NaiveDate,
    /// On what it rests.
    pub basis: String,
    /// From when who answers, in a sentence.
    pub sentence: String,
    /// How far it is.
    pub state: DutyChangeState,
    /// That in words.
    pub state_name: String,
    /// Why it could not take effect, in a sentence; null where it did not fail.
    pub reason: Option<String>,
    /// Who planned it, by name.
    pub planned_by: String,
    /// When.
    pub planned_at: Timestamp,
    /// Who brought it into its state, by name; null while it is planned.
    pub ended_by: Option<String>,
    /// When.
    pub ended_at: Option<Timestamp>,
    /// Whether the reader may withdraw it, and effect it where it failed.
    pub editable: bool,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// A duty change to be planned.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDutyChange {
    /// Its identity, made by the client.
    pub id: DutyChangeId,
    /// The node; of node and site exactly one is named.
    #[serde(default)]
    pub node_id: Option<NodeId>,
    /// The site.
    #[serde(default)]
    pub site_id: Option<SiteId>,
    /// What passes over. A node has no supporting unit.
    pub part: DutyPart,
    /// The unit that takes over; null where nobody does. It must be said.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schemars(with = "Option<UnitId>")]
    pub unit_id: Option<UnitId>,
    /// The first day of the new unit: from tomorrow on, within two years.
    pub effective_on: NaiveDate,
    /// On what it rests: a document number, minutes; at most 200 characters.
    pub basis: String,
}
