//! Shapes drawn on a map to choose what lies inside: a rectangle, a circle or a polygon, written so that they fit into
//! an address: `r:114.05,37.9,114.1,37.95`, `c:114.05,37.9,500` (metres), `p:114.05,37.9;114.1,37.9;114.1,37.95`.

use std::fmt;
use std::str::FromStr;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use wangge_domain::text::Message;

use crate::datum::{Datum, to_wgs84};
use crate::outline::Outline;
use crate::position::{Extent, distance_m};

/// The corners a polygon may have; addresses are not endless.
const MOST_CORNERS: usize = 200;
/// The largest circle in metres.
const LARGEST_RADIUS_M: f64 = 200_000.0;
/// Metres of a degree of latitude, a little less than anywhere, so that a circle's rectangle is never too small.
const DEGREE_M: f64 = 110_500.0;

/// A text that is no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no shape")]
pub struct ShapeRefusal;

impl ShapeRefusal {
    /// The sentence for the user.
    pub fn message(self) -> Message {
        Message::new("grid-shape-invalid")
    }
}

/// A shape in degrees.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Between two longitudes and two latitudes.
    Rectangle(Extent),
    /// Around a place.
    Circle {
        /// Longitude of the middle.
        lon: f64,
        /// Latitude of the middle.
        lat: f64,
        /// Metres from there.
        radius_m: f64,
    },
    /// Inside these corners.
    Polygon(Vec<(f64, f64)>),
}

impl Shape {
    /// The shape in WGS-84, when it was drawn on a map in another datum.
    #[must_use]
    pub fn to_wgs84(self, datum: Datum) -> Self {
        match self {
            Self::Rectangle(e) => {
                Self::Rectangle(Extent::between(to_wgs84(e.west, e.south, datum), to_wgs84(e.east, e.north, datum)))
            }
            Self::Circle { lon, lat, radius_m } => {
                let (lon, lat) = to_wgs84(lon, lat, datum);
                Self::Circle { lon, lat, radius_m }
            }
            Self::Polygon(corners) => {
                Self::Polygon(corners.into_iter().map(|(lon, lat)| to_wgs84(lon, lat, datum)).collect())
            }
        }
    }

    /// Prepared for asking many places.
    pub fn prepared(&self) -> Area {
        match self {
            Self::Rectangle(extent) => Area { extent: *extent, kind: AreaKind::Rectangle },
            Self::Circle { lon, lat, radius_m } => {
                let up = radius_m / DEGREE_M;
                let aside = up / lat.to_radians().cos().max(0.01);
                let extent = Extent { west: lon - aside, south: lat - up, east: lon + aside, north: lat + up };
                Area { extent, kind: AreaKind::Circle { lon: *lon, lat: *lat, radius_m: *radius_m } }
            }
            Self::Polygon(corners) => {
                let ring: LineString<f64> = corners.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect();
                let shape = MultiPolygon::from(Polygon::new(ring, Vec::new()));
                let extent = Extent::of(&shape).unwrap_or_else(|| Extent::between((0.0, 0.0), (0.0, 0.0)));
                Area { extent, kind: AreaKind::Polygon(Outline::new(&shape)) }
            }
        }
    }
}

/// A shape prepared for asking many places.
#[derive(Clone, Debug)]
pub struct Area {
    extent: Extent,
    kind: AreaKind,
}

#[derive(Clone, Debug)]
enum AreaKind {
    Rectangle,
    Circle { lon: f64, lat: f64, radius_m: f64 },
    Polygon(Option<Outline>),
}

impl Area {
    /// Whether a place lies inside or on the edge.
    pub fn holds(&self, lon: f64, lat: f64) -> bool {
        self.extent.contains(lon, lat)
            && match &self.kind {
                AreaKind::Rectangle => true,
                AreaKind::Circle { lon: x, lat: y, radius_m } => distance_m(lon, lat, *x, *y) <= *radius_m,
                AreaKind::Polygon(outline) => outline.as_ref().is_some_and(|outline| outline.holds(lon, lat)),
            }
    }

    /// The rectangle around it.
    pub const fn extent(&self) -> Extent {
        self.extent
    }
}

impl FromStr for Shape {
    type Err = ShapeRefusal;

    fn from_str(text: &str) -> Result<Self, ShapeRefusal> {
        let (kind, rest) = text.split_once(':').ok_or(ShapeRefusal)?;
        match (kind, numbers(rest)?.as_slice()) {
            ("r", [west, south, east, north]) => {
                placed((*west, *south))?;
                placed((*east, *north))?;
                Ok(Self::Rectangle(Extent::between((*west, *south), (*east, *north))))
            }
            ("c", [lon, lat, radius_m]) if (0.0..=LARGEST_RADIUS_M).contains(radius_m) => {
                placed((*lon, *lat))?;
                Ok(Self::Circle { lon: *lon, lat: *lat, radius_m: *radius_m })
            }
            ("p", all) if all.len() % 2 == 0 && (6..=2 * MOST_CORNERS).contains(&all.len()) => {
                let corners: Vec<(f64, f64)> = all.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
                corners.iter().try_for_each(|corner| placed(*corner))?;
                Ok(Self::Polygon(corners))
            }
            _ => Err(ShapeRefusal),
        }
    }
}

fn numbers(text: &str) -> Result<Vec<f64>, ShapeRefusal> {
    text.split([',', ';']).map(|part| part.trim().parse().map_err(|_| ShapeRefusal)).collect()
}

/// Refuses what is no place on Earth.
fn placed((lon, lat): (f64, f64)) -> Result<(), ShapeRefusal> {
    ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)).then_some(()).ok_or(ShapeRefusal)
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rectangle(e) => write!(f, "r:{},{},{},{}", e.west, e.south, e.east, e.north),
            Self::Circle { lon, lat, radius_m } => write!(f, "c:{lon},{lat},{radius_m}"),
            Self::Polygon(corners) => {
                let corners: Vec<String> = corners.iter().map(|(lon, lat)| format!("{lon},{lat}")).collect();
                write!(f, "p:{}", corners.join(";"))
            }
        }
    }
}
