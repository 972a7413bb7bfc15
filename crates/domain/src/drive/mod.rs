//! Drives 专项行动, such as 三清一拆: what is planned at each place, what was done by day, and the dead corners 死角死面.
//!
//! Invariants: a report is never written over; a correction is a new report that names the one it replaces, and only
//! what nothing replaces counts. Every report counts for exactly one place. A place without a target has no share: it
//! shows “—”, never 0 %. Pulling something down is reported with its papers or not at all. Whoever cleared a dead
//! corner does not check it.
//!
//! Source: progress is really told in places, square metres, tonnes and households, with 一日一汇报, 一周一汇总, and a
//! 台账 with photographs before and after.

mod corner;
mod model;
mod progress;
mod report;
mod target;
#[cfg(test)]
mod tests;

pub use corner::{CornerAct, CornerActKind, CornerRefusal, CornerState, DeadCorner, PLACE_MOST, clear, recheck, state};
pub use model::{Drive, DriveFault, DriveKind, DriveMeasure, DriveState, DriveTarget, MeasureUnit, Reported, faults};
pub use progress::{
    BurnPoint, Counted, DriveDone, DrivePace, Progress, burn_down, counting, expected, pace, place_of, progress,
};
pub use report::{DriveConsent, DrivePapers, DriveReport, ReportRefusal, check};
pub use target::target_faults;
