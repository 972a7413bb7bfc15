//! Patrols 巡查: what is to be walked, what was, and what it came to.
//!
//! Invariants: a piece of a track counts once however often and in whatever order it is sent; what a patrol came to is
//! always reckoned from all pieces that have arrived. Tracks are kept for so many days as the office set, and nothing is
//! ever recorded between patrols.

mod duties;
mod node;
mod retain;
mod send;
mod week;

pub use duties::duties;
pub use node::of_node;
pub use retain::remove_old_tracks;
pub use send::send;
pub use week::week;

use std::sync::Arc;

use wangge_domain::ids::NodeId;
use wangge_domain::patrol::PatrolSettings;
use wangge_geo::Boundary;
use wangge_geo::walk::Lattice;
use wangge_storage::StorageError;

use crate::context::{Answer, App};
use crate::locate::Places;

/// The cells of a node, none without a boundary; from memory while neither boundaries nor their size change.
fn lattice(app: &App, places: &Places, node: NodeId, settings: &PatrolSettings) -> Answer<Arc<Option<Lattice>>> {
    let stamp = format!("{}-{}", settings.cell_m, places.stamp());
    if let Some(kept) = app.memory().lattices.get(&node, &stamp) {
        return Ok(kept);
    }
    let broken =
        |reason: String| StorageError::Inconsistency { table: "node_boundaries", row: node.to_string(), reason };
    let lattice = match places.geometry(node) {
        Some(geometry) => {
            let text = serde_json::to_string(geometry).map_err(|error| broken(error.to_string()))?;
            let boundary = Boundary::from_geojson(&text).map_err(|refusal| broken(refusal.to_string()))?;
            Lattice::of(boundary.shape(), settings.cell_m)
        }
        None => None,
    };
    Ok(app.memory().lattices.put(node, stamp, lattice))
}
