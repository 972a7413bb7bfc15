//! What a walked track comes to: its legs, its length, and the cells of a node it reaches.
//!
//! A **leg** joins two fixes that follow each other in time. Only legs count. A fix that the phone was unsure of is
//! passed over; two fixes too far apart in time are not joined, since nobody knows the way between; nor are two that
//! nobody could have walked between. A fix at a wrong place so has no leg, and adds neither length nor cells.
//!
//! A node's **cells** are squares of one size, counted where their middle lies inside the boundary. A cell is reached
//! when a leg comes near enough to its middle. Everything is worked out from the set of fixes: in whatever pieces and
//! order they arrive, the result is the same, and a longer track never reaches less.

use geo::MultiPolygon;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::patrol::{CellSet, Fix, PatrolSettings};

use crate::outline::Outline;
use crate::position::{Extent, distance_m};

/// Metres of a degree of latitude on the mean sphere.
const DEGREE_M: f64 = 111_195.08;
/// The most squares around a node: larger nodes have larger cells.
const MOST_SQUARES: f64 = 16_384.0;
/// No cell is smaller, in metres; a node too small for one has no coverage.
const SMALLEST_M: f64 = 2.0;
/// Half the diagonal of a square of side 1: who passes within it of the middle was in the cell or touched it.
const HALF_DIAGONAL: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Two fixes joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// The earlier.
    pub from: Fix,
    /// The later.
    pub to: Fix,
}

impl Leg {
    fn length_m(&self) -> f64 {
        distance_m(self.from.lon, self.from.lat, self.to.lon, self.to.lat)
    }
}

/// The fixes in the order of their times, one a moment: of several the most accurate.
pub fn in_order(fixes: &[Fix]) -> Vec<Fix> {
    let mut fixes = fixes.to_vec();
    let place = |a: &Fix, b: &Fix| a.lon.total_cmp(&b.lon).then_with(|| a.lat.total_cmp(&b.lat));
    fixes.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.accuracy_m.total_cmp(&b.accuracy_m)).then_with(|| place(a, b)));
    fixes.dedup_by_key(|fix| fix.at);
    fixes
}

/// The legs of a track.
pub fn legs(fixes: &[Fix], settings: &PatrolSettings) -> Vec<Leg> {
    let sure = |fix: &Fix| fix.accuracy_m <= f64::from(settings.accuracy_m);
    let fixes: Vec<Fix> = in_order(&fixes.iter().copied().filter(sure).collect::<Vec<Fix>>());
    let joined = |pair: &[Fix]| {
        let [from, to] = pair else { return None };
        let leg = Leg { from: *from, to: *to };
        let milliseconds = (to.at - from.at).num_milliseconds();
        if milliseconds > i64::from(settings.gap_minutes) * 60_000 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "less than half an hour in milliseconds")]
        let farthest = f64::from(settings.speed_km_h) * milliseconds as f64 / 3_600.0;
        (leg.length_m() <= farthest).then_some(leg)
    };
    fixes.windows(2).filter_map(joined).collect()
}

/// The length of legs in whole metres.
pub fn length_m(legs: &[Leg]) -> u32 {
    let metres: f64 = legs.iter().map(Leg::length_m).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length that fits, by the minimum")]
    let whole = metres.round().min(f64::from(u32::MAX)) as u32;
    whole
}

/// The cells of a node.
#[derive(Clone, Debug)]
pub struct Lattice {
    west: f64,
    south: f64,
    /// Degrees of longitude and latitude of a cell's sides.
    step: (f64, f64),
    side_m: f64,
    columns: u32,
    /// The number of the cell at each square, by rows; none where the square is no cell.
    numbers: Vec<Option<u32>>,
    of: u32,
}

/// The cells of a node, to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PatrolLattice")]
pub struct LatticePlan {
    /// The western edge in degrees.
    pub west: f64,
    /// The southern edge.
    pub south: f64,
    /// A cell's side in degrees of longitude.
    pub step_lon: f64,
    /// A cell's side in degrees of latitude.
    pub step_lat: f64,
    /// A cell's side in metres.
    pub side_m: f64,
    /// How many squares a row has; rows go north.
    pub columns: u32,
    /// Which squares are cells: one bit a square in hexadecimal, the lowest bit of each byte first.
    pub squares: String,
}

impl Lattice {
    /// The cells of a boundary: of the wanted side, or twice, four times … as large where there would be too many, or
    /// half as large where there would be none.
    pub fn of(shape: &MultiPolygon<f64>, cell_m: u32) -> Option<Self> {
        let (outline, extent) = (Outline::new(shape)?, Extent::of(shape)?);
        let mut side_m = f64::from(cell_m.max(1));
        while squares(&extent, side_m) > MOST_SQUARES {
            side_m *= 2.0;
        }
        loop {
            let lattice = Self::laid(&outline, &extent, side_m);
            if lattice.of > 0 {
                return Some(lattice);
            }
            side_m /= 2.0;
            if side_m < SMALLEST_M || squares(&extent, side_m) > MOST_SQUARES {
                return None;
            }
        }
    }

    fn laid(outline: &Outline, extent: &Extent, side_m: f64) -> Self {
        let (columns, rows) = counts(extent, side_m);
        let step = steps(extent, side_m);
        let mut lattice = Self {
            west: extent.west,
            south: extent.south,
            step,
            side_m,
            columns,
            numbers: Vec::with_capacity(columns as usize * rows as usize),
            of: 0,
        };
        for row in 0..rows {
            for column in 0..columns {
                let (lon, lat) = lattice.middle(column, row);
                let inside = outline.holds(lon, lat);
                lattice.numbers.push(inside.then_some(lattice.of));
                lattice.of += u32::from(inside);
            }
        }
        lattice
    }

