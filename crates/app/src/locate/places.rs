//! The boundaries of all nodes, arranged for drawing them and for finding the nodes of a place.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use wangge_domain::grid::Node;
use wangge_domain::ids::NodeId;
use wangge_geo::{Boundary, Extent, NodeIndex, NodeShape};
use wangge_storage::{ConnectionTrait, StorageError, node};

use crate::context::{Answer, App};
use crate::reading::Register;
use crate::view::Geometry;

/// The places of all nodes.
#[derive(Debug, Default)]
pub struct Places {
    index: NodeIndex,
    /// The nodes by their key in the index.
    keys: Vec<NodeId>,
    geometries: HashMap<NodeId, Geometry>,
    extents: HashMap<NodeId, Extent>,
    stamp: String,
}

impl Places {
    /// The places as they stand, from memory where neither grid nor boundaries have changed.
    ///
    /// # Errors
    /// When the store fails or a stored boundary is none.
    pub async fn load(app: &App, db: &impl ConnectionTrait) -> Answer<Arc<Self>> {
        let register = Register::load(app, db).await?;
        let mut digest = Sha256::new();
        for (node, sha256) in node::boundary_digests(db).await? {
            digest.update(node.0.as_bytes());
            digest.update(sha256.as_bytes());
        }
        let stamp = format!("{}{:x}", register.stamp, digest.finalize());
        if let Some(kept) = app.memory().places.get(&(), &stamp) {
            return Ok(kept);
        }
        let mut places = Self::arrange(&register, &node::boundaries(db).await?)?;
        places.stamp.clone_from(&stamp);
        Ok(app.memory().places.put((), stamp, places))
    }

    fn arrange(register: &Register, boundaries: &[node::NodeBoundary]) -> Answer<Self> {
        let broken =
            |table: &'static str, row: String, reason: String| StorageError::Inconsistency { table, row, reason };
        let mut nodes: Vec<&Node> = register.nodes.values().filter(|node| node.active).collect();
        nodes.sort_by(|a, b| a.path.cmp(&b.path));
        let mut places = Self { keys: nodes.iter().map(|node| node.id).collect(), ..Self::default() };
        let key_of: HashMap<NodeId, u32> = places.keys.iter().copied().zip(0_u32..).collect();
        let mut shapes = HashMap::with_capacity(boundaries.len());
        for boundary in boundaries {
            let wrong = |reason: String| broken("node_boundaries", boundary.node_id.to_string(), reason);
            let geometry = serde_json::from_str(&boundary.geojson).map_err(|error| wrong(error.to_string()))?;
            places.geometries.insert(boundary.node_id, geometry);
            let read = Boundary::from_geojson(&boundary.geojson).map_err(|refusal| wrong(refusal.to_string()))?;
            let shape = read.into_shape();
            if let Some(extent) = Extent::of(&shape) {
                places.extents.insert(boundary.node_id, extent);
            }
            shapes.insert(boundary.node_id, shape);
        }
        let shape = |node: &&Node| NodeShape {
            key: key_of.get(&node.id).copied().unwrap_or_default(),
            code: node.code.clone(),
            // A retired parent passes no chain on; its children then begin their own.
            parent: node.parent_id.and_then(|parent| key_of.get(&parent).copied()),
            level: node.level.0,
            boundary: shapes.remove(&node.id),
        };
        let shapes_of_nodes = nodes.iter().map(shape).collect();
        places.index =
            NodeIndex::build(shapes_of_nodes).map_err(|refusal| broken("nodes", String::new(), refusal.to_string()))?;
        Ok(places)
    }

    /// The chain of nodes a WGS-84 place is in, from the district down; empty when it is in none.
    pub fn chain(&self, lon: f64, lat: f64) -> Vec<NodeId> {
        let keys = self.index.locate(lon, lat);
        keys.into_iter().filter_map(|key| self.keys.get(key as usize).copied()).collect()
    }

    /// The boundary of a node.
    pub fn geometry(&self, node: NodeId) -> Option<&Geometry> {
        self.geometries.get(&node)
    }

    /// The rectangle around a node's boundary.
    pub fn extent_of(&self, node: NodeId) -> Option<Extent> {
        self.extents.get(&node).copied()
    }

    /// Changes whenever the grid or a boundary does.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// The rectangle around all boundaries.
    pub fn extent(&self) -> Option<Extent> {
        self.index.extent()
    }
}
