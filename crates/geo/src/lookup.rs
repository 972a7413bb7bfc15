//! Which nodes a place is in.
//!
//! The rule, the same for every caller and every run:
//! 1. The deepest level with a node whose boundary contains or touches the place decides.
//! 2. Among several nodes of that level, as on a shared border, the one whose code sorts first wins; equal
//!    codes go by key.
//! 3. The chain is that node and its ancestors by parent link, so it is always one consistent chain, even
//!    where a parent's own polygon leaves a sliver out.
//!
//! A place in a hole is not in the node. Levels above 1 (city, province) neither match nor appear.

use std::collections::HashMap;

use geo::MultiPolygon;
use wangge_domain::text::Message;

use crate::outline::Outline;
use crate::position::Extent;

/// The highest level that counts as part of a chain: the district.
const TOP_LEVEL: i8 = 1;

/// A node as the index needs it.
#[derive(Clone, Debug)]
pub struct NodeShape {
    /// The caller's key, such as a position in its own list.
    pub key: u32,
    /// The division or grid code, which settles shared borders.
    pub code: String,
    /// The key of the node above.
    pub parent: Option<u32>,
    /// 1 district, 2 street, 3 community, 4 cell, and so on downward.
    pub level: i8,
    /// The boundary in WGS-84, valid. None when the node has no polygon: it then only passes chains on.
    pub boundary: Option<MultiPolygon<f64>>,
}

/// Why nodes cannot be indexed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookupRefusal {
    /// Two nodes have one key.
    #[error("key {key} twice")]
    DuplicateKey {
        /// The key.
        key: u32,
        /// The code of the second node.
        code: String,
    },
    /// A node's parent is not among the nodes.
    #[error("node {code}: no parent {parent}")]
    UnknownParent {
        /// The node.
        code: String,
        /// The parent's key.
        parent: u32,
    },
    /// A node's parent is not on a higher level, which also rules out circles.
    #[error("node {code}: parent {parent} is not above it")]
    ParentNotAbove {
        /// The node.
        code: String,
        /// The parent's code.
        parent: String,
    },
}

impl LookupRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateKey { .. } => "lookup_duplicate_key",
            Self::UnknownParent { .. } => "lookup_unknown_parent",
            Self::ParentNotAbove { .. } => "lookup_parent_not_above",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::DuplicateKey { code, .. } => Message::new("grid-lookup-duplicate-key").arg("code", code),
            Self::UnknownParent { code, .. } => Message::new("grid-lookup-unknown-parent").arg("code", code),
            Self::ParentNotAbove { code, parent } => {
                Message::new("grid-lookup-parent-not-above").arg("code", code).arg("parent", parent)
            }
        }
    }
}

/// Boundaries arranged for finding the nodes of a place. Built once, then only read.
#[derive(Clone, Debug, Default)]
pub struct NodeIndex {
    keys: Vec<u32>,
    parents: Vec<Option<u32>>,
    levels: Vec<i8>,
    slot_of: HashMap<u32, u32>,
    /// Deepest first.
    layers: Vec<Layer>,
}

impl NodeIndex {
    /// Arranges nodes.
    ///
    /// # Errors
    /// A key twice, an unknown parent, or a parent that is not on a higher level.
    pub fn build(mut nodes: Vec<NodeShape>) -> Result<Self, LookupRefusal> {
        nodes.sort_by(|a, b| (&a.code, a.key).cmp(&(&b.code, b.key)));
        let mut index = Self::default();
        for (slot, node) in (0_u32..).zip(&nodes) {
            if index.slot_of.insert(node.key, slot).is_some() {
                return Err(LookupRefusal::DuplicateKey { key: node.key, code: node.code.clone() });
            }
            index.keys.push(node.key);
            index.levels.push(node.level);
        }
        for node in &nodes {
            index.parents.push(index.parent_slot(node, &nodes)?);
        }
        let mut levels: Vec<i8> = nodes.iter().map(|n| n.level).filter(|level| *level >= TOP_LEVEL).collect();
        levels.sort_unstable_by(|a, b| b.cmp(a));
        levels.dedup();
        index.layers = levels.into_iter().filter_map(|level| Layer::of(level, &nodes)).collect();
        Ok(index)
    }

    fn parent_slot(&self, node: &NodeShape, nodes: &[NodeShape]) -> Result<Option<u32>, LookupRefusal> {
        let Some(key) = node.parent else {
            return Ok(None);
        };
        let slot = *self
            .slot_of
            .get(&key)
            .ok_or_else(|| LookupRefusal::UnknownParent { code: node.code.clone(), parent: key })?;
        let parent = &nodes[slot as usize];
        if parent.level >= node.level {
            return Err(LookupRefusal::ParentNotAbove { code: node.code.clone(), parent: parent.code.clone() });
        }
        Ok(Some(slot))
    }

    /// The chain of nodes a WGS-84 place is in, from level 1 downward; empty when it is in none.
    pub fn locate(&self, lon: f64, lat: f64) -> Vec<u32> {
        let mut chain = Vec::new();
        self.locate_into(lon, lat, &mut chain);
        chain
    }

    /// As [`NodeIndex::locate`], into a list that is emptied first, for many places at once.
    pub fn locate_into(&self, lon: f64, lat: f64, chain: &mut Vec<u32>) {
        chain.clear();
        let mut next = self.deepest_slot(lon, lat);
        while let Some(slot) = next {
            if self.levels[slot as usize] >= TOP_LEVEL {
                chain.push(self.keys[slot as usize]);
            }
            next = self.parents[slot as usize];
        }
        chain.reverse();
    }

