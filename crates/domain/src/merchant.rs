//! Merchants 商户: the shops along the streets, each with the legal person 法人 that answers for the front of the shop
//! and whether the pledge 门前三包责任书 was signed. Nothing about anybody else is kept.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{MerchantId, NodeId};
use crate::text::Wording;

/// A merchant 商户.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Merchant {
    /// Its identity.
    pub id: MerchantId,
    /// Its code, unique in the campaign: the credit code or the register's own.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// What it sells, in the office's own words: 餐饮, 零售, 维修 …
    pub kind: String,
    /// The legal person 法人 who signs for it.
    pub legal_person: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// Longitude in degrees, WGS-84.
    pub lon: Option<f64>,
    /// Latitude in degrees, WGS-84.
    pub lat: Option<f64>,
    /// The datum the place was given in.
    pub datum: Option<String>,
    /// The deepest node that contains it.
    pub node_id: Option<NodeId>,
    /// That node's path.
    pub node_path: String,
    /// The day its pledge was signed; none when it was not.
    pub pledged_on: Option<NaiveDate>,
    /// Whether it is still in business.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

impl Merchant {
    /// Whether its pledge was signed by a day.
    pub fn pledged_by(&self, day: NaiveDate) -> bool {
        self.pledged_on.is_some_and(|signed| signed <= day)
    }
}
