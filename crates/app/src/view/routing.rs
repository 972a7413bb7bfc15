//! Routing 派遣规则: trying it out, and what in it leads nowhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::SiteId;
use wangge_domain::routing::RoutingRule;
use wangge_geo::datum::Datum;

use super::Ref;

/// A problem that is only thought of: at a site or at a place.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceQuery {
    /// The site.
    pub site: Option<SiteId>,
    /// Without a site: longitude in degrees.
    pub lon: Option<f64>,
    /// Without a site: latitude in degrees.
    pub lat: Option<f64>,
    /// The datum of both; WGS-84 when not said.
    pub datum: Option<Datum>,
    /// The item.
    pub item: Option<String>,
}

/// What a rule said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TracedRule {
    /// The rule.
    pub rule: RoutingRule,
    /// Its name.
    pub rule_name: String,
    /// The unit it names; null where it did not fire.
    pub unit: Option<Ref>,
    /// Why it fired or did not; null for a rule that was not asked because one before it fired.
    pub why: Option<String>,
}

/// Where a problem would go, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingTrace {
    /// Where it lies, from the district down.
    pub place: String,
    /// The handling unit; null when the office must decide.
    pub unit: Option<Ref>,
    /// The assisting unit.
    pub assisting: Option<Ref>,
    /// The rules in their order.
    pub rules: Vec<TracedRule>,
}

/// What leads to a unit that takes no more cases, or to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoutingFaultOf {
    /// The department of an item.
    Item,
    /// The owner of a site, or of an item at it.
    Ownership,
    /// The unit responsible for a site.
    Site,
    /// The unit of a node.
    Node,
}

/// A thing whose problems a rule would send nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingFault {
    /// What kind of thing it is.
    pub of: RoutingFaultOf,
    /// The thing; an item has no identity, and zeros stand for it.
    pub about: Ref,
    /// The unit, where there is one.
    pub unit: Option<Ref>,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// Everything in the rules that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingFaults {
    /// Items, owners, sites, nodes, in this order.
    pub items: Vec<RoutingFault>,
}