    /// The deepest node a WGS-84 place is in.
    pub fn deepest(&self, lon: f64, lat: f64) -> Option<u32> {
        self.deepest_slot(lon, lat).map(|slot| self.keys[slot as usize])
    }

    fn deepest_slot(&self, lon: f64, lat: f64) -> Option<u32> {
        self.layers.iter().find_map(|layer| layer.find(lon, lat))
    }

    /// The rectangle around all boundaries; none when there are none.
    pub fn extent(&self) -> Option<Extent> {
        self.layers.iter().map(|layer| layer.extent).reduce(|a, b| a.joined(&b))
    }

    /// How many nodes it holds, with and without boundary.
    pub const fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether it holds no node.
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// One level's boundaries under a raster; every square lists, in order of code, the boundaries that may be there.
#[derive(Clone, Debug)]
struct Layer {
    extent: Extent,
    columns: usize,
    rows: usize,
    columns_per_degree: f64,
    rows_per_degree: f64,
    /// Where each square's candidates start; one more than there are squares.
    starts: Vec<u32>,
    candidates: Vec<u32>,
    /// Slot of the node and its outline, in order of code.
    outlines: Vec<(u32, Outline)>,
}

/// Squares for each boundary at most; the raster is cut to the usual size of a boundary within that.
const SQUARES_PER_NODE: usize = 16;
/// A boundary of usual size covers about so many squares each way.
const SQUARES_ACROSS_NODE: f64 = 2.0;

impl Layer {
    fn of(level: i8, nodes: &[NodeShape]) -> Option<Self> {
        let outlines: Vec<(u32, Outline)> = (0_u32..)
            .zip(nodes)
            .filter(|(_, node)| node.level == level)
            .filter_map(|(slot, node)| Some((slot, Outline::new(node.boundary.as_ref()?)?)))
            .collect();
        let extent = outlines.iter().map(|(_, outline)| *outline.extent()).reduce(|a, b| a.joined(&b))?;
        let (columns, rows) = raster(&extent, &outlines);
        let mut layer = Self {
            extent,
            columns,
            rows,
            columns_per_degree: per_degree(columns, extent.east - extent.west),
            rows_per_degree: per_degree(rows, extent.north - extent.south),
            starts: Vec::new(),
            candidates: Vec::new(),
            outlines,
        };
        layer.fill();
        Some(layer)
    }

    fn fill(&mut self) {
        let mut squares: Vec<Vec<u32>> = vec![Vec::new(); self.columns * self.rows];
        for (candidate, (_, outline)) in (0_u32..).zip(&self.outlines) {
            let e = outline.extent();
            for row in self.row(e.south)..=self.row(e.north) {
                for column in self.column(e.west)..=self.column(e.east) {
                    squares[row * self.columns + column].push(candidate);
                }
            }
        }
        self.starts = Vec::with_capacity(squares.len() + 1);
        self.starts.push(0);
        for square in squares {
            self.candidates.extend(square);
            // The sum of all squares is far below 2³²: each node has at most a few hundred.
            self.starts.push(u32::try_from(self.candidates.len()).unwrap_or(u32::MAX));
        }
    }

    fn column(&self, lon: f64) -> usize {
        step((lon - self.extent.west) * self.columns_per_degree, self.columns)
    }

    fn row(&self, lat: f64) -> usize {
        step((lat - self.extent.south) * self.rows_per_degree, self.rows)
    }

    /// The slot of the first node by code that holds the place.
    fn find(&self, lon: f64, lat: f64) -> Option<u32> {
        if !self.extent.contains(lon, lat) {
            return None;
        }
        let square = self.row(lat) * self.columns + self.column(lon);
        let candidates = &self.candidates[self.starts[square] as usize..self.starts[square + 1] as usize];
        candidates.iter().map(|c| &self.outlines[*c as usize]).find(|(_, o)| o.holds(lon, lat)).map(|(slot, _)| *slot)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the raster")]
fn step(steps: f64, count: usize) -> usize {
    (steps.max(0.0) as usize).min(count - 1)
}

#[expect(clippy::cast_precision_loss, reason = "rasters are small")]
fn per_degree(count: usize, degrees: f64) -> f64 {
    if degrees > 0.0 { count as f64 / degrees } else { 0.0 }
}

/// Columns and rows of the raster: squares about half the usual boundary, but not too many of them.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded by the number of nodes"
)]
fn raster(extent: &Extent, outlines: &[(u32, Outline)]) -> (usize, usize) {
    let usual = |mut sizes: Vec<f64>| {
        sizes.sort_by(f64::total_cmp);
        sizes[sizes.len() / 2]
    };
    let count = |whole: f64, usual: f64| {
        if usual > 0.0 { (whole / usual * SQUARES_ACROSS_NODE).clamp(1.0, 100_000.0) } else { 1.0 }
    };
    let width = usual(outlines.iter().map(|(_, o)| o.extent().east - o.extent().west).collect());
    let height = usual(outlines.iter().map(|(_, o)| o.extent().north - o.extent().south).collect());
    let (columns, rows) = (count(extent.east - extent.west, width), count(extent.north - extent.south, height));
    let most = (outlines.len() * SQUARES_PER_NODE).max(64) as f64;
    let shrink = (most / (columns * rows)).sqrt().min(1.0);
    (((columns * shrink) as usize).max(1), ((rows * shrink) as usize).max(1))
}
