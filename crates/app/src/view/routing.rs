//! Routing 派遣规则: the table of rules, trying it out, and what in it leads nowhere.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::Source;
use wangge_domain::ids::{CaseId, NodeId, RoutingRuleId, SiteId};
use wangge_domain::routing::{HintKind, RoutingRule, Rule, RuleOutcome};
use wangge_domain::time::Timestamp;
use wangge_geo::datum::Datum;

use super::{Coded, Ref};

/// A problem that is only thought of, or that of a case: at a site, at a place, or somewhere in a node.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceQuery {
    /// A case, whose facts stand for all others that are not given.
    pub case: Option<CaseId>,
    /// The site.
    pub site: Option<SiteId>,
    /// Without a site: longitude in degrees.
    pub lon: Option<f64>,
    /// Without a site: latitude in degrees.
    pub lat: Option<f64>,
    /// The datum of both; WGS-84 when not said.
    pub datum: Option<Datum>,
    /// Without a site or place: the node.
    pub node: Option<NodeId>,
    /// The item.
    pub item: Option<String>,
    /// How it came to be known.
    pub source: Option<Source>,
    /// When it was seen; now when not said.
    pub seen: Option<Timestamp>,
    /// The day it is sent; today when not said. On a day to come, planned duty changes have come by then.
    pub on: Option<NaiveDate>,
}

/// What a rule said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TracedRule {
    /// The row of the table.
    pub id: RoutingRuleId,
    /// Its number, from 1.
    pub number: u32,
    /// What it names the unit by.
    pub rule: RoutingRule,
    /// Its name.
    pub rule_name: String,
    /// What became of it; null for a rule that was not asked because one before it decided.
    pub outcome: Option<RuleOutcome>,
    /// That in words.
    pub outcome_name: Option<String>,
    /// The unit it sends to; null where it did not fire.
    pub unit: Option<Ref>,
    /// Why it fired or did not; null for a rule that was not asked because one before it decided.
    pub why: Option<String>,
}

/// Where a case was sent, as its record has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordedRoute {
    /// The case.
    pub case: Ref,
    /// The unit; null while it was not sent.
    pub unit: Option<Ref>,
    /// The rule that named it; null while it was not sent.
    pub rule_text: Option<String>,
    /// When; null while it was not sent.
    pub at: Option<Timestamp>,
    /// Whether the rules of today send it to the same unit.
    pub same: bool,
    /// How that differs, in a sentence; null where it does not.
    pub difference: Option<String>,
}

/// Where a problem would go, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingTrace {
    /// Where it lies, from the district down.
    pub place: String,
    /// The site, where it is at one.
    pub site: Option<Ref>,
    /// The item.
    pub item: Option<Coded>,
    /// How it came to be known.
    pub source: Option<Source>,
    /// When it was seen.
    pub seen: Timestamp,
    /// The day it is sent.
    pub on: NaiveDate,
    /// The handling unit; null when the office must decide.
    pub unit: Option<Ref>,
    /// Why the office must decide, where a rule points to a unit out of use.
    pub flag: Option<String>,
    /// The assisting units.
    pub assisting: Vec<Ref>,
    /// The rules in their order.
    pub rules: Vec<TracedRule>,
    /// Where the case was sent; null for a problem that is only thought of.
    pub recorded: Option<RecordedRoute>,
}

/// Something to be known of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingHint {
    /// What.
    pub kind: HintKind,
    /// That in a word.
    pub name: String,
    /// Whether it asks for something to be done.
    pub grave: bool,
    /// The sentence.
    pub sentence: String,
}

/// A rule of the table, in words and as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RoutingRuleView")]
pub struct RuleView {
    /// Its number, from 1.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// What names the unit, in words.
    pub target_name: String,
    /// The unit it names.
    pub unit: Option<Ref>,
    /// The units that assist.
    pub assisting: Vec<Ref>,
    /// Its conditions, each a phrase; none where it asks for nothing.
    pub conditions: Vec<String>,
    /// Whether it is in force today.
    pub in_force: bool,
    /// What is to be known of it.
    pub hints: Vec<RoutingHint>,
    /// The rule itself.
    pub rule: Rule,
}

/// The table of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingRules {
    /// The rules in their order.
    pub rules: Vec<RuleView>,
    /// Whether the territorial unit assists when another rule names the main unit.
    pub territory_assists: bool,
    /// When it was saved; null while it is as the campaign began.
    pub saved_at: Option<Timestamp>,
    /// By whom.
    pub saved_by: Option<String>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// The local day.
    pub today: NaiveDate,
    /// Which version it is.
    pub version: i64,
}

/// The whole table, as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SaveRoutingRules")]
pub struct SaveRules {
    /// The rules in their order.
    pub rules: Vec<Rule>,
    /// Whether the territorial unit assists.
    pub territory_assists: bool,
}

/// A draft of the table, tried before it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TryRoutingRules")]
pub struct TryRules {
    /// The rules in their order.
    pub rules: Vec<Rule>,
    /// Whether the territorial unit assists.
    pub territory_assists: bool,
    /// On how many of the latest cases, at most 1000; with 0 only the draft itself is looked through.
    #[serde(default)]
    pub last: u32,
    /// As if they were sent on this day; today when not said.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// A case a draft would send elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutedElsewhere {
    /// The case.
    pub case: Ref,
    /// What is wrong.
    pub description: String,
    /// The unit by the table as it is; null when the office must decide.
    pub from: Option<Ref>,
    /// The rule of it that decides.
    pub from_rule: String,
    /// The unit by the draft; null when the office must decide.
    pub to: Option<Ref>,
    /// The rule of it that decides.
    pub to_rule: String,
}

/// How many cases go from one unit to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingFlow {
    /// The unit by the table as it is; null for the office.
    pub from: Option<Ref>,
    /// The unit by the draft; null for the office.
    pub to: Option<Ref>,
    /// How many.
    pub count: u64,
}

/// What a draft of the table would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingTrial {
    /// The draft in words, with what is to be known of each rule.
    pub rules: Vec<RuleView>,
    /// The day the cases are sent on.
    pub on: NaiveDate,
    /// How many cases were tried.
    pub tried: u64,
    /// How many of them would go elsewhere.
    pub moved: u64,
    /// From which unit to which, most first.
    pub flows: Vec<RoutingFlow>,
    /// Those that would go elsewhere, the latest first, at most 100.
    pub cases: Vec<RoutedElsewhere>,
}

/// What leads to a unit that takes no more cases, or to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoutingFaultOf {
    /// A rule of the table.
    Rule,
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
    /// The thing; a rule goes by its number; an item has no identity, and zeros stand for it.
    pub about: Ref,
    /// The unit, where there is one.
    pub unit: Option<Ref>,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// Everything in the rules that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoutingFaults {
    /// Rules, items, owners, sites, nodes, in this order.
    pub items: Vec<RoutingFault>,
}
