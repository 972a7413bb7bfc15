//! A place as two numbers, checked: in range, and not with longitude and latitude exchanged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::text::Message;

use crate::datum::{self, Datum};

/// A place in degrees, longitude first. Always finite and in range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawPosition")]
pub struct Position {
    lon: f64,
    lat: f64,
}

#[derive(Deserialize)]
struct RawPosition {
    lon: f64,
    lat: f64,
}

impl TryFrom<RawPosition> for Position {
    type Error = PositionRefusal;

    fn try_from(raw: RawPosition) -> Result<Self, PositionRefusal> {
        Self::new(raw.lon, raw.lat)
    }
}

/// Why two numbers are not a place. Every refusal names both numbers as they were given.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum PositionRefusal {
    /// One of the two is not a finite number.
    #[error("longitude {lon}, latitude {lat}: not a number")]
    NotANumber {
        /// Longitude as given.
        lon: f64,
        /// Latitude as given.
        lat: f64,
    },
    /// The numbers are far beyond degrees, so they are metres of some projection.
    #[error("longitude {lon}, latitude {lat}: projected coordinates, not degrees")]
    Projected {
        /// First number as given.
        lon: f64,
        /// Second number as given.
        lat: f64,
    },
    /// Longitude beyond ±180 or latitude beyond ±90.
    #[error("longitude {lon}, latitude {lat}: out of range")]
    OutOfRange {
        /// Longitude as given.
        lon: f64,
        /// Latitude as given.
        lat: f64,
    },
    /// The two make sense only when exchanged.
    #[error("longitude {lon}, latitude {lat}: look exchanged")]
    Swapped {
        /// Longitude as given.
        lon: f64,
        /// Latitude as given.
        lat: f64,
    },
    /// The place is on Earth but not in the area asked for.
    #[error("longitude {lon}, latitude {lat}: outside the area")]
    Outside {
        /// Longitude as given.
        lon: f64,
        /// Latitude as given.
        lat: f64,
    },
}

impl PositionRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotANumber { .. } => "position_not_a_number",
            Self::Projected { .. } => "position_projected",
            Self::OutOfRange { .. } => "position_out_of_range",
            Self::Swapped { .. } => "position_swapped",
            Self::Outside { .. } => "position_outside",
        }
    }

    /// The sentence for the user, naming both numbers.
    pub fn message(&self) -> Message {
        let (key, lon, lat) = match *self {
            Self::NotANumber { lon, lat } => ("grid-position-not-a-number", lon, lat),
            Self::Projected { lon, lat } => ("grid-position-projected", lon, lat),
            Self::OutOfRange { lon, lat } => ("grid-position-out-of-range", lon, lat),
            Self::Swapped { lon, lat } => ("grid-position-swapped", lon, lat),
            Self::Outside { lon, lat } => ("grid-position-outside", lon, lat),
        };
        Message::new(key).arg("lon", lon).arg("lat", lat)
    }
}

/// Beyond this no slip of the pen is a degree any more.
const SURELY_METRES: f64 = 1000.0;

pub(crate) fn in_range(lon: f64, lat: f64) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

impl Position {
    /// A place from degrees.
    ///
    /// # Errors
    /// Not finite, out of range, metres instead of degrees, or a latitude that can only be a longitude.
    pub fn new(lon: f64, lat: f64) -> Result<Self, PositionRefusal> {
        if !(lon.is_finite() && lat.is_finite()) {
            Err(PositionRefusal::NotANumber { lon, lat })
        } else if in_range(lon, lat) {
            Ok(Self { lon, lat })
        } else if in_range(lat, lon) {
            Err(PositionRefusal::Swapped { lon, lat })
        } else if lon.abs().max(lat.abs()) > SURELY_METRES {
            Err(PositionRefusal::Projected { lon, lat })
        } else {
            Err(PositionRefusal::OutOfRange { lon, lat })
        }
    }

    /// A place that must lie in an area.
    ///
    /// # Errors
    /// As [`Position::new`]; also when the area holds the exchanged numbers but not the given ones, and
    /// when it holds neither.
    pub fn within(lon: f64, lat: f64, extent: &Extent) -> Result<Self, PositionRefusal> {
        let place = Self::new(lon, lat)?;
        if extent.contains(lon, lat) {
            Ok(place)
        } else if extent.contains(lat, lon) {
            Err(PositionRefusal::Swapped { lon, lat })
        } else {
            Err(PositionRefusal::Outside { lon, lat })
        }
    }

    /// Longitude in degrees, −180 to 180.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, −90 to 90.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// This place, given in a datum, in WGS-84.
    #[must_use]
    pub fn to_wgs84(self, from: Datum) -> Self {
        let (lon, lat) = datum::to_wgs84(self.lon, self.lat, from);
        Self { lon, lat }
    }

    /// This WGS-84 place in another datum.
    #[must_use]
    pub fn from_wgs84(self, to: Datum) -> Self {
        let (lon, lat) = datum::from_wgs84(self.lon, self.lat, to);
        Self { lon, lat }
    }

    /// The distance to another place in metres, see [`distance_m`].
    pub fn distance_m(self, other: Self) -> f64 {
        distance_m(self.lon, self.lat, other.lon, other.lat)
    }

    pub(crate) const fn of_coord(coord: geo::Coord<f64>) -> Self {
        Self { lon: coord.x, lat: coord.y }
    }
}

/// A rectangle of longitudes and latitudes in degrees, edges included. Never crosses the date line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extent {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Largest longitude.
    pub east: f64,
    /// Largest latitude.
    pub north: f64,
}

impl Extent {
    /// The rectangle between two corners, in whatever order they come.
    pub fn between(a: (f64, f64), b: (f64, f64)) -> Self {
        Self { west: a.0.min(b.0), south: a.1.min(b.1), east: a.0.max(b.0), north: a.1.max(b.1) }
    }

    /// The smallest rectangle around a shape; none for an empty one.
    pub fn of(shape: &geo::MultiPolygon<f64>) -> Option<Self> {
        use geo::BoundingRect;
        shape.bounding_rect().map(|r| Self { west: r.min().x, south: r.min().y, east: r.max().x, north: r.max().y })
    }

    /// Whether a place lies inside or on the edge.
    pub fn contains(&self, lon: f64, lat: f64) -> bool {
        (self.west..=self.east).contains(&lon) && (self.south..=self.north).contains(&lat)
    }

    /// The rectangle around both.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// The rectangle grown on every side by degrees, to forgive places just outside.
    #[must_use]
    pub fn grown(&self, degrees: f64) -> Self {
        Self {
            west: self.west - degrees,
            south: self.south - degrees,
            east: self.east + degrees,
            north: self.north + degrees,
        }
    }
}

/// Mean radius of the Earth in metres (IUGG R₁).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// The great-circle distance between two places in metres (haversine formula on the mean sphere).
///
/// Within 0.6 % of the ellipsoid's, which is far below the error of a phone's fix at the distances asked for.
pub fn distance_m(lon_a: f64, lat_a: f64, lon_b: f64, lat_b: f64) -> f64 {
    let (phi_a, phi_b) = (lat_a.to_radians(), lat_b.to_radians());
    let half_phi = ((phi_b - phi_a) / 2.0).sin();
    let half_lambda = ((lon_b - lon_a).to_radians() / 2.0).sin();
    let h = half_phi * half_phi + phi_a.cos() * phi_b.cos() * half_lambda * half_lambda;
    2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
}
