//! Merchants 商户.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{MerchantId, NodeId};

use super::Ref;

/// In what order merchants are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MerchantSort {
    /// By code.
    #[default]
    Code,
    /// By name.
    Name,
    /// Those without a pledge first, then by the day it was signed.
    Pledge,
}

/// Which merchants are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MerchantQuery {
    /// With this in code, name, legal person or address.
    pub q: Option<String>,
    /// Of this trade.
    pub kind: Option<String>,
    /// In this node.
    pub node: Option<NodeId>,
    /// Only those with, or without, a signed pledge.
    pub pledged: Option<bool>,
    /// The order.
    pub sort: Option<MerchantSort>,
    /// After this page.
    pub cursor: Option<String>,
    /// How many, 50 by default, 500 at most.
    pub limit: Option<u32>,
}

/// A merchant in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MerchantSummary {
    /// The merchant.
    pub id: MerchantId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it sells.
    pub kind: String,
    /// The legal person 法人.
    pub legal_person: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// Longitude, WGS-84.
    pub lon: Option<f64>,
    /// Latitude, WGS-84.
    pub lat: Option<f64>,
    /// The deepest node it lies in.
    pub node: Ref,
    /// The nodes from the district down.
    pub chain_name: String,
    /// The day its pledge 门前三包责任书 was signed; null when it was not.
    pub pledged_on: Option<NaiveDate>,
}
