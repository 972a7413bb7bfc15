//! Asking the rules in their order.

use chrono::NaiveDate;

use super::{
    Asked, DutyFact, DutyPlan, FiredRule, NodeFact, OwnershipFact, Routed, RoutingFacts, RoutingRule, Rule,
    RuleOutcome, RuleTable, UnitRef,
};
use crate::ids::UnitId;
use crate::ownership::{Ownership, OwnershipStanding};
use crate::text::Message;

/// What a rule says of a problem.
struct Said {
    outcome: RuleOutcome,
    unit_id: Option<UnitId>,
    why: Message,
}

impl Said {
    fn passed(why: Message) -> Self {
        Self { outcome: RuleOutcome::Passed, unit_id: None, why }
    }

    /// A unit in use fires; one out of use stops the asking, for the next rule would send the case to somebody nobody
    /// meant.
    fn named(unit: &UnitRef, why: Message) -> Self {
        if unit.active {
            return Self { outcome: RuleOutcome::Fired, unit_id: Some(unit.id), why };
        }
        let why = Message::new("case-route-inactive").arg("unit", &unit.name);
        Self { outcome: RuleOutcome::Flagged, unit_id: Some(unit.id), why }
    }
}

/// Finds the handling unit. The first rule that applies decides; one that points to a unit out of use leaves the case
/// to the office, with the reason.
pub fn route(table: &RuleTable, facts: &RoutingFacts) -> Routed {
    let mut asked = Vec::with_capacity(table.rules.len());
    for (number, rule) in (1_u32..).zip(&table.rules) {
        let Said { outcome, unit_id, why } = ask(rule, facts);
        asked.push(Asked { id: rule.id, rule: rule.target, outcome, unit_id, why: why.clone() });
        if !outcome.decides() {
            continue;
        }
        let fired = FiredRule { version: table.version, number, id: rule.id, name: rule.name.trim().to_owned() };
        let main = unit_id.filter(|_| outcome == RuleOutcome::Fired);
        let flag = (outcome == RuleOutcome::Flagged).then(|| flagged(&fired, rule.target, unit_id, facts));
        return Routed {
            unit_id: main,
            rule: main.map(|_| rule.target),
            fired: Some(fired),
            flag,
            assisting: assisting(table, rule, facts, main),
            asked,
        };
    }
    Routed { unit_id: None, rule: None, fired: None, flag: None, assisting: Vec::new(), asked }
}

fn flagged(fired: &FiredRule, target: RoutingRule, unit: Option<UnitId>, facts: &RoutingFacts) -> Message {
    let key = if fired.name.is_empty() { "routing-flagged-unnamed" } else { "routing-flagged" };
    Message::new(key)
        .arg("number", fired.number)
        .arg("name", &fired.name)
        .arg("target", target)
        .arg("unit", unit.and_then(|id| name_of(id, facts)).unwrap_or("—"))
}

/// The name of a unit that anything in the facts knows.
fn name_of(id: UnitId, facts: &RoutingFacts) -> Option<&str> {
    let owners = facts.ownerships.iter().map(|record| &record.unit);
    let department = facts.department.iter().filter_map(|department| department.unit.as_ref());
    let nodes = facts.nodes.iter().filter_map(|node| node.unit.as_ref());
    let mut known = facts.units.values().chain(owners).chain(department).chain(&facts.site_unit).chain(nodes);
    known.find(|unit| unit.id == id).map(|unit| unit.name.as_str())
}

/// Those the rule names and the territory, but for units out of use and the main unit.
fn assisting(table: &RuleTable, rule: &Rule, facts: &RoutingFacts, main: Option<UnitId>) -> Vec<UnitId> {
    let Some(main) = main else { return Vec::new() };
    let named = rule.assisting.iter().filter_map(|id| facts.units.get(id));
    let territory = territorial(&facts.nodes).ok().map(|(unit, _)| unit).filter(|_| table.territory_assists);
    let mut assisting = Vec::new();
    for unit in named.chain(territory).filter(|unit| unit.active && unit.id != main) {
        if !assisting.contains(&unit.id) {
            assisting.push(unit.id);
        }
    }
    assisting
}

/// What a rule says: first whether it is in force, then whether its conditions hold, then which unit.
fn ask(rule: &Rule, facts: &RoutingFacts) -> Said {
    if let Some(why) = not_in_force(rule, facts) {
        return Said { outcome: RuleOutcome::NotInForce, unit_id: None, why };
    }
    if let Err(why) = rule.conditions.met(facts) {
        return Said::passed(why);
    }
    match rule.target {
        RoutingRule::NamedUnit => named(rule, facts),
        RoutingRule::OwnershipRecord => ownership(facts),
        RoutingRule::ItemDepartment => department(facts),
        RoutingRule::SiteUnit => match &facts.site_unit {
            None => Said::passed(planned(Message::new("case-route-no-site-unit"), &facts.site_plan)),
            Some(unit) => {
                let why = Message::new("case-route-site-unit").arg("unit", &unit.name);
                Said::named(unit, planned(why, &facts.site_plan))
            }
        },
        RoutingRule::TerritorialUnit => match territorial(&facts.nodes) {
            Err(why) => Said::passed(why),
            Ok((unit, node)) => {
                let why = Message::new("case-route-territory").arg("unit", &unit.name).arg("node", &node.name);
                // A deeper node that gets a unit takes the place of this one.
                let deeper = facts.nodes.iter().take_while(|other| other.node_id != node.node_id);
                let plan = DutyPlan { next: next_of(deeper.chain([node])), ..node.plan.clone() };
                Said::named(unit, planned(why, &plan))
            }
        },
        RoutingRule::Office => {
            Said { outcome: RuleOutcome::Office, unit_id: None, why: Message::new("case-route-office") }
        }
    }
}

