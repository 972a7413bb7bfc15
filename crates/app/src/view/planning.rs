//! What planning a round chooses from, and the random draw.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{EditionId, NodeId, PersonId, SiteId, UnitId};
use wangge_domain::round::{RoundKind, RoundSettings};
use wangge_domain::text::Wording;

use super::{Coded, Ref, RoundEdition};

/// What a new round of a kind would be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundProposal {
    /// The kind.
    pub kind: RoundKind,
    /// What it is called.
    pub kind_name: String,
    /// The next number.
    pub number: i64,
    /// A name in both languages.
    pub name: Wording,
}

/// A site that may be in a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteCandidate {
    /// The site.
    pub id: SiteId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its type.
    #[serde(rename = "type")]
    pub type_code: String,
    /// The nodes it lies in, from the district down.
    pub nodes: Vec<NodeId>,
    /// Longitude in degrees, WGS-84.
    pub lon: Option<f64>,
    /// Latitude in degrees, WGS-84.
    pub lat: Option<f64>,
    /// The unit that answers for it.
    pub unit_id: Option<UnitId>,
    /// The unit that supports it.
    pub supporting_unit_id: Option<UnitId>,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: bool,
}

/// A node to choose sites by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodeChoice {
    /// The node.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: i8,
}

/// Somebody who may inspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InspectorChoice {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The unit the person belongs to.
    pub unit: Option<Ref>,
    /// Whether the person has an inspector's account.
    pub has_account: bool,
}

/// What planning a round is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoicesQuery {
    /// Sites whose type this edition knows; the edition in force when not said.
    pub edition: Option<EditionId>,
}

/// What planning a round chooses from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundChoices {
    /// The published editions, the one in force first.
    pub editions: Vec<RoundEdition>,
    /// The edition the sites were chosen by.
    pub edition_id: EditionId,
    /// What a new round of each kind would be called.
    pub proposals: Vec<RoundProposal>,
    /// The site types of the edition.
    pub types: Vec<Coded>,
    /// The nodes, from the district down.
    pub nodes: Vec<NodeChoice>,
    /// The sites that may be in it, by code.
    pub sites: Vec<SiteCandidate>,
    /// Who may inspect, inspectors with an account first.
    pub inspectors: Vec<InspectorChoice>,
    /// Today.
    pub today: NaiveDate,
}

/// A random draw: so many sites of each type from a seed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteDraw {
    /// Any words; the same words draw the same sites.
    pub seed: String,
    /// How many of each type.
    pub counts: BTreeMap<String, u32>,
    /// Only sites in this node's subtree.
    #[serde(default)]
    pub node: Option<NodeId>,
}

/// What a draw is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawSites {
    /// The edition the round will be judged by.
    pub edition_id: EditionId,
    /// The draw.
    pub draw: SiteDraw,
}

/// What was drawn of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DrawnType {
    /// The type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// How many were asked for.
    pub asked: u64,
    /// From how many.
    pub candidates: u64,
    /// The sites, in the order drawn.
    pub site_ids: Vec<SiteId>,
}

/// What was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Drawn {
    /// The seed.
    pub seed: String,
    /// By type.
    pub types: Vec<DrawnType>,
    /// How anyone can check it.
    pub rule: String,
}

/// A round's name and days, in place of those before. Once it is open its first day stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendRound {
    /// Its name in both languages.
    pub name: Wording,
    /// The first day of visits.
    pub opens_on: NaiveDate,
    /// The last day of visits, not before the first.
    pub closes_on: NaiveDate,
    /// What inspectors see and what photographs are stamped with; as before where it is not said.
    #[serde(default)]
    pub settings: Option<RoundSettings>,
}
