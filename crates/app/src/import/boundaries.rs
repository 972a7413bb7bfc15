//! Boundaries of nodes, and nodes from a layer of shapes that says their level.

use std::collections::BTreeMap;

use wangge_documents::Fault;
use wangge_documents::{Boundary as Shape, Division, FieldNames, Place, Placed, Source, read_boundaries};
use wangge_domain::event::sha256_hex;
use wangge_domain::grid::{Level, NodeKind};
use wangge_domain::ids::NodeId;
use wangge_domain::text::{Message, Wording};
use wangge_geo::{Boundary, MultiPolygon, NodeIndex, NodeShape, Position};
use wangge_storage::node::{self, NodeBoundary};
use wangge_storage::{ConnectionTrait, StorageError};

use super::plan::Plan;
use super::{coverage, grid};
use crate::context::Answer;

/// Decimals of a degree that are stored: about a millimetre.
const DECIMALS: u8 = 8;
/// How much of a file is looked at to tell shapes from a table.
const LOOKED_AT: usize = 64 * 1024;

/// Boundaries by node.
pub(super) type Shapes = BTreeMap<NodeId, MultiPolygon<f64>>;

/// Whether a file is a layer of shapes, or meant to be one, rather than a table of divisions.
pub(super) fn is_layer(source: &Source<'_>) -> bool {
    let name = source.name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let foreign = [".geojson", ".shp", ".dbf", ".gpkg", ".kml", ".kmz", ".gml", ".topojson"];
    if foreign.iter().any(|ending| name.ends_with(ending)) {
        return true;
    }
    let Ok(bytes) = source.unpacked() else { return false };
    let head = String::from_utf8_lossy(bytes.get(..LOOKED_AT).unwrap_or(&bytes));
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with('{') && ["FeatureCollection", "Topology", "coordinates"].iter().any(|word| head.contains(word))
}

/// Plans boundaries. With a level given, shapes without a node make one.
pub(super) async fn plan(plan: &mut Plan<'_>, db: &impl ConnectionTrait) -> Answer<()> {
    let told = |key: &str| {
        let columns = plan.query.columns.as_ref().map(|columns| &columns.0)?;
        columns.iter().find(|(_, column)| *column == key).map(|(property, _)| property.clone())
    };
    let fields = FieldNames {
        code: plan.query.code_field.clone().or_else(|| told("code")),
        name: plan.query.name_field.clone().or_else(|| told("name")),
        parent: plan.query.parent_field.clone().or_else(|| told("parent_code")),
    };
    let import = read_boundaries(&plan.source(), &fields);
    plan.faults.extend(import.faults);
    let mut standing = standing(db).await?;
    let digests = node::boundary_digests(db).await?;
    if let Some(level) = plan.query.level {
        let rows = new_divisions(plan, &import.rows, Level(level), &standing)?;
        grid::divisions(plan, rows);
    }
    let matched = matched(plan, &import.rows);
    if matched.is_empty() && !import.rows.is_empty() {
        plan.faults.push(Fault::error(Place::file(&plan.query.filename), Message::new("import-no-boundary-matched")));
    }
    let mut changed = Vec::new();
    for (id, row) in matched {
        if let Some(shape) = boundary(plan, id, row, &standing, &digests) {
            standing.insert(id, shape);
            changed.push(id);
        }
    }
    if !plan.refused() && !changed.is_empty() {
        coverage::warn(plan, &standing, &changed);
        relocate(plan, &standing)?;
    }
    Ok(())
}

/// The shapes with their nodes. A shape without one is passed over, two of one node are refused.
fn matched<'r>(plan: &mut Plan<'_>, rows: &'r [Placed<Shape>]) -> Vec<(NodeId, &'r Placed<Shape>)> {
    let mut matched: BTreeMap<NodeId, u32> = BTreeMap::new();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let value = shown(&row.value);
        let Some(id) = node_of(plan, &row.value) else {
            plan.summary.skipped += 1;
            plan.warn(row, "code", &value, Message::new("import-boundary-without-node").arg("value", &value));
            continue;
        };
        if let Some(first) = matched.get(&id) {
            let message = Message::new("import-boundary-twice").arg("value", &value).arg("row", first);
            plan.faults.push(row.fault("code", value, message));
        } else {
            matched.insert(id, row.place.number.unwrap_or_default());
            found.push((id, row));
        }
    }
    found
}

