//! Patrols 巡查: how often a node has to be walked, what a track shows, and how a week is told.
//!
//! Invariants: a track exists only between the beginning and the end of a patrol. A duty is kept by the day, so that
//! seven patrols on a Sunday do not make a week walked daily. Coverage is a count of cells over a count of cells;
//! a node without a boundary has no cells and shows no figure.
//!
//! Absent on purpose: where a cell lies and which of them a track reaches; that is geometry (`wangge_geo::walk`).

mod cells;
mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use cells::CellSet;
pub use model::{Fix, Patrol, PatrolRefusal, Walked};
pub use rules::{PatrolDuty, PatrolSettings, PatrolSpan, WeekTally, check, settings_fault};
