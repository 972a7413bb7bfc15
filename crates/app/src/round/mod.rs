//! Rounds 测评轮次: planning, opening and closing them, their sites and inspectors, and where they stand.
//!
//! Invariants: a round is judged by a published edition; its sites change only while it is planned; once it is
//! closed nothing about it changes any more. Every change counts its version up, so that what is kept in memory
//! about it shows as old.

mod amend;
mod change;
mod draw;
mod list;
mod plan;
mod show;
mod turn;

pub use amend::{assign, choose_sites, give_modules};
pub use list::list;
pub use plan::plan;
pub use show::show;
pub use turn::{close, open};
