//! Nodes 网格, their people and duties, and their completeness.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{DutyId, NodeId};
use wangge_domain::text::Wording;

use super::{Coded, Figure, Geometry, Ref, SiteSummary};

/// What the list of nodes is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NodeQuery {
    /// Only the children of this node.
    pub parent: Option<NodeId>,
    /// Only nodes whose name, code or leader contains this.
    pub q: Option<String>,
    /// Only nodes of this level, 1–4.
    pub level: Option<i8>,
    /// Also nodes out of use.
    #[serde(default)]
    pub retired: bool,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A node in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodeSummary {
    /// The node.
    pub id: NodeId,
    /// Its code.
    pub code: String,
    /// Its level: 1 district, 2 street, 3 community, 4 cell; 0 and below are superior divisions.
    pub level: i8,
    /// What its level is called.
    pub level_name: String,
    /// Its name.
    pub name: String,
    /// The node it belongs to.
    pub parent_id: Option<NodeId>,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// Its leader 网格长.
    pub leader: Option<Ref>,
    /// How many nodes belong to it directly.
    pub child_count: u64,
    /// How many sites lie in its subtree.
    pub site_count: u64,
    /// Whether it has its people, duties and items.
    pub complete: bool,
    /// What it lacks, by key.
    pub missing: Vec<String>,
    /// Whether it is in use.
    pub active: bool,
}

/// A node with everything known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NodeDetail {
    /// The node as in a list.
    #[serde(flatten)]
    pub node: NodeSummary,
    /// The nodes above it from the district down, itself last.
    pub chain: Vec<ChainLink>,
    /// Its name in both languages, for editing.
    pub wording: Wording,
    /// What it is made of, in words.
    pub kind_name: String,
    /// Its people now, leaders first.
    pub people: Vec<NodePerson>,
    /// Everybody who has or had a part in it, the latest first.
    pub people_history: Vec<NodePerson>,
    /// The first responsible person 第一责任人 of its unit.
    pub unit_head: Option<Head>,
    /// All first responsible persons its unit has had, the latest first.
    pub head_history: Vec<Head>,
    /// Its duties 职责, in order.
    pub duties: Vec<DutyView>,
    /// What it lacks, in words.
    pub missing_names: Vec<Missing>,
    /// How many items of the edition in force apply to its sites.
    pub item_count: u64,
    /// Those items, in the edition's order.
    pub items: Vec<AppliedItem>,
    /// The edition in force; null when none is published.
    pub edition: Option<Ref>,
    /// The first sites in it, by code; `site_count` says how many there are.
    pub sites: Vec<SiteSummary>,
    /// How it stands.
    pub figures: NodeFigures,
    /// Its boundary in WGS-84.
    pub boundary: Option<Geometry>,
    /// Its area in square metres.
    pub area_m2: Option<i64>,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// A duty 职责.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyView {
    /// The duty.
    pub id: DutyId,
    /// What is to be done, in the language of the request.
    pub text: String,
    /// The same in both languages, for editing.
    pub wording: Wording,
}

/// An item that applies in a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AppliedItem {
    /// The item.
    pub item: Coded,
    /// What good looks like; empty where the edition does not say.
    pub criterion: String,
    /// Whether one lost point sets the whole site to its floor 一票否决.
    pub veto: bool,
    /// At which types of its sites.
    pub types: Vec<Coded>,
}

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// The first day.
    pub since: NaiveDate,
    /// The last day; null while it lasts.
    pub until: Option<NaiveDate>,
}

/// A node in a chain from the district down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChainLink {
    /// The node.
    pub id: NodeId,
    /// Its code.
    pub code: String,
    /// Its level.
    pub level: i8,
    /// What its level is called.
    pub level_name: String,
    /// Its name.
    pub name: String,
}

/// A person serving in a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodePerson {
    /// `leader`, `worker` or `contact`.
    pub role: String,
    /// What the role is called.
    pub role_name: String,
    /// The person.
    pub person: Ref,
    /// Their title.
    pub title: Option<String>,
    /// Their work telephone.
    pub phone: Option<String>,
    /// Since when.
    pub since: NaiveDate,
    /// Until when; null while it lasts.
    pub until: Option<NaiveDate>,
}

/// A first responsible person 第一责任人.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    /// The person.
    pub person: Ref,
    /// Since when.
    pub since: NaiveDate,
    /// Until when; null while in office.
    pub until: Option<NaiveDate>,
}

/// Something a node lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// Its key.
    pub key: String,
    /// What is lacking, in words.
    pub name: String,
}

/// How a node's subtree stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodeFigures {
    /// Its score in the last closed round.
    pub score: Option<Figure>,
    /// Open cases.
    pub open: u64,
    /// Open cases past their deadline.
    pub overdue: u64,
    /// Lost points in the last closed round.
    pub lost: u64,
}

/// What the completeness list is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompletenessQuery {
    /// Only nodes of this level, 1–4.
    pub level: Option<i8>,
    /// Only nodes in this node's subtree.
    pub node: Option<NodeId>,
}

/// Whether the grid is complete: 有人、有事、有标准.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Completeness {
    /// The edition in force whose items count; null when none is published.
    pub edition: Option<Ref>,
    /// How many nodes count.
    pub total: u64,
    /// How many of them are complete.
    pub complete: u64,
    /// The same by level.
    pub by_level: Vec<LevelCompleteness>,
    /// The same by street, each with all below it.
    pub by_street: Vec<StreetCompleteness>,
    /// How many nodes lack what.
    pub by_missing: Vec<MissingCount>,
    /// The incomplete nodes.
    pub items: Vec<IncompleteNode>,
}

/// The completeness of a street with all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StreetCompleteness {
    /// The street.
    pub node: Ref,
    /// How many nodes it has, itself included.
    pub total: u64,
    /// How many of them are complete.
    pub complete: u64,
}

/// How many nodes lack something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MissingCount {
    /// Its key.
    pub key: String,
    /// What is lacking, in words.
    pub name: String,
    /// How many nodes lack it.
    pub count: u64,
}

/// The completeness of a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LevelCompleteness {
    /// The level, 1–4.
    pub level: i8,
    /// What it is called.
    pub level_name: String,
    /// How many nodes it has.
    pub total: u64,
    /// How many of them are complete.
    pub complete: u64,
}

/// A node that lacks something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IncompleteNode {
    /// The node.
    pub node: Ref,
    /// Its level.
    pub level: i8,
    /// What its level is called.
    pub level_name: String,
    /// The names from the district down, apart by " / ".
    pub chain_name: String,
    /// The street it lies in; null above the streets.
    pub street: Option<Ref>,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// What it lacks.
    pub missing: Vec<Missing>,
}
