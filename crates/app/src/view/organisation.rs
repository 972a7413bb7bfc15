//! The organisation 组织架构: nodes with the persons in charge, and units by class.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::unit::UnitClass;

use super::Ref;

/// The organisation of the campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    /// The nodes in use, parents before children.
    pub nodes: Vec<OrganisationNode>,
    /// The units in use by class.
    pub classes: Vec<OrganisationClass>,
}

/// A node of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrganisationNode {
    /// The node.
    pub node: Ref,
    /// The code of the node above it; null at the top.
    pub above: Option<String>,
    /// Its level.
    pub level: i8,
    /// What its level is called.
    pub level_name: String,
    /// Leaders 网格长.
    pub leaders: Vec<String>,
    /// Workers 网格员.
    pub workers: Vec<String>,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// That unit's first responsible person 第一责任人.
    pub head: Option<String>,
}

/// The units of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrganisationClass {
    /// The class.
    pub class: UnitClass,
    /// What it is called.
    pub class_name: String,
    /// Its units, by code.
    pub units: Vec<OrganisationUnit>,
}

/// A unit of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrganisationUnit {
    /// The unit.
    pub unit: Ref,
    /// Its first responsible person 第一责任人.
    pub head: Option<Ref>,
    /// How many people belong to it.
    pub people: u64,
}
