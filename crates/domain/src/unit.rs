//! Units 单位: the organisations that answer for places and are ranked in peer groups.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{NodeId, PersonId, UnitId};
use crate::text::Wording;

vocabulary! {
    /// What sort of organisation a unit is.
    UnitClass in "round-unit_class" {
        /// A street office or town government 街道/乡镇.
        Street = "street",
        /// A department of the district 部门.
        Department = "department",
        /// A residents' or villagers' committee 社区/村.
        Community = "community",
        /// An enterprise 企业.
        Enterprise = "enterprise",
        /// A unit stationed in the district but not under it 驻区单位.
        ResidentUnit = "resident_unit",
        /// A merchant 商户.
        Merchant = "merchant",
    }
}

/// A unit 单位.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unit {
    /// Its identity.
    pub id: UnitId,
    /// Its code, unique in the campaign.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// What sort of organisation it is.
    pub class: UnitClass,
    /// The peer group 考核分组 it is ranked in; without one it is not ranked.
    pub peer_group: Option<String>,
    /// The unit above it.
    pub parent_id: Option<UnitId>,
    /// The territory it answers for.
    pub node_id: Option<NodeId>,
    /// Whether it still takes cases.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

/// Who is or was a unit's first responsible person 第一责任人.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitHead {
    /// The unit.
    pub unit_id: UnitId,
    /// The person.
    pub person_id: PersonId,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; none while in office.
    pub until: Option<NaiveDate>,
}

impl UnitHead {
    /// Whether the person is the first responsible person on this day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}
