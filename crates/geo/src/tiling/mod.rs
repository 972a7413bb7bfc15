//! Polygons for a fictional district that tile it exactly, at every level.
//!
//! A lattice of quads is bent into an irregular blob; quads are grouped into cells, cells into communities,
//! and so on. Every stretch of border is made once and used by both sides, so there are no gaps and no
//! overlaps by construction, at whatever level quads are grouped. The caller gives the chance: the same
//! draws make the same district.

mod divide;

use std::collections::{BTreeMap, BTreeSet};

use geo::{Area, Coord, LineString, MultiPolygon, Polygon};
use wangge_domain::text::Message;

use crate::outline::{Outline, Side};
use crate::position::Extent;

/// How far a corner strays from its place, in quads. At 0.25 a quad could fold; this leaves room.
const CORNER_STRAY: f64 = 0.18;
/// How far a border strays from the straight line between corners, in quads.
const BORDER_STRAY: f64 = 0.07;
/// Points put into every border between two corners.
const BORDER_POINTS: usize = 2;
/// How much of the way from square to disc the outline goes.
const ROUNDNESS: f64 = 0.62;
/// The height of the waves that bend the whole, as a share of half the district.
const WAVE: f64 = 0.11;
/// Coordinates are rounded to so many steps a degree (11 cm), so that six decimals lose nothing.
const STEPS_PER_DEGREE: f64 = 1e6;

/// Why quads cannot be divided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TilingRefusal {
    /// More parts than quads.
    #[error("{parts} parts of {quads} quads")]
    TooFewQuads {
        /// The quads at hand.
        quads: usize,
        /// The parts asked for.
        parts: usize,
    },
}

impl TilingRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFewQuads { .. } => "tiling_too_few_quads",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::TooFewQuads { quads, parts } => {
                Message::new("grid-tiling-too-few-quads").arg("quads", quads).arg("parts", parts)
            }
        }
    }
}

/// A bent lattice of quads. Quad `row * cols + col` counts from the south-west, eastward, then northward.
#[derive(Clone, Debug)]
pub struct Lattice {
    rows: usize,
    cols: usize,
    corners: Vec<Coord<f64>>,
    /// The inner points of the border eastward from each corner, and northward from each corner.
    eastward: Vec<[Coord<f64>; BORDER_POINTS]>,
    northward: Vec<[Coord<f64>; BORDER_POINTS]>,
}

/// A corner, by its number.
type Corner = usize;

