//! Where the rings of a boundary cross, touch or lie wrongly to one another.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, LineString, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::faults::{BoundaryFault, FaultKind, MOST_FAULTS, rings};
use crate::outline::{Outline, Side};

/// The points of a ring, each repeated one once.
pub(super) fn distinct(ring: &LineString<f64>) -> Vec<Coord<f64>> {
    let mut points = ring.0.clone();
    points.dedup();
    points
}

/// A part ready for questions.
pub(super) struct Part {
    index: usize,
    rings: Vec<Vec<Coord<f64>>>,
    outlines: Vec<Option<Outline>>,
}

impl Part {
    pub(super) fn new(index: usize, polygon: &Polygon<f64>) -> Self {
        let outlines = rings(polygon)
            .map(|(_, ring)| Outline::new(&MultiPolygon::new(vec![Polygon::new(ring.clone(), Vec::new())])))
            .collect();
        Self { index, rings: rings(polygon).map(|(_, ring)| distinct(ring)).collect(), outlines }
    }
}

/// One side of a ring.
#[derive(Clone, Copy)]
struct Segment {
    line: Line<f64>,
    part: usize,
    ring: usize,
    index: usize,
    ring_len: usize,
}

impl Segment {
    fn neighbours(&self, other: &Self) -> bool {
        let gap = self.index.abs_diff(other.index);
        gap == 1 || gap + 1 == self.ring_len
    }

    /// The fault two sides make together, and where.
    fn clash(&self, other: &Self) -> Option<(FaultKind, Coord<f64>)> {
        let met = line_intersection(self.line, other.line)?;
        let (at, proper, along) = match met {
            LineIntersection::SinglePoint { intersection, is_proper } => (intersection, is_proper, false),
            LineIntersection::Collinear { intersection } => (intersection.start, false, true),
        };
        let kind = if self.part != other.part {
            (proper || along).then_some(FaultKind::PartsOverlap)
        } else if self.ring != other.ring {
            (proper || along).then_some(FaultKind::RingsCross)
        } else if self.neighbours(other) {
            along.then_some(FaultKind::SelfTouching)
        } else if proper {
            Some(FaultKind::SelfCrossing)
        } else {
            Some(FaultKind::SelfTouching)
        };
        kind.map(|kind| (kind, at))
    }
}

fn segments(parts: &[Part]) -> Vec<Segment> {
    let mut all = Vec::new();
    for part in parts {
        for (ring, points) in part.rings.iter().enumerate().filter(|(_, points)| points.len() >= 4) {
            let ring_len = points.len() - 1;
            all.extend(points.windows(2).enumerate().map(|(index, ends)| Segment {
                line: Line::new(ends[0], ends[1]),
                part: part.index,
                ring,
                index,
                ring_len,
            }));
        }
    }
    all
}

pub(super) fn crossing_faults(parts: &[Part], faults: &mut Vec<BoundaryFault>) {
    let all = segments(parts);
    let boxes = all.iter().enumerate().map(|(i, s)| {
        let ends = ([s.line.start.x, s.line.start.y], [s.line.end.x, s.line.end.y]);
        GeomWithData::new(Rectangle::from_corners(ends.0, ends.1), i)
    });
    let tree = RTree::bulk_load(boxes.collect());
    for (i, segment) in all.iter().enumerate() {
        let (a, b) = (segment.line.start, segment.line.end);
        let envelope = AABB::from_corners([a.x, a.y], [b.x, b.y]);
        let mut others: Vec<usize> =
            tree.locate_in_envelope_intersecting(&envelope).map(|found| found.data).filter(|j| *j > i).collect();
        // The tree answers in its own order; the report keeps to that of the file.
        others.sort_unstable();
        for other in others {
            if let Some((kind, at)) = segment.clash(&all[other]) {
                let fault = BoundaryFault { kind, part: segment.part, ring: segment.ring, at: Some((at.x, at.y)) };
                // Four sides meet where a ring touches itself at a corner: one fault.
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        if faults.len() >= MOST_FAULTS {
            return;
        }
    }
}

pub(super) fn containment_faults(parts: &[Part], faults: &mut Vec<BoundaryFault>) {
    for part in parts {
        for hole in 1..part.rings.len() {
            if let Some(at) = part.outlines[0].as_ref().and_then(|outer| point_outside(&part.rings[hole], outer)) {
                faults.push(BoundaryFault { kind: FaultKind::HoleOutside, part: part.index, ring: hole, at: Some(at) });
            }
            for other in (1..part.rings.len()).filter(|other| *other != hole) {
                if let Some(at) = part.outlines[other].as_ref().and_then(|o| point_inside(&part.rings[hole], o)) {
                    let kind = FaultKind::HolesOverlap;
                    faults.push(BoundaryFault { kind, part: part.index, ring: hole, at: Some(at) });
                }
            }
        }
        for other in parts.iter().filter(|other| other.index != part.index) {
            let Some(first) = part.rings.first() else {
                continue;
            };
            if let Some(at) = first.iter().find(|c| lies_in(other, **c)) {
                let kind = FaultKind::PartsOverlap;
                faults.push(BoundaryFault { kind, part: part.index, ring: 0, at: Some((at.x, at.y)) });
            }
        }
    }
}

fn lies_in(part: &Part, c: Coord<f64>) -> bool {
    let mut sides = part.outlines.iter().map(|o| o.as_ref().map_or(Side::Outside, |o| o.side(c.x, c.y)));
    sides.next() == Some(Side::Inside) && sides.all(|side| side == Side::Outside)
}

fn point_inside(ring: &[Coord<f64>], outline: &Outline) -> Option<(f64, f64)> {
    ring.iter().find(|c| outline.side(c.x, c.y) == Side::Inside).map(|c| (c.x, c.y))
}

/// A point of a ring outside another; also the middle of a side that only ends on the other's border.
fn point_outside(ring: &[Coord<f64>], outline: &Outline) -> Option<(f64, f64)> {
    let side = |c: Coord<f64>| outline.side(c.x, c.y);
    if let Some(c) = ring.iter().find(|c| side(**c) == Side::Outside) {
        return Some((c.x, c.y));
    }
    ring.windows(2)
        .filter(|ends| side(ends[0]) == Side::Border && side(ends[1]) == Side::Border)
        .map(|ends| (ends[0] + ends[1]) / 2.0)
        .find(|middle| side(*middle) == Side::Outside)
        .map(|c| (c.x, c.y))
}