fn not_in_force(rule: &Rule, facts: &RoutingFacts) -> Option<Message> {
    if !rule.enabled {
        return Some(Message::new("routing-off"));
    }
    if let Some(from) = rule.from.filter(|from| facts.on < *from) {
        return Some(Message::new("routing-not-yet").arg("day", from.to_string()));
    }
    let until = rule.until.filter(|until| *until < facts.on)?;
    Some(Message::new("routing-no-longer").arg("day", until.to_string()))
}

fn named(rule: &Rule, facts: &RoutingFacts) -> Said {
    match rule.unit_id.and_then(|id| facts.units.get(&id)) {
        // A unit is never removed; a table that names one nobody knows was not read from this campaign.
        None => {
            Said { outcome: RuleOutcome::Flagged, unit_id: rule.unit_id, why: Message::new("routing-unknown-unit") }
        }
        Some(unit) => {
            let key = if rule.conditions.is_empty() { "routing-named-always" } else { "routing-named" };
            Said::named(unit, Message::new(key).arg("unit", &unit.name))
        }
    }
}

/// A department the district does not have is none of a disabled unit: editions are written for many districts.
fn department(facts: &RoutingFacts) -> Said {
    let Some(department) = &facts.department else {
        return Said::passed(Message::new("case-route-no-department"));
    };
    match &department.unit {
        None => Said::passed(Message::new("case-route-unknown-department").arg("code", &department.code)),
        Some(unit) => Said::named(unit, Message::new("case-route-department").arg("unit", &unit.name)),
    }
}

/// Of the records in force on the day the problem was seen, one about the very item goes before one about the whole
/// site. What is not yet in force, or no longer, is told.
fn ownership(facts: &RoutingFacts) -> Said {
    let day = facts.seen.date();
    let of = |standing: OwnershipStanding| {
        let about = facts.ownerships.iter().filter(|record| record.is_about(facts.item_code.as_deref()));
        about.filter(move |record| record.validity.standing(day) == standing)
    };
    let next = of(OwnershipStanding::Upcoming).min_by_key(|record| (record.validity.from, record.item_code.is_none()));
    let last = of(OwnershipStanding::Ended).max_by_key(|record| (record.validity.until, record.item_code.is_some()));
    let Some(holding) = of(OwnershipStanding::InForce).max_by_key(|record| record.item_code.is_some()) else {
        return Said::passed(nobody_holds(next, last, day));
    };
    // One about the whole site does not take the place of one about the item.
    let next = next.filter(|next| next.item_code.is_some() || holding.item_code.is_none());
    let key = if next.is_some() { "case-route-ownership-followed" } else { "case-route-ownership" };
    let why = Message::new(key)
        .arg("unit", &holding.unit.name)
        .arg("item", Ownership::item_word(holding.item_code.as_deref()))
        .arg("basis", basis(holding));
    Said::named(&holding.unit, followed(holding.validity.said(why), next))
}

/// Why no record decides: there is none, or it is not of this day.
fn nobody_holds(next: Option<&OwnershipFact>, last: Option<&OwnershipFact>, day: NaiveDate) -> Message {
    let key = match (next, last) {
        (None, None) => "case-route-no-ownership",
        (Some(_), None) => "case-route-ownership-upcoming",
        (None, Some(_)) => "case-route-ownership-ended",
        (Some(_), Some(_)) => "case-route-ownership-between",
    };
    let message = followed(Message::new(key).arg("day", day), next);
    let Some(last) = last else { return message };
    last.validity.said(message.arg("last-unit", &last.unit.name).arg("last-basis", basis(last)))
}

fn followed(message: Message, next: Option<&OwnershipFact>) -> Message {
    let Some(next) = next else { return message };
    let from = next.validity.from.map_or_else(String::new, |from| from.to_string());
    message.arg("next-unit", &next.unit.name).arg("next-basis", basis(next)).arg("next-from", from)
}

/// What a record rests on; those of before may not say.
fn basis(record: &OwnershipFact) -> &str {
    if record.basis.is_empty() { "—" } else { &record.basis }
}

/// The unit of the deepest node that has one, whether it is in use or not.
fn territorial(nodes: &[NodeFact]) -> Result<(&UnitRef, &NodeFact), Message> {
    let mut named = nodes.iter().filter_map(|node| node.unit.as_ref().map(|unit| (unit, node)));
    named.next().ok_or_else(|| {
        let key = if nodes.is_empty() { "case-route-no-place" } else { "case-route-no-territory" };
        planned(Message::new(key), &DutyPlan { since: None, next: next_of(nodes) })
    })
}

/// The next change planned of some nodes.
fn next_of<'a>(nodes: impl IntoIterator<Item = &'a NodeFact>) -> Option<DutyFact> {
    nodes.into_iter().filter_map(|node| node.plan.next.as_ref()).min_by_key(|next| next.from).cloned()
}

/// A sentence with what is planned in it. Where nothing is, it stays as it always was.
fn planned(mut message: Message, plan: &DutyPlan) -> Message {
    if let Some(since) = &plan.since {
        message = message.arg("since", "planned").arg("since-from", since.from).arg("since-basis", &since.basis);
    }
    let Some(next) = &plan.next else { return message };
    let (kind, unit) = next.unit.as_ref().map_or(("nobody", "—"), |unit| ("unit", unit.name.as_str()));
    message.arg("next", kind).arg("next-from", next.from).arg("next-unit", unit).arg("next-basis", &next.basis)
}
