//! The map 一张图: nodes and sites with what colours them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::figure::Exact;
use wangge_domain::ids::{NodeId, RoundId, SiteId};

use super::{Features, Ref};

/// What the map is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MapQuery {
    /// Scores of this round; otherwise of the last closed one.
    pub round: Option<RoundId>,
    /// Only nodes of this level, 1–4.
    pub level: Option<i8>,
}

/// Everything a map of the district shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DistrictMap {
    /// West, south, east, north in degrees; null when no node has a boundary.
    pub bbox: Option<[f64; 4]>,
    /// The round whose scores colour it.
    pub round: Option<RoundId>,
    /// The nodes with their boundaries.
    pub nodes: Features<MapNode>,
    /// The sites.
    pub sites: Features<MapSite>,
}

/// What the map says of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MapNode {
    /// The node.
    pub id: NodeId,
    /// Its code.
    pub code: String,
    /// Its level, 1–4.
    pub level: i8,
    /// Its name.
    pub name: String,
    /// The node it belongs to.
    pub parent_id: Option<NodeId>,
    /// Its exact score.
    pub score: Option<Exact>,
    /// Its score as shown; "—" where there is none.
    pub shown: String,
    /// Open cases in its subtree.
    pub open: u64,
    /// Open cases past their deadline in its subtree.
    pub overdue: u64,
    /// Lost points in its subtree in the round.
    pub lost: u64,
    /// Whether it has its people, duties and items.
    pub complete: bool,
}

/// What the map says of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MapSite {
    /// The site.
    pub id: SiteId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its site type.
    #[serde(rename = "type")]
    pub site_type: String,
    /// The site type's name.
    pub type_name: String,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: bool,
    /// Its exact score.
    pub score: Option<Exact>,
    /// Its score as shown; "—" where there is none.
    pub shown: String,
    /// Open cases at it.
    pub open: u64,
    /// Open cases past their deadline.
    pub overdue: u64,
    /// The deepest node it lies in.
    pub node_id: NodeId,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
}
