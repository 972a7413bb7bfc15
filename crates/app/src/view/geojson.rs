//! `GeoJSON` (RFC 7946) as maps read it, always in WGS-84.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The constant word of a feature collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum FeatureCollectionWord {
    /// The only value.
    #[default]
    FeatureCollection,
}

/// The constant word of a feature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum FeatureWord {
    /// The only value.
    #[default]
    Feature,
}

/// Places with what is said of each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "{P}Features")]
pub struct Features<P> {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    pub word: FeatureCollectionWord,
    /// The places.
    pub features: Vec<Feature<P>>,
}

impl<P> Features<P> {
    /// A collection of features.
    pub fn of(features: Vec<Feature<P>>) -> Self {
        Self { word: FeatureCollectionWord::default(), features }
    }
}

/// A place with what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "{P}Feature")]
pub struct Feature<P> {
    /// `Feature`.
    #[serde(rename = "type")]
    pub word: FeatureWord,
    /// The identity of what stands there.
    pub id: Uuid,
    /// Its geometry in WGS-84; null where it has none.
    pub geometry: Option<Geometry>,
    /// What is said of it.
    pub properties: P,
}

impl<P> Feature<P> {
    /// A feature of a geometry.
    pub fn of(id: impl Into<Uuid>, geometry: Option<Geometry>, properties: P) -> Self {
        Self { word: FeatureWord::default(), id: id.into(), geometry, properties }
    }
}

/// A geometry in WGS-84: `Point` with `[lon, lat]`, `Polygon` or `MultiPolygon` with rings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Geometry {
    /// `Point`, `Polygon` or `MultiPolygon`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Coordinates in degrees, longitude first.
    pub coordinates: serde_json::Value,
}

impl Geometry {
    /// A point in degrees.
    pub fn point(lon: f64, lat: f64) -> Self {
        Self { kind: "Point".to_owned(), coordinates: serde_json::json!([lon, lat]) }
    }
}
