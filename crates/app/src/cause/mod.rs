//! Causes 原因 of lost points: the office's vocabulary with its rules, and giving causes, one or many at once.
//!
//! Invariant: a cause is given by a person; a rule only proposes. Giving one names what the giver saw, so that two
//! people do not undo each other, and giving the former one back is the undoing.

mod assign;
mod table;

pub use assign::assign;
pub use table::{replace, show};
