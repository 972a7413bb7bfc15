//! The boundary of a node: one or more polygons with holes, in degrees, longitude first.
//!
//! A boundary is read as it stands in the file, faults and all, so that [`Boundary::faults`] can say what
//! is wrong and where; [`Boundary::repaired`] then makes a valid shape. Only a boundary without faults
//! belongs in the store or in a [`crate::lookup::NodeIndex`].

mod faults;
mod measure;
mod read;
mod repair;
mod topology;

pub use faults::{BoundaryFault, FaultKind};
use geo::{LineString, MultiPolygon, Polygon};
use wangge_domain::text::Message;

use crate::datum::{self, Datum};
use crate::position::Extent;

/// A boundary as read, valid or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    shape: MultiPolygon<f64>,
    /// Part and ring of every ring whose last point was not its first; geo closes rings on its own.
    unclosed: Vec<(usize, usize)>,
}

/// Why something is no boundary at all, or one that cannot be repaired.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoundaryRefusal {
    /// The text is not `GeoJSON`.
    #[error("not GeoJSON: {reason}")]
    NotGeoJson {
        /// What the reader stumbled over.
        reason: String,
    },
    /// The geometry is a point or a line.
    #[error("{found} is not a polygon")]
    NotAPolygon {
        /// The geometry type met.
        found: String,
    },
    /// There is no ring in it.
    #[error("empty geometry")]
    Empty,
    /// Several features where one was expected.
    #[error("{count} features instead of one")]
    NotOneFeature {
        /// How many there are.
        count: usize,
    },
    /// The faults are beyond repair: coordinates that are no degrees, or nothing left.
    #[error("cannot be repaired")]
    BeyondRepair,
}

impl BoundaryRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotGeoJson { .. } => "boundary_not_geojson",
            Self::NotAPolygon { .. } => "boundary_not_a_polygon",
            Self::Empty => "boundary_empty",
            Self::NotOneFeature { .. } => "boundary_not_one_feature",
            Self::BeyondRepair => "boundary_beyond_repair",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::NotGeoJson { reason } => Message::new("grid-boundary-not-geojson").arg("reason", reason),
            Self::NotAPolygon { found } => Message::new("grid-boundary-not-a-polygon").arg("found", found),
            Self::Empty => Message::new("grid-boundary-empty"),
            Self::NotOneFeature { count } => Message::new("grid-boundary-not-one-feature").arg("count", count),
            Self::BeyondRepair => Message::new("grid-boundary-beyond-repair"),
        }
    }
}

impl Boundary {
    /// A boundary from parts, each its outer ring and then its holes, each ring its `[lon, lat]` pairs.
    ///
    /// Rings that are not closed are closed and remembered as a fault.
    pub fn from_rings(parts: Vec<Vec<Vec<[f64; 2]>>>) -> Self {
        let mut unclosed = Vec::new();
        let mut polygons = Vec::with_capacity(parts.len());
        for (part, rings) in parts.into_iter().enumerate() {
            for (ring, points) in rings.iter().enumerate() {
                if points.first() != points.last() {
                    unclosed.push((part, ring));
                }
            }
            let mut lines = rings.into_iter().map(LineString::from);
            let outer = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
            polygons.push(Polygon::new(outer, lines.collect()));
        }
        Self { shape: MultiPolygon::new(polygons), unclosed }
    }

    /// A boundary from a shape already at hand.
    pub const fn from_shape(shape: MultiPolygon<f64>) -> Self {
        Self { shape, unclosed: Vec::new() }
    }

    /// The shape.
    pub const fn shape(&self) -> &MultiPolygon<f64> {
        &self.shape
    }

    /// The shape, taken out.
    pub fn into_shape(self) -> MultiPolygon<f64> {
        self.shape
    }

    /// The rectangle around it; none when it is empty.
    pub fn extent(&self) -> Option<Extent> {
        Extent::of(&self.shape)
    }

    /// How many points its rings have, each ring's closing point included.
    pub fn point_count(&self) -> usize {
        use geo::CoordsIter;
        self.shape.coords_count()
    }

    /// This boundary, given in a datum, in WGS-84.
    #[must_use]
    pub fn to_wgs84(&self, from: Datum) -> Self {
        use geo::MapCoords;
        let shape = self.shape.map_coords(|c| {
            let (x, y) = datum::to_wgs84(c.x, c.y, from);
            geo::Coord { x, y }
        });
        Self { shape, unclosed: self.unclosed.clone() }
    }
}
