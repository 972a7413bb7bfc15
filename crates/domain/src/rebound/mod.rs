//! The watch 回头看 over closed cases: re-checks at set intervals, rebounds 反弹, and what both come to.
//!
//! Invariants: a case is watched from its close-out for a set number of days; only somebody who neither rectified it nor
//! acts for its unit re-checks it; a re-check that could not be judged covers nothing; a case that came back is no longer
//! re-checked, since its rebound is a case of its own. How a new finding is linked to its root is in [`crate::case`].

mod hot_spot;
mod model;
mod rate;
mod survival;
#[cfg(test)]
mod tests;
mod watch;

pub use hot_spot::{HotCase, HotPlace, HotSpot, hot_spots};
pub use model::{
    Found, ReCheck, ReCheckRefusal, ReCheckResult, ReboundSettings, WatchState, independent, settings_fault,
};
pub use rate::{By, Looked, Sums, rates};
pub use survival::{Observed, SurvivalPoint, survival};
pub use watch::{Band, Stage, Watch, bands, stages, watch};
