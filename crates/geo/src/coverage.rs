//! Whether siblings cover their parent: gaps, overlaps, and parts that stick out.
//!
//! Reported when a grid is imported; nothing is refused for it, because real boundaries come from several
//! surveys. Pieces below the tolerance are the rounding of two copies of one border and are left out.

use geo::{BooleanOps, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use wangge_domain::text::Message;

use crate::boundary::Boundary;
use crate::position::{Extent, Position};

/// A part of the parent that no sibling covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Its area in square metres.
    pub area_m2: f64,
    /// A place in it.
    pub place: Position,
    /// The piece itself, for the map.
    pub shape: Polygon<f64>,
}

/// A piece that two siblings both claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The key of the first.
    pub a: u32,
    /// The key of the second.
    pub b: u32,
    /// The area of the piece in square metres.
    pub area_m2: f64,
    /// A place in it.
    pub place: Position,
    /// The piece itself, for the map.
    pub shape: Polygon<f64>,
}

/// A piece of a sibling outside the parent.
#[derive(Clone, Debug, PartialEq)]
pub struct Overhang {
    /// The key of the sibling.
    pub key: u32,
    /// The area of the piece in square metres.
    pub area_m2: f64,
    /// A place in it.
    pub place: Position,
    /// The piece itself, for the map.
    pub shape: Polygon<f64>,
}

/// How siblings cover their parent. Every list goes from the largest piece to the smallest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// What nobody covers.
    pub gaps: Vec<Gap>,
    /// What two claim.
    pub overlaps: Vec<Overlap>,
    /// What lies outside the parent.
    pub overhangs: Vec<Overhang>,
}

fn piece_message(key: &str, area_m2: f64, place: Position) -> Message {
    Message::new(key)
        .arg("area", format!("{area_m2:.0}"))
        .arg("lon", format!("{:.6}", place.lon()))
        .arg("lat", format!("{:.6}", place.lat()))
}

impl Gap {
    /// The sentence for the report; the caller adds `parent`, the parent's name.
    pub fn message(&self) -> Message {
        piece_message("grid-coverage-gap", self.area_m2, self.place)
    }
}

impl Overlap {
    /// The sentence for the report; the caller adds `a` and `b`, the siblings' names.
    pub fn message(&self) -> Message {
        piece_message("grid-coverage-overlap", self.area_m2, self.place)
    }
}

impl Overhang {
    /// The sentence for the report; the caller adds `node` and `parent`, the names.
    pub fn message(&self) -> Message {
        piece_message("grid-coverage-overhang", self.area_m2, self.place)
    }
}

impl Coverage {
    /// Compares valid siblings, by key, with one another and with their parent's boundary, if it has one.
    ///
    /// `tolerance_m2` is the smallest area of a piece worth telling, in square metres. Gaps and overhangs
    /// need a parent.
    pub fn of(parent: Option<&MultiPolygon<f64>>, siblings: &[(u32, &MultiPolygon<f64>)], tolerance_m2: f64) -> Self {
        let mut coverage = Self { overlaps: overlaps(siblings, tolerance_m2), ..Self::default() };
        if let Some(parent) = parent {
            coverage.gaps = gaps(parent, siblings, tolerance_m2);
            for (key, shape) in siblings {
                let outside = pieces(&shape.difference(parent), tolerance_m2);
                coverage.overhangs.extend(outside.into_iter().map(|(area_m2, place, shape)| Overhang {
                    key: *key,
                    area_m2,
                    place,
                    shape,
                }));
            }
        }
        coverage.gaps.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
        coverage.overlaps.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2).then((a.a, a.b).cmp(&(b.a, b.b))));
        coverage.overhangs.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2).then(a.key.cmp(&b.key)));
        coverage
    }

    /// Whether there is nothing to report.
    pub const fn is_exact(&self) -> bool {
        self.gaps.is_empty() && self.overlaps.is_empty() && self.overhangs.is_empty()
    }
}

type Piece = (f64, Position, Polygon<f64>);

fn pieces(shape: &MultiPolygon<f64>, tolerance_m2: f64) -> Vec<Piece> {
    let piece = |polygon: &Polygon<f64>| {
        let boundary = Boundary::from_shape(MultiPolygon::new(vec![polygon.clone()]));
        let area_m2 = boundary.area_m2();
        (area_m2 > tolerance_m2).then_some((area_m2, boundary.label_point()?, polygon.clone()))
    };
    shape.0.iter().filter_map(piece).collect()
}

fn gaps(parent: &MultiPolygon<f64>, siblings: &[(u32, &MultiPolygon<f64>)], tolerance_m2: f64) -> Vec<Gap> {
    // The union of many asks for rings that all run the same way.
    let oriented: Vec<MultiPolygon<f64>> = siblings.iter().map(|(_, shape)| oriented(shape)).collect();
    let covered = geo::unary_union(&oriented);
    let open = pieces(&parent.difference(&covered), tolerance_m2);
    open.into_iter().map(|(area_m2, place, shape)| Gap { area_m2, place, shape }).collect()
}

fn oriented(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    use geo::orient::{Direction, Orient};
    shape.orient(Direction::Default)
}

fn overlaps(siblings: &[(u32, &MultiPolygon<f64>)], tolerance_m2: f64) -> Vec<Overlap> {
    let boxes = siblings.iter().enumerate().filter_map(|(i, (_, shape))| {
        let e = Extent::of(shape)?;
        Some(GeomWithData::new(Rectangle::from_corners([e.west, e.south], [e.east, e.north]), i))
    });
    let boxes: Vec<_> = boxes.collect();
    let tree = RTree::bulk_load(boxes.clone());
    let mut found = Vec::new();
    for own in &boxes {
        let envelope = AABB::from_corners(own.geom().lower(), own.geom().upper());
        for other in tree.locate_in_envelope_intersecting(&envelope).filter(|other| other.data > own.data) {
            let ((a, first), (b, second)) = (siblings[own.data], siblings[other.data]);
            let shared = pieces(&first.intersection(second), tolerance_m2);
            found.extend(shared.into_iter().map(|(area_m2, place, shape)| Overlap { a, b, area_m2, place, shape }));
        }
    }
    found
}
