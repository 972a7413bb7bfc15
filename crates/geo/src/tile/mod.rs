//! Vector tiles: where a tile lies, which squares of the fine raster it is made of, how near points gather in it, and
//! its bytes.
//!
//! The square web mercator plane runs from 0 to 1 eastward and southward. [`square`] numbers the squares of its 65,536 ×
//! 65,536 raster along a curve (Morton's), so that the squares of any tile are one unbroken range and points kept in
//! that order are found by two binary searches.

mod encode;
mod gather;

use std::f64::consts::PI;
use std::ops::RangeInclusive;

use geo::{Coord, MultiPolygon};

use crate::datum::{Datum, from_wgs84, to_wgs84};
use crate::position::Extent;

pub use encode::{Layer, Value, tile_bytes};
pub use gather::{Gathered, Spot, gather};

/// Units along a tile's side.
pub const SIDE: i32 = 4096;
/// The zoom of the raster's squares.
const SQUARE_ZOOM: u8 = 16;
/// The deepest zoom served; maps enlarge it beyond.
pub const DEEPEST: u8 = 18;
/// How far a moved tile reaches over its squares at most, in tiles: the shift of GCJ-02 is under 800 m.
const LARGEST_LATITUDE: f64 = 85.051_128_78;

/// A place on the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flat {
    /// Eastward, 0 to 1.
    pub x: f64,
    /// Southward, 0 to 1.
    pub y: f64,
}

impl Flat {
    /// The place of WGS-84 degrees as drawn in a datum.
    pub fn of(lon: f64, lat: f64, datum: Datum) -> Self {
        let (lon, lat) = from_wgs84(lon, lat, datum);
        let phi = lat.clamp(-LARGEST_LATITUDE, LARGEST_LATITUDE).to_radians();
        Self { x: (lon + 180.0) / 360.0, y: (1.0 - (phi.tan() + 1.0 / phi.cos()).ln() / PI) / 2.0 }
    }

    /// The WGS-84 degrees of a place drawn in a datum.
    pub fn degrees(self, datum: Datum) -> (f64, f64) {
        let lat = (PI * (1.0 - 2.0 * self.y)).sinh().atan().to_degrees();
        to_wgs84(self.x * 360.0 - 180.0, lat, datum)
    }
}

/// A tile: zoom, column eastward, row southward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    zoom: u8,
    column: u32,
    row: u32,
}

impl Tile {
    /// A tile that exists.
    pub fn new(zoom: u8, column: u32, row: u32) -> Option<Self> {
        let most = 1_u32.checked_shl(u32::from(zoom))?;
        (zoom <= DEEPEST && column < most && row < most).then_some(Self { zoom, column, row })
    }

    /// Its zoom.
    pub const fn zoom(self) -> u8 {
        self.zoom
    }

    /// How many tiles there are on its zoom side by side.
    fn across(self) -> f64 {
        f64::from(1_u32 << self.zoom)
    }

    /// The units of a place in it; outside 0 to [`SIDE`] when it lies elsewhere.
    #[expect(clippy::cast_possible_truncation, reason = "far outside places are cut to the ends of i32")]
    pub fn units(self, at: Flat) -> (i32, i32) {
        let unit =
            |place: f64, index: u32| ((place * self.across() - f64::from(index)) * f64::from(SIDE)).floor() as i32;
        (unit(at.x, self.column), unit(at.y, self.row))
    }

    /// The units of a place that lies in it.
    pub fn holds(self, at: Flat) -> Option<(i32, i32)> {
        let (x, y) = self.units(at);
        ((0..SIDE).contains(&x) && (0..SIDE).contains(&y)).then_some((x, y))
    }

    /// The rectangle of WGS-84 degrees that holds everything drawn in it in a datum, with a margin in tiles.
    pub fn extent(self, datum: Datum, margin: f64) -> Extent {
        let corner = |column: f64, row: f64| Flat { x: column / self.across(), y: row / self.across() }.degrees(datum);
        let (column, row) = (f64::from(self.column), f64::from(self.row));
        let a = corner(column - margin, row - margin);
        let b = corner(column + 1.0 + margin, row + 1.0 + margin);
        Extent::between(a, b)
    }

    /// The squares, in ranges, among which everything drawn in it in a datum is found.
    pub fn squares(self, datum: Datum) -> Vec<RangeInclusive<u32>> {
        if datum == Datum::Wgs84 {
            return vec![self.own_squares()];
        }
        // Moved by the datum, a tile lies over several of the unmoved ones.
        let extent = self.extent(datum, 0.02);
        let zoom = self.zoom.min(SQUARE_ZOOM);
        let low = at_zoom(Flat::of(extent.west, extent.north, Datum::Wgs84), zoom);
        let high = at_zoom(Flat::of(extent.east, extent.south, Datum::Wgs84), zoom);
        let tiles = (low.1..=high.1).flat_map(|row| (low.0..=high.0).map(move |column| Self { zoom, column, row }));
        tiles.map(Self::own_squares).collect()
    }

    fn own_squares(self) -> RangeInclusive<u32> {
        if self.zoom >= SQUARE_ZOOM {
            let down = self.zoom - SQUARE_ZOOM;
            let square = interleaved(self.column >> down, self.row >> down);
            return square..=square;
        }
        let down = 2 * u32::from(SQUARE_ZOOM - self.zoom);
        let first = u64::from(interleaved(self.column, self.row)) << down;
        let last = first + (1_u64 << down) - 1;
        u32::try_from(first).unwrap_or(u32::MAX)..=u32::try_from(last).unwrap_or(u32::MAX)
    }

    /// A shape of the plane in the tile's units.
    pub fn drawn(self, shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        use geo::MapCoords as _;
        let side = f64::from(SIDE);
        shape.map_coords(|at| Coord {
            x: (at.x * self.across() - f64::from(self.column)) * side,
            y: (at.y * self.across() - f64::from(self.row)) * side,
        })
    }
}

/// A shape with every corner laid on the plane.
pub fn flattened(shape: &MultiPolygon<f64>, place: impl Fn(Coord<f64>) -> Flat) -> MultiPolygon<f64> {
    use geo::MapCoords as _;
    shape.map_coords(|at| {
        let Flat { x, y } = place(at);
        Coord { x, y }
    })
}

/// The number of the square a WGS-84 place lies in.
pub fn square(lon: f64, lat: f64) -> u32 {
    let (column, row) = at_zoom(Flat::of(lon, lat, Datum::Wgs84), SQUARE_ZOOM);
    interleaved(column, row)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the plane")]
fn at_zoom(at: Flat, zoom: u8) -> (u32, u32) {
    let most = f64::from(1_u32 << zoom);
    let index = |place: f64| (place * most).clamp(0.0, most - 1.0) as u32;
    (index(at.x), index(at.y))
}

/// The bits of column and row in turn.
fn interleaved(column: u32, row: u32) -> u32 {
    spread(column) | (spread(row) << 1)
}

/// Sixteen bits with a gap after each.
fn spread(bits: u32) -> u32 {
    let mut bits = bits & 0xffff;
    for (shift, mask) in [(8, 0x00ff_00ff_u32), (4, 0x0f0f_0f0f), (2, 0x3333_3333), (1, 0x5555_5555)] {
        bits = (bits | (bits << shift)) & mask;
    }
    bits
}