async fn standing(db: &impl ConnectionTrait) -> Answer<Shapes> {
    let mut shapes = Shapes::new();
    for row in node::boundaries(db).await? {
        let read = Boundary::from_geojson(&row.geojson).map_err(|refusal| StorageError::Inconsistency {
            table: "node_boundaries",
            row: row.node_id.to_string(),
            reason: refusal.to_string(),
        })?;
        shapes.insert(row.node_id, read.into_shape());
    }
    Ok(shapes)
}

fn shown(shape: &Shape) -> String {
    shape.raw_code.clone().or_else(|| shape.name.clone()).unwrap_or_default()
}

/// The node of a shape: by code, padded or as written, else by a name only one node has.
fn node_of(plan: &Plan<'_>, shape: &Shape) -> Option<NodeId> {
    let codes = [&shape.code, &shape.raw_code];
    let by_code = codes.into_iter().flatten().find_map(|code| plan.nodes.get(code));
    let level = plan.query.level.map(Level);
    let by_name = || {
        let name = shape.name.as_deref()?;
        let fits = |node: &&wangge_domain::grid::Node| level.is_none_or(|level| node.level == level);
        let mut found = plan.nodes.iter().filter(|node| node.name.zh == name || node.name.en == name).filter(fits);
        found.next().filter(|_| found.next().is_none())
    };
    by_code.or_else(by_name).map(|node| node.id)
}

/// Rows for the shapes that have no node yet. The parent is the one the file names, else the node of the level
/// above that the shape lies in.
fn new_divisions(
    plan: &mut Plan<'_>,
    rows: &[Placed<Shape>],
    level: Level,
    standing: &Shapes,
) -> Answer<Vec<Placed<Division>>> {
    let index = index(plan, standing)?;
    let mut divisions = Vec::new();
    for row in rows {
        if node_of(plan, &row.value).is_some() {
            continue;
        }
        let shape = &row.value;
        let Some(code) = shape.code.clone().or_else(|| shape.raw_code.clone()) else {
            plan.faults.push(row.fault("code", shown(shape), Message::new("import-boundary-without-code")));
            continue;
        };
        let around = || {
            let own = Boundary::from_geometry(&shape.geometry).ok()?.to_wgs84(plan.query.datum.unwrap_or_default());
            let inside = own.label_point()?;
            let chain = index.0.locate(inside.lon(), inside.lat());
            let nodes = chain.iter().filter_map(|key| plan.nodes.by_id(index.1.get(*key as usize)?.0));
            nodes.into_iter().rfind(|node| node.level.0 + 1 == level.0).map(|node| node.code.clone())
        };
        let parent_code = shape.parent_code.clone().or_else(around);
        let name = shape.name.clone().unwrap_or_else(|| code.clone());
        let value = Division {
            code,
            level,
            kind: NodeKind::Territory,
            name: Wording::new(name, ""),
            parent_code,
            unit_code: None,
            leader_codes: Vec::new(),
            worker_codes: Vec::new(),
            contact_codes: Vec::new(),
            duties: Vec::new(),
        };
        divisions.push(Placed { place: row.place.clone(), headings: row.headings.clone(), value });
    }
    Ok(divisions)
}

/// Checks and notes the boundary of a node; none when it is refused or as before.
fn boundary(
    plan: &mut Plan<'_>,
    id: NodeId,
    row: &Placed<Shape>,
    standing: &Shapes,
    digests: &BTreeMap<NodeId, String>,
) -> Option<MultiPolygon<f64>> {
    let mut node = plan.nodes.by_id(id.0)?.clone();
    let datum = plan.query.datum.unwrap_or_default();
    let read = match Boundary::from_geometry(&row.value.geometry) {
        Ok(read) => read,
        Err(refusal) => {
            plan.faults.push(row.fault("code", shown(&row.value), refusal.message()));
            return None;
        }
    };
    let sound = sound(plan, row, &read)?;
    let placed = sound.to_wgs84(datum);
    let around = node.parent_id.and_then(|parent| standing.get(&parent)).and_then(wangge_geo::Extent::of);
    let misplaced = around.map(|area| placed.faults_within(&area)).unwrap_or_default();
    if let Some(fault) = misplaced.first() {
        plan.faults.push(row.fault("code", shown(&row.value), fault.message()));
        return None;
    }
    let geojson = placed.to_geojson(DECIMALS).to_string();
    let sha256 = sha256_hex(geojson.as_bytes());
    if digests.get(&id) == Some(&sha256) {
        plan.nodes.put(node);
        return None;
    }
    let label = placed.label_point();
    node.area_m2 = Some(square_metres(placed.area_m2()));
    (node.label_lon, node.label_lat) = (label.map(Position::lon), label.map(Position::lat));
    plan.nodes.put(node);
    plan.nodes.mark(id.0);
    if let Some(code) = plan.nodes.by_id(id.0).map(|node| node.code.clone()) {
        plan.nodes.note(&code, &row.place);
    }
    let area = node_area(plan, id);
    plan.beside.push((id.0, "boundary", String::new(), area));
    let payload = serde_json::json!({ "sha256": sha256, "datum": datum.name() });
    plan.told.push(("node", id.0, "boundary", payload));
    plan.writes.boundaries.push(NodeBoundary { node_id: id, geojson, source_datum: datum.name().to_owned(), sha256 });
    Some(placed.into_shape())
}

