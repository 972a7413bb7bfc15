//! What is wrong with a boundary, and where.
//!
//! The rules are those of OGC Simple Features: rings are closed and neither cross nor touch themselves,
//! holes lie inside their outer ring and apart from one another, parts do not overlap; rings may touch
//! each other at single points. Not checked: whether such touches cut the interior in two.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Area, Coord, Line, LineString, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use wangge_domain::text::Message;

use super::Boundary;
use crate::outline::{Outline, Side};
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
        let message = Message::new(key)
            .arg("part", self.part + 1)
            .arg("ring", self.ring + 1);
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
const MOST_FAULTS: usize = 20;
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
        let prepared: Vec<Part> = self
            .shape()
            .0
            .iter()
            .enumerate()
            .map(|(i, p)| Part::new(i, p))
            .collect();
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
        let kind = if meet(&turned, area) {
            FaultKind::Swapped
        } else {
            FaultKind::Outside
        };
        vec![BoundaryFault {
            kind,
            part: 0,
            ring: 0,
            at: first_point(self.shape()),
        }]
    }
}

fn meet(a: &Extent, b: &Extent) -> bool {
    a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
}

fn first_point(shape: &MultiPolygon<f64>) -> Option<(f64, f64)> {
    use geo::CoordsIter;
    shape.coords_iter().next().map(|c| (c.x, c.y))
}

fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = (usize, &LineString<f64>)> {
    std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .enumerate()
}

fn points(shape: &MultiPolygon<f64>) -> impl Iterator<Item = (usize, usize, Coord<f64>)> {
    shape.0.iter().enumerate().flat_map(|(part, polygon)| {
        rings(polygon).flat_map(move |(ring, line)| line.0.iter().map(move |c| (part, ring, *c)))
    })
}

fn coordinate_fault(shape: &MultiPolygon<f64>) -> Option<BoundaryFault> {
    if points(shape).next().is_none() {
        return Some(BoundaryFault {
            kind: FaultKind::Empty,
            part: 0,
            ring: 0,
            at: None,
        });
    }
    let fault = |kind, (part, ring, c): (usize, usize, Coord<f64>)| BoundaryFault {
        kind,
        part,
        ring,
        at: Some((c.x, c.y)),
    };
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

fn ring_faults(boundary: &Boundary) -> Vec<BoundaryFault> {
    let mut faults = Vec::new();
    for (part, polygon) in boundary.shape().0.iter().enumerate() {
        for (ring, line) in rings(polygon) {
            let at = line.0.first().map(|c| (c.x, c.y));
            let mut add = |kind| {
                faults.push(BoundaryFault {
                    kind,
                    part,
                    ring,
                    at,
                })
            };
            if boundary.unclosed.contains(&(part, ring)) {
                add(FaultKind::Unclosed);
            }
            if distinct(line).len() < 4 {
                add(FaultKind::TooFewPoints);
            } else if Polygon::new(line.clone(), Vec::new()).signed_area().abs() < NO_AREA_DEG2 {
                add(FaultKind::ZeroArea);
            }
        }
    }
    faults
}

/// The points of a ring, each repeated one once.
fn distinct(ring: &LineString<f64>) -> Vec<Coord<f64>> {
    let mut points = ring.0.clone();
    points.dedup();
    points
}

/// A part ready for questions.
struct Part {
    index: usize,
    rings: Vec<Vec<Coord<f64>>>,
    outlines: Vec<Option<Outline>>,
}

impl Part {
    fn new(index: usize, polygon: &Polygon<f64>) -> Self {
        let outlines = rings(polygon)
            .map(|(_, ring)| {
                Outline::new(&MultiPolygon::new(vec![Polygon::new(
                    ring.clone(),
                    Vec::new(),
                )]))
            })
            .collect();
        Self {
            index,
            rings: rings(polygon).map(|(_, ring)| distinct(ring)).collect(),
            outlines,
        }
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
            LineIntersection::SinglePoint {
                intersection,
                is_proper,
            } => (intersection, is_proper, false),
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
        for (ring, points) in part
            .rings
            .iter()
            .enumerate()
            .filter(|(_, points)| points.len() >= 4)
        {
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

fn crossing_faults(parts: &[Part], faults: &mut Vec<BoundaryFault>) {
    let all = segments(parts);
    let boxes = all.iter().enumerate().map(|(i, s)| {
        let ends = (
            [s.line.start.x, s.line.start.y],
            [s.line.end.x, s.line.end.y],
        );
        GeomWithData::new(Rectangle::from_corners(ends.0, ends.1), i)
    });
    let tree = RTree::bulk_load(boxes.collect());
    for (i, segment) in all.iter().enumerate() {
        let (a, b) = (segment.line.start, segment.line.end);
        let envelope = AABB::from_corners([a.x, a.y], [b.x, b.y]);
        let mut others: Vec<usize> = tree
            .locate_in_envelope_intersecting(&envelope)
            .map(|found| found.data)
            .filter(|j| *j > i)
            .collect();
        // The tree answers in its own order; the report keeps to that of the file.
        others.sort_unstable();
        for other in others {
            if let Some((kind, at)) = segment.clash(&all[other]) {
                let fault = BoundaryFault {
                    kind,
                    part: segment.part,
                    ring: segment.ring,
                    at: Some((at.x, at.y)),
                };
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

fn containment_faults(parts: &[Part], faults: &mut Vec<BoundaryFault>) {
    for part in parts {
        for hole in 1..part.rings.len() {
            if let Some(at) = part.outlines[0]
                .as_ref()
                .and_then(|outer| point_outside(&part.rings[hole], outer))
            {
                faults.push(BoundaryFault {
                    kind: FaultKind::HoleOutside,
                    part: part.index,
                    ring: hole,
                    at: Some(at),
                });
            }
            for other in (1..part.rings.len()).filter(|other| *other != hole) {
                if let Some(at) = part.outlines[other]
                    .as_ref()
                    .and_then(|o| point_inside(&part.rings[hole], o))
                {
                    let kind = FaultKind::HolesOverlap;
                    faults.push(BoundaryFault {
                        kind,
                        part: part.index,
                        ring: hole,
                        at: Some(at),
                    });
                }
            }
        }
        for other in parts.iter().filter(|other| other.index != part.index) {
            let Some(first) = part.rings.first() else {
                continue;
            };
            if let Some(at) = first.iter().find(|c| lies_in(other, **c)) {
                let kind = FaultKind::PartsOverlap;
                faults.push(BoundaryFault {
                    kind,
                    part: part.index,
                    ring: 0,
                    at: Some((at.x, at.y)),
                });
            }
        }
    }
}

fn lies_in(part: &Part, c: Coord<f64>) -> bool {
    let mut sides = part
        .outlines
        .iter()
        .map(|o| o.as_ref().map_or(Side::Outside, |o| o.side(c.x, c.y)));
    sides.next() == Some(Side::Inside) && sides.all(|side| side == Side::Outside)
}

fn point_inside(ring: &[Coord<f64>], outline: &Outline) -> Option<(f64, f64)> {
    ring.iter()
        .find(|c| outline.side(c.x, c.y) == Side::Inside)
        .map(|c| (c.x, c.y))
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
