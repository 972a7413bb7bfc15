//! Units and their first responsible persons.

use std::collections::{BTreeMap, BTreeSet};

use wangge_documents::{Placed, UnitRow, read_units};
use wangge_domain::ids::{NodeId, PersonId, UnitId};
use wangge_domain::text::Message;
use wangge_domain::unit::Unit;

use super::plan::{Plan, find, has};

/// Plans units.
pub(super) fn plan(plan: &mut Plan<'_>) {
    let import = read_units(&plan.source());
    plan.faults.extend(import.faults);
    for row in &import.rows {
        plan.units.note(&row.value.code, &row.place);
        unit(plan, row);
    }
    // A unit may stand in the file before the one above it.
    for row in &import.rows {
        parent(plan, row);
        head(plan, row);
    }
    circles(plan, &import.rows);
}

fn unit(plan: &mut Plan<'_>, row: &Placed<UnitRow>) {
    let UnitRow { code, name, class, peer_group, node_code, .. } = &row.value;
    let mut unit = plan.units.get(code).cloned().unwrap_or_else(|| Unit {
        id: plan.app.new_id(),
        code: code.clone(),
        name: name.clone(),
        class: *class,
        peer_group: None,
        parent_id: None,
        node_id: None,
        active: true,
        version: 1,
    });
    unit.name.zh.clone_from(&name.zh);
    if has(row, "name_en") {
        unit.name.en.clone_from(&name.en);
    }
    unit.class = *class;
    if has(row, "peer_group") {
        unit.peer_group.clone_from(peer_group);
    }
    match node_code {
        Some(code) => {
            let found = find(&plan.nodes, &mut plan.faults, row, "node", code);
            unit.node_id = found.map(NodeId).or(unit.node_id);
        }
        None if has(row, "node") => unit.node_id = None,
        None => {}
    }
    plan.units.put(unit);
}

fn parent(plan: &mut Plan<'_>, row: &Placed<UnitRow>) {
    let Some(mut unit) = plan.units.get(&row.value.code).cloned() else { return };
    match &row.value.parent_code {
        Some(code) => {
            let found = find(&plan.units, &mut plan.faults, row, "parent", code);
            unit.parent_id = found.map(UnitId).or(unit.parent_id);
        }
        None if has(row, "parent") => unit.parent_id = None,
        None => {}
    }
    plan.units.put(unit);
}

/// A first responsible person by code, or by a name that only one person has. An empty cell leaves them in office.
fn head(plan: &mut Plan<'_>, row: &Placed<UnitRow>) {
    let Some(unit) = plan.units.get(&row.value.code).map(|unit| unit.id) else { return };
    let found = match (&row.value.head_code, &row.value.head_name) {
        (Some(code), _) => find(&plan.people, &mut plan.faults, row, "head_code", code).map(PersonId),
        (None, Some(name)) => head_named(plan, row, unit, name),
        (None, None) => None,
    };
    if let Some(person) = found {
        plan.set_head(unit, person);
    }
}

fn head_named(plan: &mut Plan<'_>, row: &Placed<UnitRow>, unit: UnitId, name: &str) -> Option<PersonId> {
    let named: Vec<_> = plan.people.iter().filter(|person| person.name == name).collect();
    let own: Vec<_> = named.iter().filter(|person| person.unit_id == Some(unit)).collect();
    match (own.as_slice(), named.as_slice()) {
        ([one], _) => Some(one.id),
        ([], [one]) => Some(one.id),
        ([], []) => {
            // Files of units usually come before those of people; the next import of either completes it.
            plan.warn(row, "head", name, Message::new("import-head-not-known").arg("value", name));
            None
        }
        _ => {
            plan.faults.push(row.fault("head", name, Message::new("import-head-ambiguous").arg("value", name)));
            None
        }
    }
}

/// Refuses units that are above each other.
fn circles(plan: &mut Plan<'_>, rows: &[Placed<UnitRow>]) {
    let parents: BTreeMap<UnitId, UnitId> =
        plan.units.iter().filter_map(|unit| Some((unit.id, unit.parent_id?))).collect();
    for row in rows {
        let Some(own) = plan.units.get(&row.value.code).map(|unit| unit.id) else { continue };
        let (mut seen, mut at) = (BTreeSet::new(), own);
        while let Some(above) = parents.get(&at).copied().filter(|above| seen.insert(*above)) {
            at = above;
        }
        if seen.contains(&own) {
            let parent = row.value.parent_code.clone().unwrap_or_default();
            let message = Message::new("import-unit-circle").arg("code", &row.value.code).arg("parent", &parent);
            plan.faults.push(row.fault("parent", parent, message));
        }
    }
}
