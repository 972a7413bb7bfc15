//! What is wrong with a boundary, and where.
//!
//! The rules are those of OGC Simple Features: rings are closed and neither cross nor touch themselves,
//! holes lie inside their outer ring and apart from one another, parts do not overlap; rings may touch
//! each other at single points. Not checked: whether such touches cut the interior in two.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use wangge_domain::text::Message;

use super::Boundary;
use super::topology::{Part, containment_faults, crossing_faults, distinct};
use crate::position::{self, Extent};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// There is no point at all.
    Empty,
    /// A coordinate is not a finite number.
    NotANumber,
    /// A longitude beyond ±180 or a latitude beyond ±90.
    OutOfRange,
    /// Longitude and latitude are exchanged.
    Swapped,
    /// Metres of a projection that looks like Web Mercator (EPSG:3857).
    WebMercator,
    /// Metres of a projection that looks like Gauss–Krüger (CGCS2000, 3° or 6° zones) or UTM.
    GaussKruger,
    /// Metres or feet of some other projection.
    Projected,
    /// The boundary lies wholly outside the area it should be in.
    Outside,
    /// A ring whose last point is not its first.
    Unclosed,
    /// A ring of fewer than three different points.
    TooFewPoints,
    /// A ring without area.
    ZeroArea,
    /// A ring crosses itself.
    SelfCrossing,
    /// A ring touches itself at a point or runs back along itself; often a hole drawn into it.
    SelfTouching,
    /// Two rings of a part cross or share a stretch.
    RingsCross,
    /// A hole reaches outside its outer ring.
    HoleOutside,
    /// A hole lies inside another.
    HolesOverlap,
    /// Two parts overlap or share a stretch of border.
    PartsOverlap,
}

impl FaultKind {
    /// The stable code, which is also the end of its catalogue key with `-` for `_`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "boundary_empty",
            Self::NotANumber => "boundary_not_a_number",
            Self::OutOfRange => "boundary_out_of_range",
            Self::Swapped => "boundary_swapped",
            Self::WebMercator => "boundary_web_mercator",
            Self::GaussKruger => "boundary_gauss_kruger",
            Self::Projected => "boundary_projected",
            Self::Outside => "boundary_outside",
            Self::Unclosed => "boundary_unclosed",
            Self::TooFewPoints => "boundary_too_few_points",
            Self::ZeroArea => "boundary_zero_area",
            Self::SelfCrossing => "boundary_self_crossing",
            Self::SelfTouching => "boundary_self_touching",
            Self::RingsCross => "boundary_rings_cross",
            Self::HoleOutside => "boundary_hole_outside",
            Self::HolesOverlap => "boundary_holes_overlap",
            Self::PartsOverlap => "boundary_parts_overlap",
        }
    }

    /// Whether [`Boundary::repaired`] can mend it; wrong coordinates it cannot.
    pub const fn is_repairable(self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::NotANumber
                | Self::OutOfRange
                | Self::Swapped
                | Self::WebMercator
                | Self::GaussKruger
                | Self::Projected
                | Self::Outside
        )
    }
}

/// A fault and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundaryFault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Which part, from 0.
    pub part: usize,
    /// Which ring of the part: 0 the outer one, then the holes.
    pub ring: usize,
    /// Where, as the numbers stand in the file; none when there is no point.
    pub at: Option<(f64, f64)>,
}

impl BoundaryFault {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The sentence for the user: what is wrong, in which part and ring (counted from 1), at which place.
    pub fn message(&self) -> Message {
        let key = format!("grid-{}", self.code().replace('_', "-"));
        let message = Message::new(key).arg("part", self.part + 1).arg("ring", self.ring + 1);
        let (lon, lat) = self.at.unwrap_or_default();
        message.arg("lon", plain(lon)).arg("lat", plain(lat))
    }
}

