//! From a place to the nodes that contain it and the unit that answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_geo::datum::Datum;

use super::{ChainLink, Ref};

/// What a place is asked.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocateQuery {
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// The datum of both; WGS-84 when not said.
    pub datum: Option<Datum>,
    /// An item, to learn which unit would handle a problem with it here.
    pub item: Option<String>,
}

/// Where a place lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Located {
    /// The nodes that contain it, from the district down; empty outside.
    pub chain: Vec<ChainLink>,
    /// The unit of the deepest of them that has one.
    pub territorial_unit: Option<Ref>,
    /// The site nearest by.
    pub nearest_site: Option<NearestSite>,
    /// Who would handle a problem with the item; null when no item was named.
    pub handling: Option<Handling>,
    /// The place in WGS-84.
    pub position: GivenPosition,
}

/// A position.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GivenPosition {
    /// Longitude in degrees, WGS-84.
    pub lon: f64,
    /// Latitude in degrees, WGS-84.
    pub lat: f64,
    /// The datum it was given in.
    pub datum: Datum,
}

/// The site nearest to a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NearestSite {
    /// The site.
    pub site: Ref,
    /// How far it is, in metres.
    pub distance_m: f64,
}

/// Who handles a problem, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Handling {
    /// The handling unit.
    pub unit: Ref,
    /// The routing rule that fired.
    pub rule: String,
    /// What the rule says, in words.
    pub rule_name: String,
    /// The unit that assists 协办.
    pub assisting: Option<Ref>,
}
