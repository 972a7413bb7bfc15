//! Reading and writing boundaries as `GeoJSON` (RFC 7946).

use geo::orient::{Direction, Orient};
use geo::{Coord, LineString, Polygon};
use geojson::{GeoJson, Geometry, GeometryValue, Position};

use super::{Boundary, BoundaryRefusal};

type Rings = Vec<Vec<[f64; 2]>>;

impl Boundary {
    /// Reads a `GeoJSON` text: a geometry, a feature, or a collection of one feature.
    ///
    /// # Errors
    /// Not `GeoJSON`, not a polygon, empty, or several features.
    pub fn from_geojson(text: &str) -> Result<Self, BoundaryRefusal> {
        let read: GeoJson =
            text.parse().map_err(|e: geojson::Error| BoundaryRefusal::NotGeoJson { reason: e.to_string() })?;
        match read {
            GeoJson::Geometry(geometry) => Self::from_geometry(&geometry),
            GeoJson::Feature(feature) => Self::from_feature(&feature),
            GeoJson::FeatureCollection(collection) => match collection.features.as_slice() {
                [feature] => Self::from_feature(feature),
                features => Err(BoundaryRefusal::NotOneFeature { count: features.len() }),
            },
        }
    }

    /// Takes the geometry of a feature.
    ///
    /// # Errors
    /// No geometry, not a polygon, or empty.
    pub fn from_feature(feature: &geojson::Feature) -> Result<Self, BoundaryRefusal> {
        feature.geometry.as_ref().map_or(Err(BoundaryRefusal::Empty), Self::from_geometry)
    }

    /// Takes a Polygon, a `MultiPolygon`, or a `GeometryCollection` of these. Heights are dropped.
    ///
    /// # Errors
    /// Not a polygon, a position of fewer than two numbers, or empty.
    pub fn from_geometry(geometry: &Geometry) -> Result<Self, BoundaryRefusal> {
        let mut parts = Vec::new();
        gather(&geometry.value, &mut parts)?;
        if parts.iter().all(|rings| rings.iter().all(Vec::is_empty)) {
            return Err(BoundaryRefusal::Empty);
        }
        Ok(Self::from_rings(parts))
    }

    /// Writes the boundary as a `GeoJSON` geometry with coordinates rounded to so many decimals.
    ///
    /// Six decimals are 11 cm. Outer rings run counter-clockwise, as RFC 7946 asks; points that rounding
    /// makes equal are written once, and rings that rounding leaves without area are dropped. The text is
    /// its `to_string()`.
    pub fn to_geojson(&self, decimals: u8) -> Geometry {
        let oriented = self.shape().orient(Direction::Default);
        let mut parts: Vec<Vec<Vec<Position>>> = oriented
            .0
            .iter()
            .map(|polygon| written_rings(polygon, decimals))
            .filter(|rings| !rings.is_empty())
            .collect();
        let value = if parts.len() == 1 {
            GeometryValue::Polygon { coordinates: parts.swap_remove(0) }
        } else {
            GeometryValue::MultiPolygon { coordinates: parts }
        };
        Geometry::new(value)
    }
}

fn gather(value: &GeometryValue, parts: &mut Vec<Rings>) -> Result<(), BoundaryRefusal> {
    match value {
        GeometryValue::Polygon { coordinates } => parts.push(rings(coordinates)?),
        GeometryValue::MultiPolygon { coordinates } => {
            for polygon in coordinates {
                parts.push(rings(polygon)?);
            }
        }
        GeometryValue::GeometryCollection { geometries } => {
            for geometry in geometries {
                gather(&geometry.value, parts)?;
            }
        }
        other => {
            return Err(BoundaryRefusal::NotAPolygon { found: other.type_name().to_owned() });
        }
    }
    Ok(())
}

fn rings(polygon: &[Vec<Position>]) -> Result<Rings, BoundaryRefusal> {
    let pair = |position: &Position| match position.as_slice() {
        [lon, lat, ..] => Ok([*lon, *lat]),
        short => Err(BoundaryRefusal::NotGeoJson { reason: format!("a position of {} numbers", short.len()) }),
    };
    polygon.iter().map(|ring| ring.iter().map(pair).collect()).collect()
}

fn written_rings(polygon: &Polygon<f64>, decimals: u8) -> Vec<Vec<Position>> {
    let Some(outer) = written_ring(polygon.exterior(), decimals) else {
        return Vec::new();
    };
    let holes = polygon.interiors().iter().filter_map(|hole| written_ring(hole, decimals));
    std::iter::once(outer).chain(holes).collect()
}

fn written_ring(ring: &LineString<f64>, decimals: u8) -> Option<Vec<Position>> {
    let scale = 10_f64.powi(i32::from(decimals));
    let round = |c: &Coord<f64>| [(c.x * scale).round() / scale, (c.y * scale).round() / scale];
    let mut points: Vec<[f64; 2]> = ring.0.iter().map(round).collect();
    points.dedup();
    (points.len() >= 4).then(|| points.into_iter().map(Position::from).collect())
}
