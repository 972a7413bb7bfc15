//! The boundaries of all nodes on the plane of the tiles, once for each datum a base map may have.

use std::sync::Arc;

use wangge_domain::ids::NodeId;
use wangge_geo::tile::Flat;
use wangge_geo::{Boundary, Coord, Datum, MultiPolygon};
use wangge_storage::{ConnectionTrait, StorageError};

use crate::context::{Answer, App};
use crate::locate::Places;
use crate::reading::Register;

/// The boundaries on the plane, in the order of their nodes' codes.
#[derive(Debug, Default)]
pub struct Areas {
    /// Node and shape.
    pub shapes: Vec<(NodeId, MultiPolygon<f64>)>,
}

impl Areas {
    /// The boundaries as drawn in a datum, from memory where neither grid nor boundaries have changed.
    ///
    /// # Errors
    /// When the store fails or a stored boundary is none.
    pub async fn load(app: &App, db: &impl ConnectionTrait, datum: Datum) -> Answer<Arc<Self>> {
        let register = Register::load(app, db).await?;
        let places = Places::load(app, db).await?;
        if let Some(kept) = app.memory().areas.get(&datum, places.stamp()) {
            return Ok(kept);
        }
        let mut nodes: Vec<_> = register.nodes.values().filter(|node| node.active && node.level.counts()).collect();
        nodes.sort_by(|a, b| a.code.cmp(&b.code));
        let mut areas = Self::default();
        for node in nodes {
            let Some(geometry) = places.geometry(node.id) else { continue };
            let wrong = |reason: String| StorageError::Inconsistency {
                table: "node_boundaries",
                row: node.id.to_string(),
                reason,
            };
            let text = serde_json::to_string(geometry).map_err(|error| wrong(error.to_string()))?;
            let boundary = Boundary::from_geojson(&text).map_err(|refusal| wrong(refusal.to_string()))?;
            areas.shapes.push((node.id, flat(&boundary.into_shape(), datum)));
        }
        Ok(app.memory().areas.put(datum, places.stamp().to_owned(), areas))
    }
}

fn flat(shape: &MultiPolygon<f64>, datum: Datum) -> MultiPolygon<f64> {
    wangge_geo::tile::flattened(shape, |at: Coord<f64>| Flat::of(at.x, at.y, datum))
}
