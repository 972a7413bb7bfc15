//! Demonstration and replication 示范复制: how far the district is, practice cards, and the sites that take them over.
//!
//! Invariants: a card rests on a closed round in which its site met the mark; a replication passes only by a visit made
//! after the practice was in place; taking a practice over is noted on the site as well, by the same rules.

mod card;
mod overview;
mod plan;
mod standing;

pub use card::{amend, show, write};
pub use overview::overview;
pub use plan::{adopt, cancel, plan};
