//! How well the boundaries of nodes cover the nodes above them: gaps and overlaps on the map.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::NodeId;

use super::{Features, Ref};

/// What the coverage is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageQuery {
    /// Only below this node.
    pub node: Option<NodeId>,
}

/// How boundaries cover what they should.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageReport {
    /// The rectangle around the nodes looked at: west, south, east, north in degrees.
    pub bbox: Option<[f64; 4]>,
    /// How many nodes have a boundary.
    pub with_boundary: u64,
    /// How many nodes were looked at.
    pub total: u64,
    /// The smallest piece told, in square metres.
    pub tolerance_m2: i64,
    /// The outlines of the nodes whose children were compared.
    pub outlines: Features<CoverageOutline>,
    /// The pieces, from the largest to the smallest, at most 500.
    pub pieces: Features<CoveragePiece>,
    /// How many pieces there are.
    pub piece_count: u64,
}

/// A node's outline behind the pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageOutline {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: i8,
}

/// What is wrong with a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverageFault {
    /// No node covers it.
    Gap,
    /// Two nodes cover it.
    Overlap,
    /// It lies outside the node above.
    Overhang,
}

/// A piece of land that no node covers, or two, or one from outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoveragePiece {
    /// What is wrong.
    pub fault: CoverageFault,
    /// Its area in square metres.
    pub area_m2: i64,
    /// The node above.
    pub parent: Option<Ref>,
    /// The nodes it is about: two of an overlap, one of an overhang, none of a gap.
    pub nodes: Vec<Ref>,
    /// The sentence about it.
    pub sentence: String,
    /// A place in it: longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
}
