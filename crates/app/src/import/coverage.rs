//! How well the boundaries of siblings cover the node above them: told, never refused.

use std::collections::BTreeSet;

use wangge_documents::{Fault, Place};
use wangge_domain::grid::Node;
use wangge_domain::ids::NodeId;
use wangge_domain::text::Message;
use wangge_geo::{Coverage, MultiPolygon};

use super::boundaries::Shapes;
use super::plan::Plan;

/// The smallest piece worth telling, in square metres; below lies the rounding of surveys.
pub const WORTH_TELLING_M2: f64 = 100.0;
/// More are not told one by one.
const MOST: usize = 50;

/// Warns of gaps, overlaps and overhangs among the siblings and children of nodes with new boundaries.
pub(super) fn warn(plan: &mut Plan<'_>, shapes: &Shapes, changed: &[NodeId]) {
    let mut parents: BTreeSet<Option<NodeId>> = BTreeSet::new();
    for id in changed {
        parents.insert(Some(*id));
        parents.insert(plan.nodes.by_id(id.0).and_then(|node| node.parent_id));
    }
    let mut found: Vec<(f64, Message)> = Vec::new();
    for parent in parents {
        pieces(plan, shapes, parent, &mut found);
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let more = found.len().saturating_sub(MOST);
    let place = || Place::file(&plan.query.filename);
    let mut faults: Vec<Fault> =
        found.into_iter().take(MOST).map(|(_, message)| Fault::warning(place(), message)).collect();
    if more > 0 {
        faults.push(Fault::warning(place(), Message::new("import-coverage-more").arg("count", more)));
    }
    plan.faults.extend(faults);
}

fn pieces(plan: &Plan<'_>, shapes: &Shapes, parent: Option<NodeId>, found: &mut Vec<(f64, Message)>) {
    let children: Vec<&Node> = plan.nodes.iter().filter(|node| node.active && node.parent_id == parent).collect();
    let siblings: Vec<(u32, &MultiPolygon<f64>)> =
        (0_u32..).zip(&children).filter_map(|(key, node)| Some((key, shapes.get(&node.id)?))).collect();
    if siblings.is_empty() {
        return;
    }
    // A child without a boundary leaves a gap that says nothing.
    let whole = siblings.len() == children.len();
    let around = parent.and_then(|id| shapes.get(&id));
    let coverage = Coverage::of(around, &siblings, WORTH_TELLING_M2);
    let name = |key: u32| children.get(key as usize).map_or("", |node| node.name.zh.as_str());
    let above = parent.and_then(|id| plan.nodes.by_id(id.0)).map_or("", |node| node.name.zh.as_str());
    let gaps = coverage.gaps.iter().filter(|_| whole);
    found.extend(gaps.map(|gap| (gap.area_m2, gap.message().arg("parent", above))));
    let overlaps = coverage.overlaps.iter();
    found.extend(overlaps.map(|o| (o.area_m2, o.message().arg("a", name(o.a)).arg("b", name(o.b)))));
    let overhangs = coverage.overhangs.iter();
    found.extend(overhangs.map(|o| (o.area_m2, o.message().arg("node", name(o.key)).arg("parent", above))));
}
