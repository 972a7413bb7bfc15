//! Areas, lengths and representative points of boundaries.

use geo::{Centroid, GeodesicArea, InteriorPoint, LineString, MultiPolygon, Polygon, Simplify};

use super::Boundary;
use crate::position::Position;

/// Metres of a degree of latitude, for tolerances only.
const METRES_PER_DEGREE: f64 = 111_320.0;

impl Boundary {
    /// The area on the WGS-84 ellipsoid in square metres (Karney 2013), holes taken off.
    ///
    /// The way the rings run does not matter. Overlapping parts count twice: repair first.
    pub fn area_m2(&self) -> f64 {
        area_m2(self.shape())
    }

    /// A place inside the boundary, for a label or a pin; none when there is no area.
    pub fn label_point(&self) -> Option<Position> {
        self.shape().interior_point().map(|p| Position::of_coord(p.0))
    }

    /// The centre of gravity, which may lie outside a bent boundary; none when it is empty.
    pub fn centroid(&self) -> Option<Position> {
        self.shape().centroid().map(|p| Position::of_coord(p.0))
    }

    /// A coarser boundary for display, no point further than so many metres from the true line.
    ///
    /// Neighbours simplified on their own no longer meet exactly: never store or locate with the result.
    /// A ring too small for the tolerance stays as it is.
    #[must_use]
    pub fn simplified(&self, tolerance_m: f64) -> Self {
        let degrees = tolerance_m / METRES_PER_DEGREE;
        let coarse = |ring: &LineString<f64>| {
            let simple = ring.simplify(degrees);
            if simple.0.len() >= 4 { simple } else { ring.clone() }
        };
        let polygons =
            self.shape().0.iter().map(|polygon| {
                Polygon::new(coarse(polygon.exterior()), polygon.interiors().iter().map(coarse).collect())
            });
        Self::from_shape(MultiPolygon::new(polygons.collect()))
    }
}

/// The area of a shape on the WGS-84 ellipsoid in square metres, whichever way its rings run.
pub(crate) fn area_m2(shape: &MultiPolygon<f64>) -> f64 {
    shape.0.iter().map(polygon_area_m2).sum()
}

pub(crate) fn polygon_area_m2(polygon: &Polygon<f64>) -> f64 {
    let holes: f64 = polygon.interiors().iter().map(ring_area_m2).sum();
    ring_area_m2(polygon.exterior()) - holes
}

/// The area inside one ring in square metres, never negative.
pub(crate) fn ring_area_m2(ring: &LineString<f64>) -> f64 {
    if ring.0.len() < 4 {
        return 0.0;
    }
    Polygon::new(ring.clone(), Vec::new()).geodesic_area_signed().abs()
}
