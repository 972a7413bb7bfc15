//! Rounds 测评轮次: planning, opening and closing them, their sites and inspectors, and where they stand.
//!
//! Invariants: a round is judged by a published edition; while it is open sites may only be
//! added; once it is
//! closed nothing about it changes any more. Every change counts its version up, so that what is kept in memory
//! about it shows as old.

mod amend;
mod change;
mod choices;
mod draw;
mod list;
mod plan;
mod progress;
mod show;
mod turn;

pub use amend::{amend, assign, choose_sites, give_modules};
pub use choices::{choices, draw_sites};
pub use list::list;
pub use plan::plan;
pub use progress::progress;
pub use show::show;
pub use turn::{close, open};
