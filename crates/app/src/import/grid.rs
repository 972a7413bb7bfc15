//! Nodes of the grid, with their units, people and duties.

use std::collections::BTreeMap;

use wangge_documents::{Division, Placed, read_divisions, tree_faults};
use wangge_domain::grid::{Duty, Node, NodeRole, TreeRow, paths};
use wangge_domain::ids::{NodeId, PersonId, UnitId};
use wangge_domain::text::Wording;
use wangge_storage::{ConnectionTrait, node};

use super::boundaries;
use super::plan::{Plan, find, has};
use crate::context::Answer;

/// Plans nodes, or boundaries when the file is one of shapes.
pub(super) async fn plan(plan: &mut Plan<'_>, db: &impl ConnectionTrait) -> Answer<()> {
    if boundaries::is_layer(&plan.source()) {
        return boundaries::plan(plan, db).await;
    }
    let import = read_divisions(&plan.source());
    plan.faults.extend(import.faults);
    let rows = import.rows;
    divisions(plan, rows.clone());
    if plan.refused() {
        return Ok(());
    }
    let mut standing: BTreeMap<NodeId, Vec<Duty>> = BTreeMap::new();
    for duty in node::duties(db).await? {
        standing.entry(duty.node_id).or_default().push(duty);
    }
    for row in &rows {
        duties(plan, row, &standing);
    }
    Ok(())
}

/// Plans nodes from rows of divisions.
pub(super) fn divisions(plan: &mut Plan<'_>, mut rows: Vec<Placed<Division>>) {
    for row in &mut rows {
        keep_parent(plan, row);
    }
    let tree = standing_tree(plan);
    plan.faults.extend(tree_faults(&rows, &tree));
    for row in &rows {
        plan.nodes.note(&row.value.code, &row.place);
        division(plan, row);
    }
    if !plan.refused() {
        link(plan, &rows, tree);
    }
    for row in &rows {
        people(plan, row);
    }
}

/// A file without parents leaves nodes that stand already where they are.
fn keep_parent(plan: &Plan<'_>, row: &mut Placed<Division>) {
    if row.value.parent_code.is_none() && !has(row, "parent_code") {
        let standing = plan.nodes.get(&row.value.code).and_then(|node| node.parent_id);
        row.value.parent_code = standing.and_then(|id| plan.nodes.by_id(id.0)).map(|parent| parent.code.clone());
    }
}

fn standing_tree(plan: &Plan<'_>) -> Vec<TreeRow> {
    let row = |node: &Node| TreeRow {
        row: None,
        code: node.code.clone(),
        level: node.level,
        parent_code: node.parent_id.and_then(|id| plan.nodes.by_id(id.0)).map(|parent| parent.code.clone()),
    };
    plan.nodes.iter().map(row).collect()
}

fn division(plan: &mut Plan<'_>, row: &Placed<Division>) {
    let Division { code, level, kind, name, unit_code, .. } = &row.value;
    let mut node = plan.nodes.get(code).cloned().unwrap_or_else(|| Node {
        id: plan.app.new_id(),
        code: code.clone(),
        level: *level,
        kind: *kind,
        name: name.clone(),
        parent_id: None,
        path: String::new(),
        unit_id: None,
        area_m2: None,
        label_lon: None,
        label_lat: None,
        active: true,
        version: 1,
    });
    node.level = *level;
    node.name.zh.clone_from(&name.zh);
    if has(row, "name_en") {
        node.name.en.clone_from(&name.en);
    }
    if has(row, "kind") {
        node.kind = *kind;
    }
    match unit_code {
        Some(code) => {
            let found = find(&plan.units, &mut plan.faults, row, "unit", code);
            node.unit_id = found.map(UnitId).or(node.unit_id);
        }
        None if has(row, "unit") => node.unit_id = None,
        None => {}
    }
    plan.nodes.put(node);
}

/// Hangs every node under its parent and gives it its path; a standing node below a moved one moves along, and
/// so do its sites.
fn link(plan: &mut Plan<'_>, rows: &[Placed<Division>], mut tree: Vec<TreeRow>) {
    let of_file: BTreeMap<&str, &Placed<Division>> = rows.iter().map(|row| (row.value.code.as_str(), row)).collect();
    tree.retain(|row| !of_file.contains_key(row.code.as_str()));
    tree.extend(rows.iter().map(|row| TreeRow {
        row: None,
        code: row.value.code.clone(),
        level: row.value.level,
        parent_code: row.value.parent_code.clone(),
    }));
    let paths = paths(&tree);
    for row in &tree {
        let Some(mut node) = plan.nodes.get(&row.code).cloned() else { continue };
        let parent = row.parent_code.as_ref().and_then(|code| plan.nodes.get(code));
        node.parent_id = parent.map(|parent| parent.id);
        node.path = paths.get(&row.code).cloned().unwrap_or_default();
        plan.nodes.write(node);
    }
    let moved: Vec<_> = plan
        .sites
        .iter()
        .filter_map(|site| {
            let path = &plan.nodes.by_id(site.node_id?.0)?.path;
            (*path != site.node_path).then(|| (site.clone(), path.clone()))
        })
        .collect();
    for (mut site, path) in moved {
        site.node_path = path;
        plan.sites.write(site);
    }
}

/// The people of a node. A cell left empty leaves them as they are: nobody is dismissed by an empty cell.
fn people(plan: &mut Plan<'_>, row: &Placed<Division>) {
    let Some(id) = plan.nodes.get(&row.value.code).map(|node| node.id) else { return };
    let roles = [
        ("leader", NodeRole::Leader, &row.value.leader_codes),
        ("worker", NodeRole::Worker, &row.value.worker_codes),
        ("contact", NodeRole::Contact, &row.value.contact_codes),
    ];
    for (key, role, codes) in roles.into_iter().filter(|(_, _, codes)| !codes.is_empty()) {
        let mut wanted = Vec::with_capacity(codes.len());
        for code in codes {
            let found = find(&plan.people, &mut plan.faults, row, key, code);
            wanted.extend(found.map(|person| (id, PersonId(person))));
        }
        if wanted.len() == codes.len() {
            plan.set_parts(&wanted, role, |node, _| node == id);
        }
    }
}

fn duties(plan: &mut Plan<'_>, row: &Placed<Division>, standing: &BTreeMap<NodeId, Vec<Duty>>) {
    if !has(row, "duties") {
        return;
    }
    let Some(id) = plan.nodes.get(&row.value.code).map(|node| node.id) else { return };
    let before = standing.get(&id).map_or(&[][..], Vec::as_slice);
    if before.iter().map(|duty| &duty.text.zh).eq(row.value.duties.iter()) {
        return;
    }
    let english = |zh: &str| before.iter().find(|duty| duty.text.zh == zh).map(|duty| duty.text.en.clone());
    let duty = |(position, zh): (u32, &String)| Duty {
        id: plan.app.new_id(),
        node_id: id,
        position,
        text: Wording::new(zh, english(zh).unwrap_or_default()),
    };
    let duties: Vec<Duty> = (1_u32..).zip(&row.value.duties).map(duty).collect();
    let old: Vec<&str> = before.iter().map(|duty| duty.text.zh.as_str()).collect();
    plan.beside.push((id.0, "duties", old.join("；"), row.value.duties.join("；")));
    plan.told.push(("node", id.0, "duties", serde_json::json!({ "duties": row.value.duties })));
    plan.writes.duties.push((id, duties));
    plan.nodes.mark(id.0);
}