/// The area of a node's new boundary, for the preview.
fn node_area(plan: &Plan<'_>, id: NodeId) -> String {
    plan.nodes.by_id(id.0).and_then(|node| node.area_m2).map_or_else(String::new, |area| area.to_string())
}

/// A boundary without faults; a faulty one is mended when that was asked for, and refused when not.
fn sound(plan: &mut Plan<'_>, row: &Placed<Shape>, read: &Boundary) -> Option<Boundary> {
    let faults = read.faults();
    if faults.is_empty() {
        return Some(read.clone());
    }
    let mended = if plan.query.repair { read.repaired().ok() } else { None };
    for fault in &faults {
        match &mended {
            Some(_) => plan.warn(row, "code", &shown(&row.value), fault.message()),
            None => plan.faults.push(row.fault("code", shown(&row.value), fault.message())),
        }
    }
    let key = match (&mended, plan.query.repair) {
        (Some(_), _) => "import-boundary-mended",
        (None, true) => "grid-boundary-beyond-repair",
        (None, false) => "import-boundary-mend",
    };
    plan.warn(row, "code", &shown(&row.value), Message::new(key).arg("value", shown(&row.value)));
    mended
}

#[expect(clippy::cast_possible_truncation, reason = "no district is larger than the Earth, 5.1e14 m²")]
fn square_metres(area: f64) -> i64 {
    area.round() as i64
}

fn index(plan: &Plan<'_>, shapes: &Shapes) -> Answer<(NodeIndex, Vec<NodeId>)> {
    let nodes: Vec<_> = plan.nodes.iter().filter(|node| node.active).collect();
    let keys: Vec<NodeId> = nodes.iter().map(|node| node.id).collect();
    let key_of: BTreeMap<NodeId, u32> = keys.iter().copied().zip(0_u32..).collect();
    let shape = |(key, node): (u32, &&wangge_domain::grid::Node)| NodeShape {
        key,
        code: node.code.clone(),
        parent: node.parent_id.and_then(|parent| key_of.get(&parent).copied()),
        level: node.level.0,
        boundary: shapes.get(&node.id).cloned(),
    };
    let built = NodeIndex::build((0_u32..).zip(&nodes).map(shape).collect());
    let index = built.map_err(|refusal| StorageError::Inconsistency {
        table: "nodes",
        row: String::new(),
        reason: refusal.to_string(),
    })?;
    Ok((index, keys))
}

/// Puts every site into the deepest node of its place under the new boundaries.
fn relocate(plan: &mut Plan<'_>, shapes: &Shapes) -> Answer<()> {
    if plan.sites.is_empty() {
        return Ok(());
    }
    let (index, keys) = index(plan, shapes)?;
    let deepest = |lon: f64, lat: f64| {
        let id = keys.get(index.deepest(lon, lat)? as usize)?;
        plan.nodes.by_id(id.0)
    };
    let moved: Vec<_> = plan
        .sites
        .iter()
        .filter_map(|site| {
            let node = deepest(site.lon?, site.lat?)?;
            let mut moved = site.clone();
            moved.node_id = Some(node.id);
            moved.node_path.clone_from(&node.path);
            (moved != *site).then_some(moved)
        })
        .collect();
    for site in moved {
        plan.sites.write(site);
    }
    Ok(())
}
