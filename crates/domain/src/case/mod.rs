//! The case 案卷: one problem on its way from report to close-out.
//!
//! Invariants: a case only moves along its state machine; whoever dispatched it does not rectify it, and
//! whoever dispatched or rectified it does not check it; every step is later than the one before. Suspension,
//! long-term plans and objection are not here; their states are, so that storage and statistics know them.

mod course;
mod duplicate;
mod merging;
mod model;
mod rebound;
mod refusal;
mod rules;
mod step;
#[cfg(test)]
mod tests;

pub use course::{Course, Second, Setback, second};
pub use duplicate::{DUPLICATE_DAYS, DUPLICATE_METRES, Duplicate, duplicate};
pub use model::{Case, CaseAction, CaseState, FinderLevel, Source};
pub use rebound::{ClosedProblem, rebound_root};
pub use refusal::CaseRefusal;
pub use rules::MOST_EXTENSIONS;
pub use step::{
    By, CaseChange, CaseEvent, Checking, Dispatching, Extending, Filing, Gained, OnSpot, Rectifying, Report, Step,
};
