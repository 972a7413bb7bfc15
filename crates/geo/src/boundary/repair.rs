//! Making a valid shape of a faulty one.

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::measure::{polygon_area_m2, ring_area_m2};
use super::{Boundary, BoundaryRefusal};

/// Parts and holes below this are rounding, not land, in square metres.
const SLIVER_M2: f64 = 1.0;
/// How far the boolean operations may move a point, in degrees (0.2 mm).
const SNAP_DEG: f64 = 2e-9;

impl Boundary {
    /// A valid boundary covering what this one plainly means.
    ///
    /// Each part's outer ring is filled by the even-odd rule, so a hole drawn into the outer ring along a
    /// cut line becomes a hole; the holes are taken off; the parts are joined. Slivers under 1 m² go.
    /// Points that were there stay where they were, so borders shared with neighbours still meet. A
    /// boundary without faults comes back unchanged.
    ///
    /// # Errors
    /// The coordinates are no degrees, or nothing with area is left.
    pub fn repaired(&self) -> Result<Self, BoundaryRefusal> {
        let faults = self.faults();
        if faults.is_empty() {
            return Ok(self.clone());
        }
        if faults.iter().any(|fault| !fault.kind.is_repairable()) {
            return Err(BoundaryRefusal::BeyondRepair);
        }
        let filled = filled(self.shape());
        // Putting points back where they were can, very rarely, fold a hair-thin corner over; then the
        // moved points, 0.2 mm away, are the better answer.
        let candidates = [snapped(&filled, self.shape()), filled.clone(), filled_again(&filled)];
        candidates
            .into_iter()
            .map(|shape| Self::from_shape(without_slivers(shape)))
            .find(|candidate| candidate.faults().is_empty())
            .ok_or(BoundaryRefusal::BeyondRepair)
    }
}

fn ring_filled(ring: &LineString<f64>) -> MultiPolygon<f64> {
    let nothing = MultiPolygon::new(Vec::new());
    Polygon::new(ring.clone(), Vec::new()).union(&nothing)
}

fn part_filled(part: &Polygon<f64>) -> MultiPolygon<f64> {
    part.interiors().iter().fold(ring_filled(part.exterior()), |shape, hole| shape.difference(&ring_filled(hole)))
}

fn filled(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.0.iter().map(part_filled).fold(MultiPolygon::new(Vec::new()), |whole, part| whole.union(&part))
}

fn filled_again(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    filled(&without_slivers(shape.clone()))
}

fn without_slivers(shape: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let parts = shape.0.into_iter().filter_map(|polygon| {
        let (outer, holes) = polygon.into_inner();
        let holes = holes.into_iter().filter(|hole| ring_area_m2(hole) >= SLIVER_M2).collect();
        let part = Polygon::new(outer, holes);
        (polygon_area_m2(&part) >= SLIVER_M2).then_some(part)
    });
    MultiPolygon::new(parts.collect())
}

/// Moves every point back onto the original point it came from.
fn snapped(shape: &MultiPolygon<f64>, original: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    use geo::{CoordsIter, MapCoords};
    let points = original.coords_iter().map(|c| GeomWithData::new([c.x, c.y], ())).collect();
    let tree = RTree::bulk_load(points);
    shape.map_coords(|c| match tree.nearest_neighbor(&[c.x, c.y]) {
        Some(near) if (near.geom()[0] - c.x).hypot(near.geom()[1] - c.y) <= SNAP_DEG => {
            Coord { x: near.geom()[0], y: near.geom()[1] }
        }
        _ => c,
    })
}
