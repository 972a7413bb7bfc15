//! Duty changes 职责变更: who will answer for a node or a site, or support a site, from a day on, and on what that rests.
//!
//! Invariants: of one part of one subject at most one change is planned for a day; a change whose day has come is effected
//! or fails with a reason, and is never passed over; what is effected or withdrawn stays as it is.

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{DutyChange, DutyChangeFailure, DutyChangeState, DutyPart, DutySubject, Passing};
pub use rules::{
    DutyChangeRefusal, DutyFault, DutyKnown, Foreseen, faults, foresee, last_day, obstacle, overtaken, passing,
};
