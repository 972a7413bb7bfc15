//! Deadlines: a limit, the clock it runs on, and the moment it ends, kept with how it was reckoned.
//!
//! The four clocks and the words of the limits follow the handling limits that cities publish
//! (`domain.md` §3.5 of the field notes: 紧急工作时, 工作时/小时, 工作日/天, 自然日). A notice may name a day instead
//! (限7月1日前); which limit a case gets is decided by an ordered table of the office, then its item, then the default.

mod limit;
mod reckoning;
mod season;
mod table;
mod term;
#[cfg(test)]
mod tests;
mod working;
mod written;

pub use limit::{Clock, Limit, LimitRefusal};
pub use reckoning::{Deadline, DeadlineBasis, Light, Pause, reckon};
pub use season::{MonthDay, NoSuchDay, Season};
pub use table::{LimitFacts, LimitRow, LimitRule, LimitTable};
pub use term::{EndDay, Term, TermRefusal, due_words};
pub use working::{NoWorkingDay, WorkingSchedule, WorkingSeason, WorkingSpan, WorkingTime};
