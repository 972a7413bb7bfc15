//! Deadlines: a limit, the clock it runs on, and the moment it ends, kept with how it was reckoned.
//!
//! The four clocks and the words of the limits follow the handling limits that cities publish
//! (`domain.md` §3.5 of the field notes: 紧急工作时, 工作时/小时, 工作日/天, 自然日).

mod limit;
mod reckoning;
#[cfg(test)]
mod tests;

pub use limit::{Clock, Limit, LimitRefusal};
pub use reckoning::{Deadline, DeadlineBasis, Light, NoWorkingDay, Pause, WorkingSpan, WorkingTime, reckon};
