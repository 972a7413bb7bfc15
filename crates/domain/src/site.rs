//! Sites 点位: the places that are inspected. What shape a site has (area, line, point, mobile, virtual)
//! follows from its type in the edition, so it is not repeated here.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{NodeId, SiteId, UnitId};
use crate::text::Wording;

/// A site 点位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// Its identity.
    pub id: SiteId,
    /// Its code, unique in the campaign.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its type 点位类型, a code of the edition.
    pub type_code: String,
    /// Longitude in degrees, WGS-84. A mobile or virtual site may have none.
    pub lon: Option<f64>,
    /// Latitude in degrees, WGS-84.
    pub lat: Option<f64>,
    /// The datum the place was given in, before it was converted.
    pub datum: Option<String>,
    /// The postal address or a description of the way.
    pub address: Option<String>,
    /// The deepest node that contains it.
    pub node_id: Option<NodeId>,
    /// That node's path, for reading a whole subtree.
    pub node_path: String,
    /// The unit responsible for it 责任单位.
    pub unit_id: Option<UnitId>,
    /// The supporting unit 包联单位.
    pub supporting_unit_id: Option<UnitId>,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: bool,
    /// Measures used as weights (length in metres, population …), by name.
    #[schemars(with = "BTreeMap<String, String>")]
    pub attributes: BTreeMap<String, Decimal>,
    /// Whether it is still inspected.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

/// An ownership record 权属记录: who answers for a site, or for one item at it, whatever the other rules say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ownership {
    /// The site.
    pub site_id: SiteId,
    /// The item it is about; none for all items.
    pub item_code: Option<String>,
    /// The unit that owns it.
    pub unit_id: UnitId,
    /// On what the record rests: a contract, a ruling, minutes.
    pub basis: String,
}
