//! Sites 点位 and their history.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{NodeId, RoundId, SiteId, UnitId, VisitId};

use super::{CaseSummary, Coded, Figure, Ref, RoundSummary, VisitSummary};

/// The order of the list of sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteSort {
    /// By code.
    #[default]
    Code,
    /// By name.
    Name,
    /// The lowest score first.
    Score,
    /// The most open cases first.
    Open,
}

/// What the list of sites is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteQuery {
    /// Only sites of this type.
    #[serde(rename = "type")]
    pub site_type: Option<String>,
    /// Only sites in this node's subtree.
    pub node: Option<NodeId>,
    /// Only sites this unit answers for.
    pub unit: Option<UnitId>,
    /// Only demonstration sites, or only others.
    pub demonstration: Option<bool>,
    /// Only sites whose name or code contains this.
    pub q: Option<String>,
    /// The order.
    pub sort: Option<SiteSort>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// The most items of a page, 1–500; 50 when not said.
    pub limit: Option<u32>,
}

/// A site in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteSummary {
    /// The site.
    pub id: SiteId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// The deepest node it lies in.
    pub node: Ref,
    /// The names of the nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// Its supporting unit 包联单位.
    pub supporting_unit: Option<Ref>,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: bool,
    /// Longitude in degrees, WGS-84.
    pub lon: f64,
    /// Latitude in degrees, WGS-84.
    pub lat: f64,
    /// Its score in the last closed round.
    pub score: Option<Figure>,
    /// The change against the closed round before.
    pub change: Option<Figure>,
    /// Open cases at it.
    pub open: u64,
    /// Open cases past their deadline.
    pub overdue: u64,
}

/// A site with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteDetail {
    /// The site as in a list.
    #[serde(flatten)]
    pub site: SiteSummary,
    /// Its address.
    pub address: String,
    /// Its attributes, such as length or population, as decimals in text.
    pub attributes: BTreeMap<String, String>,
    /// What it scored in each round, the latest first.
    pub rounds: Vec<SiteRound>,
    /// The visits to it, the latest first.
    pub visits: Vec<VisitSummary>,
    /// The cases at it, the latest first.
    pub cases: Vec<CaseSummary>,
    /// How many items of the edition in force apply to it.
    pub item_count: u64,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// What a site scored in a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteRound {
    /// The round.
    pub round: RoundSummary,
    /// Its score.
    pub score: Figure,
    /// The points it lost.
    pub lost: Figure,
    /// The visit it was scored by.
    pub visit_id: Option<VisitId>,
}

/// What the explanation of one site is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteExplanationQuery {
    /// The round; the last closed one when not said.
    pub round: Option<RoundId>,
}
