//! Coverage: gaps, overlaps and overhangs of the boundaries that stand, for the map.

use std::collections::HashMap;

use wangge_domain::grid::{Node, is_within};
use wangge_domain::ids::NodeId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_geo::{Boundary, Coverage, Extent, MultiPolygon, Polygon, Position};
use wangge_storage::{ConnectionTrait, StorageError, node};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::import::WORTH_TELLING_M2;
use crate::reading::{Wordbook, many, reach};
use crate::view::{
    CoverageFault, CoverageOutline, CoveragePiece, CoverageQuery, CoverageReport, Feature, Features, Geometry, Ref,
};

/// How many pieces are told; the count says how many there are.
const MOST: usize = 500;

/// How well the boundaries within reach cover the nodes above them.
///
/// # Errors
/// [`AppError::NotFound`] for a node outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, query: CoverageQuery) -> Answer<CoverageReport> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let mut nodes = node::list(&db, &reach).await?;
    nodes.retain(|node| node.active && node.level.counts());
    if let Some(id) = query.node {
        let top = nodes.iter().find(|node| node.id == id).ok_or_else(|| AppError::not_found("node", id))?;
        let path = top.path.clone();
        nodes.retain(|node| is_within(&node.path, &path));
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let shapes = shapes(&db, &nodes).await?;
    let report = tokio::task::spawn_blocking(move || compare(&book, &nodes, &shapes)).await;
    report.map_err(|error| AppError::Storage(StorageError::Panicked(error.to_string())))
}

async fn shapes(db: &impl ConnectionTrait, nodes: &[Node]) -> Answer<HashMap<NodeId, MultiPolygon<f64>>> {
    let mut shapes = HashMap::new();
    for row in node::boundaries(db).await? {
        if !nodes.iter().any(|node| node.id == row.node_id) {
            continue;
        }
        let read = Boundary::from_geojson(&row.geojson).map_err(|refusal| StorageError::Inconsistency {
            table: "node_boundaries",
            row: row.node_id.to_string(),
            reason: refusal.to_string(),
        })?;
        shapes.insert(row.node_id, read.into_shape());
    }
    Ok(shapes)
}

fn compare(book: &Wordbook, nodes: &[Node], shapes: &HashMap<NodeId, MultiPolygon<f64>>) -> CoverageReport {
    let mut children: HashMap<NodeId, Vec<&Node>> = HashMap::new();
    for node in nodes {
        if let Some(parent) = node.parent_id {
            children.entry(parent).or_default().push(node);
        }
    }
    let mut pieces = Vec::new();
    let mut outlines = Vec::new();
    for parent in nodes {
        let Some(below) = children.get(&parent.id) else { continue };
        pieces.extend(below_one(book, parent, below, shapes));
        if let Some(shape) = shapes.get(&parent.id) {
            let outline = CoverageOutline { name: parent.name.get(book.lang).to_owned(), level: parent.level.0 };
            outlines.push(Feature::of(parent.id, Some(geometry(shape)), outline));
        }
    }
    pieces.sort_by_key(|feature| std::cmp::Reverse(feature.properties.area_m2));
    let piece_count = many(pieces.len());
    pieces.truncate(MOST);
    let extents = shapes.values().filter_map(Extent::of);
    let bbox = extents.reduce(|a, b| Extent {
        west: a.west.min(b.west),
        south: a.south.min(b.south),
        east: a.east.max(b.east),
        north: a.north.max(b.north),
    });
    CoverageReport {
        bbox: bbox.map(|extent| [extent.west, extent.south, extent.east, extent.north]),
        with_boundary: many(shapes.len()),
        total: many(nodes.len()),
        tolerance_m2: square_metres(WORTH_TELLING_M2),
        outlines: Features::of(outlines),
        pieces: Features::of(pieces),
        piece_count,
    }
}

/// The pieces among the children of one node.
fn below_one(
    book: &Wordbook,
    parent: &Node,
    below: &[&Node],
    shapes: &HashMap<NodeId, MultiPolygon<f64>>,
) -> Vec<Feature<CoveragePiece>> {
    let siblings: Vec<(u32, &MultiPolygon<f64>)> =
        (0_u32..).zip(below).filter_map(|(key, node)| Some((key, shapes.get(&node.id)?))).collect();
    if siblings.is_empty() {
        return Vec::new();
    }
    // A child without a boundary leaves a gap that says nothing.
    let whole = siblings.len() == below.len();
    let coverage = Coverage::of(shapes.get(&parent.id), &siblings, WORTH_TELLING_M2);
    let above = book.node(Some(parent.id));
    let named = |key: u32| below.get(key as usize).map(|node| book.node(Some(node.id)));
    let name = |key: u32| named(key).map_or_else(String::new, |node| node.name);
    let told = |fault, area_m2: f64, place: Position, shape: &Polygon<f64>, nodes: Vec<Ref>, message: Message| {
        let properties = CoveragePiece {
            fault,
            area_m2: square_metres(area_m2),
            parent: Some(above.clone()),
            nodes,
            sentence: render(&message, book.lang),
            lon: place.lon(),
            lat: place.lat(),
        };
        Feature::of(parent.id, Some(geometry(&MultiPolygon::new(vec![shape.clone()]))), properties)
    };
    let gaps = coverage.gaps.iter().filter(|_| whole).map(|gap| {
        let message = gap.message().arg("parent", &above.name);
        told(CoverageFault::Gap, gap.area_m2, gap.place, &gap.shape, Vec::new(), message)
    });
    let overlaps = coverage.overlaps.iter().map(|o| {
        let nodes = [o.a, o.b].into_iter().filter_map(named).collect();
        let message = o.message().arg("a", name(o.a)).arg("b", name(o.b));
        told(CoverageFault::Overlap, o.area_m2, o.place, &o.shape, nodes, message)
    });
    let overhangs = coverage.overhangs.iter().map(|o| {
        let message = o.message().arg("node", name(o.key)).arg("parent", &above.name);
        told(CoverageFault::Overhang, o.area_m2, o.place, &o.shape, named(o.key).into_iter().collect(), message)
    });
    gaps.chain(overlaps).chain(overhangs).collect()
}

fn geometry(shape: &MultiPolygon<f64>) -> Geometry {
    let ring = |line: &wangge_geo::LineString<f64>| line.0.iter().map(|at| [at.x, at.y]).collect::<Vec<_>>();
    let polygon =
        |part: &Polygon<f64>| std::iter::once(part.exterior()).chain(part.interiors()).map(ring).collect::<Vec<_>>();
    let coordinates = shape.0.iter().map(polygon).collect::<Vec<_>>();
    Geometry { kind: "MultiPolygon".to_owned(), coordinates: serde_json::json!(coordinates) }
}

#[expect(clippy::cast_possible_truncation, reason = "no district is larger than the Earth, 5.1e14 m²")]
fn square_metres(area: f64) -> i64 {
    area.round() as i64
}
