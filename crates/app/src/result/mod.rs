//! Results of rounds: scores by type, unit, node, site and item, how each was made, and how two rounds differ.

mod scored;

pub use scored::{ScoredRound, change, closed, figure, site_id};
