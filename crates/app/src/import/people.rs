//! People and their parts in nodes.

use wangge_documents::{PersonRow, Placed, read_people};
use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::person::Person;

use super::plan::{Plan, find, has};

/// Plans people.
pub(super) fn plan(plan: &mut Plan<'_>) {
    let import = read_people(&plan.source());
    plan.faults.extend(import.faults);
    for row in &import.rows {
        plan.people.note(&row.value.code, &row.place);
        person(plan, row);
        parts(plan, row);
    }
}

fn person(plan: &mut Plan<'_>, row: &Placed<PersonRow>) {
    let PersonRow { code, name, unit_code, title, phone, .. } = &row.value;
    let mut person = plan.people.get(code).cloned().unwrap_or_else(|| Person {
        id: plan.app.new_id(),
        code: code.clone(),
        name: name.clone(),
        unit_id: None,
        title: None,
        phone: None,
        active: true,
        version: 1,
    });
    person.name.clone_from(name);
    match unit_code {
        Some(code) => {
            let found = find(&plan.units, &mut plan.faults, row, "unit", code);
            person.unit_id = found.map(UnitId).or(person.unit_id);
        }
        None if has(row, "unit") => person.unit_id = None,
        None => {}
    }
    if has(row, "title") {
        person.title.clone_from(title);
    }
    if has(row, "phone") {
        person.phone.clone_from(phone);
    }
    plan.people.put(person);
}

/// The nodes a person leads or patrols; an empty cell leaves them as they are.
fn parts(plan: &mut Plan<'_>, row: &Placed<PersonRow>) {
    let Some(role) = row.value.role else { return };
    let Some(id) = plan.people.get(&row.value.code).map(|person| person.id) else { return };
    let mut wanted = Vec::with_capacity(row.value.node_codes.len());
    for code in &row.value.node_codes {
        let found = find(&plan.nodes, &mut plan.faults, row, "node", code);
        wanted.extend(found.map(|node| (NodeId(node), id)));
    }
    if !wanted.is_empty() && wanted.len() == row.value.node_codes.len() {
        plan.set_parts(&wanted, role, |_, person| person == id);
    }
}
