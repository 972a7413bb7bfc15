//! Routing: which unit answers for a problem. The rules are an ordered table, the first that applies decides, and the
//! answer says of every rule asked why it did or did not. A table begins with what the trade does everywhere: an
//! ownership record on the site beats the department of the item, that beats the unit of the site, and the territory
//! comes last. The office puts its own rules before, between or behind them.
//!
//! Invariants: a rule that points to a unit out of use is flagged and never skipped, for the next rule would send the
//! case to somebody nobody meant; an edit makes a new version of the whole table, and the old one stays.

mod condition;
mod fault;
mod hint;
mod rules;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_table;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::Source;
use crate::ids::{NodeId, RoutingRuleId, UnitId};
use crate::ownership::Validity;
use crate::text::Message;

pub use condition::{Conditions, HourSpan};
pub use fault::TableFault;
pub use hint::{Hint, HintKind, Known};
pub use rules::route;
pub use table::{FiredRule, Rule, RuleTable};

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
        /// A rule of the table names the unit 规则指定.
        NamedUnit = "named_unit",
    }
}

/// The order of the rules a campaign begins with, until the office first edits its [`RuleTable`].
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

/// An ownership record of the site, in force or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipFact {
    /// The item it is about; none for all.
    pub item_code: Option<String>,
    /// The owner.
    pub unit: UnitRef,
    /// On what it rests.
    pub basis: String,
    /// Its days.
    pub validity: Validity,
}

impl OwnershipFact {
    /// Whether it is about an item, or about all of them.
    fn is_about(&self, item: Option<&str>) -> bool {
        self.item_code.is_none() || self.item_code.as_deref() == item
    }
}

/// The department an item falls to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentFact {
    /// The unit code the edition names.
    pub code: String,
    /// The unit of that code, when there is one.
    pub unit: Option<UnitRef>,
}

/// A planned change of a unit's duty, as routing tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyFact {
    /// Its first day.
    pub from: NaiveDate,
    /// The unit that takes over; none where nobody does.
    pub unit: Option<UnitRef>,
    /// On what it rests.
    pub basis: String,
}

/// What is planned of who answers for a node or site, seen from the day a problem is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyPlan {
    /// The change by which the unit answers on that day, where it does not yet answer today.
    pub since: Option<DutyFact>,
    /// The next change after that day.
    pub next: Option<DutyFact>,
}

/// A node on the way up from the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeFact {
    /// The node.
    pub node_id: NodeId,
    /// Its name.
    pub name: String,
    /// The unit that answers for it on the day the problem is sent.
    pub unit: Option<UnitRef>,
    /// What is planned of that.
    pub plan: DutyPlan,
}

/// All that routing asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutingFacts {
    /// The item offended, if any.
    pub item_code: Option<String>,
    /// The group of the item and those above it.
    pub groups: Vec<String>,
    /// The type of the site.
    pub site_type: Option<String>,
    /// How the problem came to be known; none where nobody said.
    pub source: Option<Source>,
    /// The local moment the problem was seen, which decides hours, weekdays and season: what a night market leaves is
    /// the night market's, though it is dispatched the next morning.
    pub seen: NaiveDateTime,
    /// The local day on which it is dispatched, which decides whose duty it is by then.
    pub on: NaiveDate,
    /// The ownership records of the site; those of the day the problem was seen decide.
    pub ownerships: Vec<OwnershipFact>,
    /// The department the item falls to; none when the edition leaves it to the territory.
    pub department: Option<DepartmentFact>,
    /// The unit responsible for the site on the day the problem is sent.
    pub site_unit: Option<UnitRef>,
    /// What is planned of that.
    pub site_plan: DutyPlan,
    /// The chain of nodes that contains the place, the deepest first.
    pub nodes: Vec<NodeFact>,
    /// The units that rules name.
    pub units: BTreeMap<UnitId, UnitRef>,
}

vocabulary! {
    /// What became of a rule that was asked.
    RuleOutcome in "routing-outcome" {
        /// It named the unit, and no further rule was asked.
        Fired = "fired",
        /// It points to a unit out of use: no further rule was asked, and the office must decide.
        Flagged = "flagged",
        /// It leaves the case to the office.
        Office = "office",
        /// It does not apply here.
        Passed = "passed",
        /// It is switched off, not yet in force or no longer.
        NotInForce = "not_in_force",
    }
}

impl RuleOutcome {
    /// Whether no further rule is asked.
    pub const fn decides(self) -> bool {
        matches!(self, Self::Fired | Self::Flagged | Self::Office)
    }
}

/// One rule that was asked, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The rule.
    pub id: RoutingRuleId,
    /// What it names the unit by.
    pub rule: RoutingRule,
    /// What became of it.
    pub outcome: RuleOutcome,
    /// The unit it names, or would name were it in use.
    pub unit_id: Option<UnitId>,
    /// Why it fired or did not.
    pub why: Message,
}

/// Where a problem goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routed {
    /// The main handling unit 主办; none when the office must decide.
    pub unit_id: Option<UnitId>,
    /// What the unit was named by.
    pub rule: Option<RoutingRule>,
    /// The row of the table that fired, as the record keeps it.
    pub fired: Option<FiredRule>,
    /// Why the office must decide, where a rule stopped at a unit out of use.
    pub flag: Option<Message>,
    /// The assisting units 协办.
    pub assisting: Vec<UnitId>,
    /// Every rule asked, in order, up to the one that decided.
    pub asked: Vec<Asked>,
}
