//! The table of rules: rows in their order, each in force for its days.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Conditions, RoutingRule, RoutingTable};
use crate::ids::{RoutingRuleId, UnitId};
use crate::text::Lang;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RoutingTableRule")]
pub struct Rule {
    /// Its identity, made by whoever adds it; a successor from a later day has its own.
    pub id: RoutingRuleId,
    /// Its name; may be empty only for a rule that does not name a unit, which then goes by its target.
    #[serde(default)]
    pub name: String,
    /// Whether it is in use at all.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// The first day it is in force; none for ever before.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day it is in force; none for ever after.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// When it applies.
    #[serde(default)]
    pub conditions: Conditions,
    /// What names the unit.
    pub target: RoutingRule,
    /// The unit, for a rule that names one itself.
    #[serde(default)]
    pub unit_id: Option<UnitId>,
    /// The units that assist 协办, beside the territory.
    #[serde(default)]
    pub assisting: Vec<UnitId>,
    /// On what it rests: a list of duties, minutes, a contract.
    #[serde(default)]
    pub basis: String,
}

const fn yes() -> bool {
    true
}

impl Rule {
    /// A rule without conditions that takes the unit from what the register says.
    pub fn built_in(target: RoutingRule) -> Self {
        // The number only tells the rows of a table apart that nobody has edited yet.
        let place = RoutingRule::ALL.iter().position(|one| *one == target).unwrap_or_default();
        Self {
            id: RoutingRuleId(Uuid::from_u128(1 + place as u128)),
            name: String::new(),
            enabled: true,
            from: None,
            until: None,
            conditions: Conditions::default(),
            target,
            unit_id: None,
            assisting: Vec::new(),
            basis: String::new(),
        }
    }

    /// Its name, or what it names the unit by.
    pub fn name(&self, lang: Lang) -> String {
        if self.name.trim().is_empty() { self.target.wording(lang) } else { self.name.clone() }
    }

    /// Whether it is in force on a day.
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.enabled && self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }

    /// The units it names, main and assisting.
    pub fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        let main = self.unit_id.filter(|_| self.target == RoutingRule::NamedUnit);
        main.into_iter().chain(self.assisting.iter().copied())
    }
}

/// The table in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTable {
    /// Which version it is; the table a campaign begins with is the first.
    pub version: i64,
    /// The rules in their order.
    pub rules: Vec<Rule>,
    /// Whether the territorial unit assists 协办 when another rule names the main unit.
    pub territory_assists: bool,
}

impl From<&RoutingTable> for RuleTable {
    fn from(order: &RoutingTable) -> Self {
        Self {
            version: 1,
            // The order always passed over these two; a row of the table that leaves cases to the office stops there.
            rules: (order.rules.iter())
                .filter(|rule| !matches!(rule, RoutingRule::Office | RoutingRule::NamedUnit))
                .map(|rule| Rule::built_in(*rule))
                .collect(),
            territory_assists: order.territory_assists,
        }
    }
}

/// The row of the table that fired, as the record of a case keeps it: its number and name may be others tomorrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FiredRule {
    /// The version of the table.
    pub version: i64,
    /// The number of the row, from 1.
    pub number: u32,
    /// The row.
    pub id: RoutingRuleId,
    /// Its name; empty where it goes by its target.
    pub name: String,
}

impl FiredRule {
    /// The rule in words: its number and name, or what it named the unit by where it has no name.
    pub fn wording(&self, rule: RoutingRule, lang: Lang) -> String {
        let name = if self.name.is_empty() { rule.wording(lang) } else { self.name.clone() };
        format!("{}. {name}", self.number)
    }
}