/// Six decimals at most (11 cm), without trailing zeros.
fn plain(degrees: f64) -> String {
    let text = format!("{degrees:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Nobody mends more by hand, and a scribble would have thousands.
pub(super) const MOST_FAULTS: usize = 20;
/// Twice the area, in square degrees, below which a ring is a line (about 1 cm²).
const NO_AREA_DEG2: f64 = 1e-14;
/// Beyond this no slip of the pen is a degree.
const SURELY_METRES: f64 = 1000.0;

impl Boundary {
    /// Everything wrong with the boundary, at most twenty faults, in a fixed order.
    ///
    /// Wrong coordinates are reported alone: the shape they make says nothing more.
    pub fn faults(&self) -> Vec<BoundaryFault> {
        if let Some(fault) = coordinate_fault(self.shape()) {
            return vec![fault];
        }
        let mut faults = ring_faults(self);
        let prepared: Vec<Part> = self.shape().0.iter().enumerate().map(|(i, p)| Part::new(i, p)).collect();
        crossing_faults(&prepared, &mut faults);
        // A ring that crosses another may make the questions of inside and outside meaningless.
        if faults.is_empty() {
            containment_faults(&prepared, &mut faults);
        }
        faults.truncate(MOST_FAULTS);
        faults
    }

    /// As [`Boundary::faults`], and whether the boundary is where it should be at all.
    ///
    /// An exchanged pair within ±90 can only be noticed this way: the area holds the exchanged numbers.
    pub fn faults_within(&self, area: &Extent) -> Vec<BoundaryFault> {
        let faults = self.faults();
        if faults.iter().any(|fault| !fault.kind.is_repairable()) {
            return faults;
        }
        let Some(own) = self.extent() else {
            return faults;
        };
        if meet(&own, area) {
            return faults;
        }
        let turned = Extent::between((own.south, own.west), (own.north, own.east));
        let kind = if meet(&turned, area) { FaultKind::Swapped } else { FaultKind::Outside };
        vec![BoundaryFault { kind, part: 0, ring: 0, at: first_point(self.shape()) }]
    }
}

fn meet(a: &Extent, b: &Extent) -> bool {
    a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
}

fn first_point(shape: &MultiPolygon<f64>) -> Option<(f64, f64)> {
    use geo::CoordsIter;
    shape.coords_iter().next().map(|c| (c.x, c.y))
}

pub(super) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = (usize, &LineString<f64>)> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).enumerate()
}

fn points(shape: &MultiPolygon<f64>) -> impl Iterator<Item = (usize, usize, Coord<f64>)> {
    shape.0.iter().enumerate().flat_map(|(part, polygon)| {
        rings(polygon).flat_map(move |(ring, line)| line.0.iter().map(move |c| (part, ring, *c)))
    })
}

fn coordinate_fault(shape: &MultiPolygon<f64>) -> Option<BoundaryFault> {
    if points(shape).next().is_none() {
        return Some(BoundaryFault { kind: FaultKind::Empty, part: 0, ring: 0, at: None });
    }
    let fault =
        |kind, (part, ring, c): (usize, usize, Coord<f64>)| BoundaryFault { kind, part, ring, at: Some((c.x, c.y)) };
    if let Some(bad) = points(shape).find(|(_, _, c)| !(c.x.is_finite() && c.y.is_finite())) {
        return Some(fault(FaultKind::NotANumber, bad));
    }
    let bad = points(shape).find(|(_, _, c)| !position::in_range(c.x, c.y))?;
    let all_turned = points(shape).all(|(_, _, c)| position::in_range(c.y, c.x));
    let kind = if all_turned {
        FaultKind::Swapped
    } else if bad.2.x.abs().max(bad.2.y.abs()) > SURELY_METRES {
        projection(bad.2)
    } else {
        FaultKind::OutOfRange
    };
    Some(fault(kind, bad))
}

/// The projection that puts a point of China at such metres.
fn projection(c: Coord<f64>) -> FaultKind {
    let northing = (100_000.0..=6_500_000.0).contains(&c.y);
    if (8_000_000.0..=15_350_000.0).contains(&c.x) && (90_000.0..=7_600_000.0).contains(&c.y) {
        FaultKind::WebMercator
    } else if northing && ((100_000.0..=900_000.0).contains(&c.x) && c.y > 1_500_000.0) {
        FaultKind::GaussKruger
    } else if northing && (15_350_000.0..=46_000_000.0).contains(&c.x) {
        // The zone number stands before the easting.
        FaultKind::GaussKruger
    } else {
        FaultKind::Projected
    }
}

/// Whether a ring lies on one line. A figure of eight may have no area either, by its sign, but crosses itself.
fn is_line(ring: &LineString<f64>) -> bool {
    let start = ring.0[0];
    let from_start = |c: &Coord<f64>| (c.x - start.x).hypot(c.y - start.y);
    let furthest = ring.0.iter().max_by(|a, b| from_start(a).total_cmp(&from_start(b)));
    furthest.is_none_or(|end| {
        let along = *end - start;
        ring.0.iter().all(|c| {
            let aside = *c - start;
            (along.x * aside.y - along.y * aside.x).abs() < NO_AREA_DEG2
        })
    })
}

fn ring_faults(boundary: &Boundary) -> Vec<BoundaryFault> {
    let mut faults = Vec::new();
    for (part, polygon) in boundary.shape().0.iter().enumerate() {
        for (ring, line) in rings(polygon) {
            let at = line.0.first().map(|c| (c.x, c.y));
            let mut add = |kind| {
                faults.push(BoundaryFault { kind, part, ring, at });
            };
            if boundary.unclosed.contains(&(part, ring)) {
                add(FaultKind::Unclosed);
            }
            if distinct(line).len() < 4 {
                add(FaultKind::TooFewPoints);
            } else if is_line(line) {
                add(FaultKind::ZeroArea);
            }
        }
    }
    faults
}
