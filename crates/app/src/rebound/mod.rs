//! The watch 回头看 over closed cases, and rebounds 反弹: what is due, re-checking it, and what all of it comes to.
//!
//! Invariants: the rules of `wangge_domain::rebound` decide; a rebound found at a re-check is a case of its own, linked to
//! the root, in the same transaction; every figure names the cases it is made of by a filter of the list of cases.

mod due;
mod figures;
mod hot_spots;
mod re_check;
mod survival;
mod watch;

pub use due::due;
pub(crate) use due::waiting;
pub use figures::figures;
pub use hot_spots::hot_spots;
pub use re_check::re_check;
pub use survival::survival;
pub use watch::watch;
pub(crate) use watch::watch_filter;