    fn middle(&self, column: u32, row: u32) -> (f64, f64) {
        (self.west + (f64::from(column) + 0.5) * self.step.0, self.south + (f64::from(row) + 0.5) * self.step.1)
    }

    /// How many cells there are.
    pub const fn count(&self) -> u32 {
        self.of
    }

    /// The cells as a phone needs them to show without a network what it has reached.
    pub fn plan(&self) -> LatticePlan {
        let mut squares = CellSet::none("", u32::try_from(self.numbers.len()).unwrap_or_default());
        for (square, _) in (0_u32..).zip(&self.numbers).filter(|(_, number)| number.is_some()) {
            squares.add(square);
        }
        LatticePlan {
            west: self.west,
            south: self.south,
            step_lon: self.step.0,
            step_lat: self.step.1,
            side_m: self.side_m,
            columns: self.columns,
            squares: squares.hexadecimal(),
        }
    }

    /// What the cells are: another boundary or size has another name.
    pub fn name(&self) -> String {
        // FNV-1a over which squares are cells.
        let mut digest = 0xcbf2_9ce4_8422_2325_u64;
        for square in &self.numbers {
            digest = (digest ^ u64::from(square.is_some())).wrapping_mul(0x0100_0000_01b3);
        }
        format!("{:.7},{:.7},{},{digest:016x}", self.west, self.south, self.side_m)
    }

    /// The cells that legs reach, going so many metres to each side; at least those they pass through.
    pub fn reached(&self, legs: &[Leg], reach_m: u32) -> CellSet {
        let mut cells = CellSet::none(self.name(), self.of);
        let reach_m = f64::from(reach_m).max(self.side_m * HALF_DIAGONAL);
        for leg in legs {
            self.reach_of(leg, reach_m, &mut cells);
        }
        cells
    }

    fn reach_of(&self, leg: &Leg, reach_m: f64, cells: &mut CellSet) {
        let rows = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX) / self.columns.max(1);
        let metre = self.metres_of_degree();
        let span = |a: f64, b: f64, start: f64, step: f64, metre: f64, count: u32| {
            let (low, high) = (a.min(b) - reach_m / metre, a.max(b) + reach_m / metre);
            (square(low, start, step, count), square(high, start, step, count))
        };
        let (from, to) = (leg.from, leg.to);
        let (left, right) = span(from.lon, to.lon, self.west, self.step.0, metre.0, self.columns);
        let (low, high) = span(from.lat, to.lat, self.south, self.step.1, metre.1, rows);
        for row in low..high {
            for column in left..right {
                let number = self.numbers.get((row * self.columns + column) as usize).copied().flatten();
                let Some(number) = number else { continue };
                let (lon, lat) = self.middle(column, row);
                let planar = |fix: Fix| ((fix.lon - lon) * metre.0, (fix.lat - lat) * metre.1);
                if from_origin(planar(from), planar(to)) <= reach_m {
                    cells.add(number);
                }
            }
        }
    }

    fn metres_of_degree(&self) -> (f64, f64) {
        (self.side_m / self.step.0, self.side_m / self.step.1)
    }

    /// The cells that were reached, or the others, as rectangles west, south, east, north; neighbours of a row in one.
    pub fn areas(&self, cells: &CellSet, reached: bool) -> Vec<[f64; 4]> {
        let mut areas = Vec::new();
        let wanted = |number: Option<u32>| number.is_some_and(|number| cells.has(number) == reached);
        for (row, squares) in (0_u32..).zip(self.numbers.chunks(self.columns.max(1) as usize)) {
            let mut begun: Option<u32> = None;
            for column in 0..=self.columns {
                let here = squares.get(column as usize).copied().is_some_and(wanted);
                match (begun, here) {
                    (None, true) => begun = Some(column),
                    (Some(first), false) => {
                        areas.push(self.rectangle(first, column, row));
                        begun = None;
                    }
                    _ => {}
                }
            }
        }
        areas
    }

    fn rectangle(&self, first: u32, after: u32, row: u32) -> [f64; 4] {
        let (x, y) = self.step;
        [
            self.west + f64::from(first) * x,
            self.south + f64::from(row) * y,
            self.west + f64::from(after) * x,
            self.south + f64::from(row + 1) * y,
        ]
    }
}

/// Degrees of longitude and latitude of so many metres in the middle of an extent.
fn steps(extent: &Extent, side_m: f64) -> (f64, f64) {
    let narrow = f64::midpoint(extent.south, extent.north).to_radians().cos().max(0.01);
    (side_m / (DEGREE_M * narrow), side_m / DEGREE_M)
}

fn sides(extent: &Extent, side_m: f64) -> (f64, f64) {
    let (x, y) = steps(extent, side_m);
    (((extent.east - extent.west) / x).ceil().max(1.0), ((extent.north - extent.south) / y).ceil().max(1.0))
}

fn squares(extent: &Extent, side_m: f64) -> f64 {
    let (columns, rows) = sides(extent, side_m);
    columns * rows
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most MOST_SQUARES, at least 1")]
fn counts(extent: &Extent, side_m: f64) -> (u32, u32) {
    let (columns, rows) = sides(extent, side_m);
    (columns as u32, rows as u32)
}

/// The square a coordinate lies in, kept between the first and one after the last.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the count of squares")]
fn square(at: f64, start: f64, step: f64, count: u32) -> u32 {
    ((at - start) / step).round().clamp(0.0, f64::from(count)) as u32
}

/// How far the segment between two points of a plane passes the origin.
fn from_origin((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 { (-(ax * dx + ay * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    (ax + along * dx).hypot(ay + along * dy)
}