/// Makes a lattice of `rows` × `cols` quads (at least one each way) that fills a rectangle's width and height.
///
/// `draw` gives numbers spread evenly over −1 to 1; the same numbers make the same lattice.
pub fn lattice(rows: usize, cols: usize, extent: &Extent, mut draw: impl FnMut() -> f64) -> Lattice {
    let (rows, cols) = (rows.max(1), cols.max(1));
    let bend = Bend::drawn(&mut draw);
    let flat: Vec<Coord<f64>> = (0..=rows)
        .flat_map(|row| (0..=cols).map(move |col| (row, col)))
        .map(|(row, col)| Coord { x: real(col) + draw() * CORNER_STRAY, y: real(row) + draw() * CORNER_STRAY })
        .collect();
    let placed = |c: Coord<f64>| bend.apply(Coord { x: 2.0 * c.x / real(cols) - 1.0, y: 2.0 * c.y / real(rows) - 1.0 });
    let width = cols + 1;
    let mut border = |from: Corner, to: Option<Corner>| {
        let (a, b) = (flat[from], flat[to.unwrap_or(from)]);
        std::array::from_fn(|i| {
            let along = real(i + 1) / real(BORDER_POINTS + 1);
            let (stray, straight) = (draw() * BORDER_STRAY, a + (b - a) * along);
            placed(Coord { x: straight.x - (b.y - a.y) * stray, y: straight.y + (b.x - a.x) * stray })
        })
    };
    let all = 0..flat.len();
    let eastward = all.clone().map(|c| border(c, (c % width < cols).then_some(c + 1))).collect();
    let northward = all.map(|c| border(c, (c / width < rows).then_some(c + width))).collect();
    let mut lattice = Lattice { rows, cols, corners: flat.iter().map(|c| placed(*c)).collect(), eastward, northward };
    lattice.stretch(extent);
    lattice
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows and columns")]
fn real(count: usize) -> f64 {
    count as f64
}

/// The map from the square −1..1 to an irregular blob. Each of its steps is one-to-one.
struct Bend {
    waves: [(f64, f64, f64); 4],
}

impl Bend {
    fn drawn(draw: &mut impl FnMut() -> f64) -> Self {
        let mut wave = |turns: f64| (WAVE * (0.6 + 0.4 * draw()) / turns, turns * 1.6, draw() * std::f64::consts::PI);
        Self { waves: [wave(1.0), wave(2.0), wave(1.0), wave(2.0)] }
    }

    /// First toward the disc, then a shear along each axis that waves across the other.
    fn apply(&self, c: Coord<f64>) -> Coord<f64> {
        let disc = Coord {
            x: c.x * (1.0 - c.y * c.y / 2.0).max(0.0).sqrt(),
            y: c.y * (1.0 - c.x * c.x / 2.0).max(0.0).sqrt(),
        };
        let mut p = c + (disc - c) * ROUNDNESS;
        let bent = |(height, turns, shift): (f64, f64, f64), at: f64| height * (turns * at * 2.0 + shift).sin();
        p.x += bent(self.waves[0], p.y) + bent(self.waves[1], p.y);
        p.y += bent(self.waves[2], p.x) + bent(self.waves[3], p.x);
        p
    }
}

impl Lattice {
    fn stretch(&mut self, to: &Extent) {
        let points =
            || self.corners.iter().chain(self.eastward.iter().flatten()).chain(self.northward.iter().flatten());
        let low = points().fold(self.corners[0], |l, c| Coord { x: l.x.min(c.x), y: l.y.min(c.y) });
        let high = points().fold(self.corners[0], |h, c| Coord { x: h.x.max(c.x), y: h.y.max(c.y) });
        let round = |v: f64| (v * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
        let place = |c: &mut Coord<f64>| {
            c.x = round(to.west + (c.x - low.x) / (high.x - low.x) * (to.east - to.west));
            c.y = round(to.south + (c.y - low.y) / (high.y - low.y) * (to.north - to.south));
        };
        self.corners.iter_mut().for_each(place);
        self.eastward.iter_mut().flatten().for_each(place);
        self.northward.iter_mut().flatten().for_each(place);
    }

    /// All quads.
    pub fn quads(&self) -> Vec<usize> {
        (0..self.rows * self.cols).collect()
    }

    /// The middle of a quad's four corners, in degrees.
    pub fn centre(&self, quad: usize) -> (f64, f64) {
        let sum = self.quad_corners(quad).into_iter().fold(Coord { x: 0.0, y: 0.0 }, |s, c| s + self.corners[c]);
        (sum.x / 4.0, sum.y / 4.0)
    }

    /// A quad's corners, counter-clockwise from the south-west.
    fn quad_corners(&self, quad: usize) -> [Corner; 4] {
        let south_west = quad / self.cols * (self.cols + 1) + quad % self.cols;
        let north_west = south_west + self.cols + 1;
        [south_west, south_west + 1, north_west + 1, north_west]
    }

    /// The quads beyond each side: south, east, north, west.
    fn beyond(&self, quad: usize) -> [Option<usize>; 4] {
        let (row, col) = (quad / self.cols, quad % self.cols);
        [
            (row > 0).then(|| quad - self.cols),
            (col + 1 < self.cols).then_some(quad + 1),
            (row + 1 < self.rows).then_some(quad + self.cols),
            (col > 0).then(|| quad - 1),
        ]
    }

    /// The shape of some quads together, the borders between them dissolved. Unknown quads are left out.
    ///
    /// Shapes of disjoint sets share their borders point for point.
    pub fn group(&self, quads: &[usize]) -> MultiPolygon<f64> {
        let set: BTreeSet<usize> = quads.iter().copied().filter(|quad| *quad < self.rows * self.cols).collect();
        let mut open = self.open_borders(&set);
        let mut rings = Vec::new();
        while let Some(start) = open.keys().next().copied() {
            let walk = walk(start, &mut open);
            for ring in simple_rings(&walk) {
                rings.push(self.traced(&ring));
            }
        }
        assembled(rings)
    }

    /// The sides with nothing of the set beyond, by the corner they start from: where to, of which quad.
    fn open_borders(&self, set: &BTreeSet<usize>) -> BTreeMap<Corner, Vec<(Corner, usize)>> {
        let mut open: BTreeMap<Corner, Vec<(Corner, usize)>> = BTreeMap::new();
        for &quad in set {
            let corners = self.quad_corners(quad);
            for (side, beyond) in self.beyond(quad).into_iter().enumerate() {
                if beyond.is_none_or(|other| !set.contains(&other)) {
                    open.entry(corners[side]).or_default().push((corners[(side + 1) % 4], quad));
                }
            }
        }
        open
    }

    /// The points along a closed way of corners, which does not repeat its first.
    fn traced(&self, ring: &[Corner]) -> LineString<f64> {
        let mut points = Vec::with_capacity(ring.len() * (BORDER_POINTS + 1) + 1);
        for (i, &from) in ring.iter().enumerate() {
            let to = ring[(i + 1) % ring.len()];
            points.push(self.corners[from]);
            let lower = from.min(to);
            let inner = if from.abs_diff(to) == 1 { &self.eastward[lower] } else { &self.northward[lower] };
            if from < to {
                points.extend(inner.iter());
            } else {
                points.extend(inner.iter().rev());
            }
        }
        let mut line = LineString::new(points);
        line.close();
        line
    }
}

/// Follows borders from a corner until it comes back and can go no further; the corners passed.
fn walk(start: Corner, open: &mut BTreeMap<Corner, Vec<(Corner, usize)>>) -> Vec<Corner> {
    let (mut corner, mut quad, mut passed) = (start, None, Vec::new());
    while let Some(ways) = open.get_mut(&corner) {
        // Where two quads meet at a corner only, the way keeps to its own quad.
        let own = ways.iter().position(|(_, of)| Some(*of) == quad).unwrap_or(0);
        let (next, of) = ways.swap_remove(own);
        if ways.is_empty() {
            open.remove(&corner);
        }
        passed.push(corner);
        (corner, quad) = (next, Some(of));
        if corner == start {
            break;
        }
    }
    passed
}

/// Cuts a closed way into rings that pass no corner twice.
fn simple_rings(walk: &[Corner]) -> Vec<Vec<Corner>> {
    let (mut rings, mut way): (Vec<Vec<Corner>>, Vec<Corner>) = (Vec::new(), Vec::new());
    for &corner in walk {
        if let Some(before) = way.iter().position(|c| *c == corner) {
            rings.push(way.split_off(before));
        }
        way.push(corner);
    }
    rings.push(way);
    rings
}

/// Polygons of rings: those that run counter-clockwise are outer, the others holes of the one around them.
fn assembled(rings: Vec<LineString<f64>>) -> MultiPolygon<f64> {
    let polygon = |ring: LineString<f64>| Polygon::new(ring, Vec::new());
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().map(polygon).partition(|p| p.signed_area() > 0.0);
    let outlines: Vec<Option<Outline>> =
        outer.iter().map(|p| Outline::new(&MultiPolygon::new(vec![p.clone()]))).collect();
    let mut parts = outer;
    for hole in holes {
        let (ring, _) = hole.into_inner();
        let around = |outline: &Option<Outline>| {
            outline.as_ref().is_some_and(|o| ring.0.iter().any(|c| o.side(c.x, c.y) == Side::Inside))
        };
        if let Some(part) = outlines.iter().position(around) {
            parts[part].interiors_push(ring);
        }
    }
    MultiPolygon::new(parts)
}
