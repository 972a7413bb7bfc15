//! The grid 网格: the tree of nodes over the district and who answers for each.
//!
//! Invariants: a node stands exactly one level below its parent; its path is its parent's path and its own
//! code; a node without parent stands at level 1 or above it. Geometry is deliberately absent: it belongs to
//! the geo crate.

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{Duty, Level, LevelTable, Missing, Node, NodeFacts, NodeKind, NodePerson, NodeRole, TreeRow};
pub use rules::{GridRefusal, check_tree, completeness, is_within, path_of, paths};
