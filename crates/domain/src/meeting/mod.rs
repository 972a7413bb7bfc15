//! The dispatch meeting 调度会 and what it resolves 议定事项.
//!
//! Invariants: an agenda is proposed from figures and edited by the office until the meeting is held, and frozen then with
//! the facts it rested on; a resolution belongs to a held meeting, has a unit and a day, and comes back to the next agenda
//! until it is done or dropped; who reports a resolution as done does not confirm it; what is dropped says why.
//!
//! Source: S01 asks that the weekly dispatch meeting be prepared from the figures (who lags, what is stuck, what needs a
//! ruling across units 全区一盘棋) and that what it resolves be followed until it is done.

mod agenda;
mod model;
mod propose;
mod refusal;
mod resolution;
#[cfg(test)]
mod tests;

pub use agenda::{AgendaEdit, MeetingFault, edited, of_week, text_faults};
pub use model::{AgendaFact, AgendaKind, AgendaNoun, AgendaPoint, Meeting, MeetingState, MeetingText};
pub use propose::{
    DriveStanding, Figures, GroupStanding, OpenResolution, Proposed, StuckCase, UnitStanding, last_of, proposal,
};
pub use refusal::{MeetingRefusal, ResolutionRefusal};
pub use resolution::{Resolution, ResolutionReport, ResolutionState, ResolutionText, resolution_faults};
