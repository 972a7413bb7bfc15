//! Routing: which unit answers for a problem. Place gives the territorial unit, the item gives the
//! department, an ownership record on the site beats both. The rules are an ordered table, and the answer
//! says which one fired and why those before it did not.

mod rules;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{NodeId, UnitId};
use crate::text::Message;

pub use rules::route;

vocabulary! {
    /// A rule that can name the handling unit.
    RoutingRule in "case-rule" {
        /// An ownership record on the site 权属记录.
        OwnershipRecord = "ownership_record",
        /// The department the item falls to 项目主责部门.
        ItemDepartment = "item_department",
        /// The unit responsible for the site 点位责任单位.
        SiteUnit = "site_unit",
        /// The unit of the territory, from the deepest node upward 属地单位.
        TerritorialUnit = "territorial_unit",
        /// The office named the unit itself 人工指定.
        Office = "office",
    }
}

/// The order in which rules are asked, as the campaign sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RoutingTable {
    /// The rules in their order; `office` in it never fires by itself.
    pub rules: Vec<RoutingRule>,
    /// Whether the territorial unit assists 协办 when another rule names the main unit.
    pub territory_assists: bool,
}

impl Default for RoutingTable {
    fn default() -> Self {
        Self {
            rules: vec![
                RoutingRule::OwnershipRecord,
                RoutingRule::ItemDepartment,
                RoutingRule::SiteUnit,
                RoutingRule::TerritorialUnit,
            ],
            territory_assists: true,
        }
    }
}

/// A unit as routing sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitRef {
    /// The unit.
    pub id: UnitId,
    /// Its name in the language of whoever reads the reasons.
    pub name: String,
    /// Whether it still takes cases.
    pub active: bool,
}

/// An ownership record of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipFact {
    /// The item it is about; none for all.
    pub item_code: Option<String>,
    /// The owner.
    pub unit: UnitRef,
}

/// The department an item falls to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentFact {
    /// The unit code the edition names.
    pub code: String,
    /// The unit of that code, when there is one.
    pub unit: Option<UnitRef>,
}

/// A node on the way up from the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeFact {
    /// The node.
    pub node_id: NodeId,
    /// Its name.
    pub name: String,
    /// The unit that answers for it.
    pub unit: Option<UnitRef>,
}

/// All that routing asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutingFacts {
    /// The item offended, if any.
    pub item_code: Option<String>,
    /// The ownership records of the site.
    pub ownerships: Vec<OwnershipFact>,
    /// The department the item falls to; none when the edition leaves it to the territory.
    pub department: Option<DepartmentFact>,
    /// The unit responsible for the site.
    pub site_unit: Option<UnitRef>,
    /// The chain of nodes that contains the place, the deepest first.
    pub nodes: Vec<NodeFact>,
}

/// One rule that was asked, and what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// The rule.
    pub rule: RoutingRule,
    /// The unit it names, when it fired.
    pub unit_id: Option<UnitId>,
    /// Why it fired or did not.
    pub why: Message,
}

/// Where a problem goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Routed {
    /// The main handling unit 主办; none when no rule fired and the office must decide.
    pub unit_id: Option<UnitId>,
    /// The rule that fired.
    pub rule: Option<RoutingRule>,
    /// The assisting units 协办.
    pub assisting: Vec<UnitId>,
    /// Every rule asked, in order, up to the one that fired.
    pub asked: Vec<Asked>,
}
