//! The bytes of a tile, in the Mapbox Vector Tile format.

use geo::{BooleanOps as _, BoundingRect as _, Coord, MultiPolygon, Point, Rect, Simplify as _};
use geozero::ToMvt as _;
use geozero::mvt::{Message as _, TagsBuilder, TileValue, tile};

use super::SIDE;

/// How far areas reach over a tile's edge, so that their borders meet without a gap.
const MARGIN: f64 = 80.0;
/// Corners nearer than this to the line between their neighbours are left out.
const TOLERANCE: f64 = 4.0;

/// What is said of a feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A count.
    Count(u64),
    /// A number that is only drawn by, never read as a figure.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// A layer being put together.
#[derive(Debug)]
pub struct Layer {
    name: String,
    features: Vec<tile::Feature>,
    tags: TagsBuilder,
}

impl Layer {
    /// An empty layer.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), features: Vec::new(), tags: TagsBuilder::new() }
    }

    /// Adds a point in units of the tile.
    pub fn point(&mut self, (x, y): (i32, i32), said: Vec<(&'static str, Value)>) {
        let point = geo::Geometry::Point(Point::new(f64::from(x), f64::from(y)));
        if let Ok(feature) = point.to_mvt_unscaled() {
            self.push(feature, said);
        }
    }

    /// Adds an area in units of the tile, cut to it; one that does not reach into it is left out.
    pub fn area(&mut self, area: &MultiPolygon<f64>, said: Vec<(&'static str, Value)>) {
        let Some(cut) = cut(area) else { return };
        if let Ok(feature) = geo::Geometry::MultiPolygon(cut).to_mvt_unscaled() {
            self.push(feature, said);
        }
    }

    fn push(&mut self, mut feature: tile::Feature, said: Vec<(&'static str, Value)>) {
        for (key, value) in said {
            let value = match value {
                Value::Text(text) => TileValue::Str(text),
                Value::Count(count) => TileValue::Uint(count),
                Value::Number(number) => TileValue::Double(number),
                Value::Flag(flag) => TileValue::Bool(flag),
            };
            let (key, value) = self.tags.insert(key.to_owned(), value);
            feature.tags.extend([key, value]);
        }
        self.features.push(feature);
    }

    fn close(self) -> tile::Layer {
        let (keys, values) = self.tags.into_tags();
        tile::Layer {
            version: 2,
            name: self.name,
            features: self.features,
            keys,
            values: values.into_iter().map(Into::into).collect(),
            extent: Some(SIDE.unsigned_abs()),
        }
    }
}

/// The bytes of a tile with these layers; none for one without any feature.
pub fn tile_bytes(layers: Vec<Layer>) -> Vec<u8> {
    let layers = layers.into_iter().filter(|layer| !layer.features.is_empty()).map(Layer::close).collect();
    geozero::mvt::Tile { layers }.encode_to_vec()
}

/// The part of an area in and around the tile, with no more corners than can be seen.
fn cut(area: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    let around = area.bounding_rect()?;
    let side = f64::from(SIDE) + MARGIN;
    let window = Rect::new(Coord { x: -MARGIN, y: -MARGIN }, Coord { x: side, y: side });
    let apart = around.max().x < -MARGIN || around.max().y < -MARGIN || around.min().x > side || around.min().y > side;
    if apart {
        return None;
    }
    let plain = area.simplify(TOLERANCE);
    let inside =
        around.min().x >= -MARGIN && around.min().y >= -MARGIN && around.max().x <= side && around.max().y <= side;
    let cut = if inside { plain } else { plain.intersection(&MultiPolygon::from(window.to_polygon())) };
    let whole = cut.map_rounded();
    (!whole.0.is_empty()).then_some(whole)
}

trait Rounded {
    /// The same on whole units, without rings that vanish.
    fn map_rounded(&self) -> Self;
}

impl Rounded for MultiPolygon<f64> {
    fn map_rounded(&self) -> Self {
        use geo::{Area as _, MapCoords as _};
        let whole = self.map_coords(|at| Coord { x: at.x.round(), y: at.y.round() });
        Self::new(whole.0.into_iter().filter(|polygon| polygon.unsigned_area() >= 1.0).collect())
    }
}
