//! Asking the rules in their order.

use super::{Asked, NodeFact, Routed, RoutingFacts, RoutingRule, RoutingTable, UnitRef};
use crate::ids::UnitId;
use crate::text::Message;

/// Finds the handling unit. A unit that takes no more cases is passed over, and the reason says so.
pub fn route(table: &RoutingTable, facts: &RoutingFacts) -> Routed {
    let mut asked = Vec::new();
    let mut fired = None;
    for rule in &table.rules {
        let answer = ask(*rule, facts);
        let (unit_id, why) = match answer {
            Ok((unit, why)) => (Some(unit), why),
            Err(why) => (None, why),
        };
        asked.push(Asked { rule: *rule, unit_id, why });
        if let Some(unit) = unit_id {
            fired = Some((unit, *rule));
            break;
        }
    }
    let assisting = assisting(table, facts, fired.map(|(unit, _)| unit));
    Routed { unit_id: fired.map(|(unit, _)| unit), rule: fired.map(|(_, rule)| rule), assisting, asked }
}

fn assisting(table: &RoutingTable, facts: &RoutingFacts, main: Option<UnitId>) -> Vec<UnitId> {
    let Some(main) = main.filter(|_| table.territory_assists) else {
        return Vec::new();
    };
    let territory = territorial(&facts.nodes).ok().map(|(unit, _)| unit.id);
    territory.filter(|unit| *unit != main).into_iter().collect()
}

/// The unit a rule names and why, or why it names none.
fn ask(rule: RoutingRule, facts: &RoutingFacts) -> Result<(UnitId, Message), Message> {
    let none = |key: &str| Err(Message::new(key));
    match rule {
        RoutingRule::OwnershipRecord => ownership(facts),
        RoutingRule::ItemDepartment => match &facts.department {
            None => none("case-route-no-department"),
            Some(department) => match &department.unit {
                None => Err(Message::new("case-route-unknown-department").arg("code", &department.code)),
                Some(unit) => active(unit, "case-route-department"),
            },
        },
        RoutingRule::SiteUnit => match &facts.site_unit {
            None => none("case-route-no-site-unit"),
            Some(unit) => active(unit, "case-route-site-unit"),
        },
        RoutingRule::TerritorialUnit => territorial(&facts.nodes).map(|(unit, node)| {
            let why = Message::new("case-route-territory").arg("unit", &unit.name).arg("node", &node.name);
            (unit.id, why)
        }),
        RoutingRule::Office => none("case-route-office"),
    }
}

fn active(unit: &UnitRef, key: &str) -> Result<(UnitId, Message), Message> {
    if unit.active {
        Ok((unit.id, Message::new(key).arg("unit", &unit.name)))
    } else {
        Err(Message::new("case-route-inactive").arg("unit", &unit.name))
    }
}

/// A record about the very item goes before one about the whole site.
fn ownership(facts: &RoutingFacts) -> Result<(UnitId, Message), Message> {
    let about = |code: Option<&str>| facts.ownerships.iter().find(|record| record.item_code.as_deref() == code);
    let of_item = facts.item_code.as_deref().and_then(|code| about(Some(code)));
    match of_item.or_else(|| about(None)) {
        None => Err(Message::new("case-route-no-ownership")),
        Some(record) => active(&record.unit, "case-route-ownership"),
    }
}

fn territorial(nodes: &[NodeFact]) -> Result<(&UnitRef, &NodeFact), Message> {
    let named = nodes.iter().filter_map(|node| node.unit.as_ref().map(|unit| (unit, node)));
    let mut active = named.filter(|(unit, _)| unit.active);
    active.next().ok_or_else(|| {
        let key = if nodes.is_empty() { "case-route-no-place" } else { "case-route-no-territory" };
        Message::new(key)
    })
}
