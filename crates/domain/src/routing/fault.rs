//! What is wrong with a table before it is kept.

use std::collections::HashSet;

use super::{Known, RoutingRule, Rule, RuleTable};
use crate::text::Message;

/// The most rules a table may have.
const RULES_MOST: usize = 300;

/// The most characters of a name, and of what a rule rests on.
const NAME_MOST: usize = 60;
const BASIS_MOST: usize = 300;

/// Something wrong, named by a pointer within the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    /// Where: `/rules/3/name`.
    pub pointer: String,
    /// What is wrong.
    pub message: Message,
}

impl RuleTable {
    /// Everything wrong with it. A unit out of use is no fault but is flagged: the rule may be of a time to come.
    pub fn faults(&self, known: &Known<'_>) -> Vec<TableFault> {
        let mut faults = Vec::new();
        if self.rules.len() > RULES_MOST {
            let message = Message::new("routing-too-many").arg("most", RULES_MOST);
            faults.push(TableFault { pointer: "/rules".to_owned(), message });
        }
        let mut seen = HashSet::new();
        for (place, rule) in self.rules.iter().enumerate() {
            let twice = (!seen.insert(rule.id)).then(|| ("id", Message::new("routing-same-rule-twice")));
            let found = rule_faults(rule, known).into_iter().chain(twice);
            faults.extend(
                found.map(|(field, message)| TableFault { pointer: format!("/rules/{place}/{field}"), message }),
            );
        }
        faults
    }
}

fn rule_faults(rule: &Rule, known: &Known<'_>) -> Vec<(&'static str, Message)> {
    let mut faults = Vec::new();
    let named = rule.target == RoutingRule::NamedUnit;
    let name = rule.name.trim();
    if name.is_empty() && named {
        faults.push(("name", Message::new("routing-name-needed")));
    }
    if name.chars().count() > NAME_MOST {
        faults.push(("name", Message::new("routing-too-long").arg("most", NAME_MOST)));
    }
    if rule.basis.chars().count() > BASIS_MOST {
        faults.push(("basis", Message::new("routing-too-long").arg("most", BASIS_MOST)));
    }
    match rule.unit_id {
        None if named => faults.push(("unit_id", Message::new("routing-unit-needed"))),
        Some(id) if (known.unit)(id).is_none() => faults.push(("unit_id", Message::new("routing-no-such-unit"))),
        _ => {}
    }
    if rule.assisting.iter().any(|id| (known.unit)(*id).is_none()) {
        faults.push(("assisting", Message::new("routing-no-such-unit")));
    }
    if rule.from.zip(rule.until).is_some_and(|(from, until)| until < from) {
        faults.push(("until", Message::new("routing-ends-before-it-begins")));
    }
    let conditions = &rule.conditions;
    if conditions.nodes.iter().any(|id| (known.node)(*id).is_none()) {
        faults.push(("conditions/nodes", Message::new("routing-no-such-node")));
    }
    if conditions.owners.iter().any(|id| (known.unit)(*id).is_none()) {
        faults.push(("conditions/owners", Message::new("routing-no-such-unit")));
    }
    if conditions.items.iter().any(|code| code.trim().is_empty() || code.trim_end_matches('*').contains('*')) {
        faults.push(("conditions/items", Message::new("routing-no-pattern")));
    }
    if conditions.weekdays.iter().any(|day| !(1..=7).contains(day)) {
        faults.push(("conditions/weekdays", Message::new("routing-no-weekday")));
    }
    if conditions.hours.is_some_and(|hours| hours.from == hours.until) {
        faults.push(("conditions/hours", Message::new("routing-no-hours")));
    }
    faults
}
