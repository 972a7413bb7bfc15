//! The case 案卷: one problem on its way from report to close-out.
//!
//! Invariants: a case only moves along its state machine; whoever dispatched it does not rectify it, and
//! whoever dispatched or rectified it does not check it; every step is later than the one before; what a
//! unit asks for is decided by somebody else.

mod course;
mod duplicate;
mod intake;
mod merging;
mod model;
mod rebound;
mod refusal;
mod request;
mod requesting;
mod rules;
mod stage;
mod step;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_of_requests;

pub use course::{Course, Second, Setback, second};
pub use duplicate::{DUPLICATE_DAYS, DUPLICATE_METRES, Duplicate, duplicate};
pub use intake::{Aside, Meant, Named, listed_description, meant, spots};
pub use model::{Case, CaseAction, CaseSeverity, CaseState, FinderLevel, Source};
pub use rebound::{ClosedProblem, Finding, Likeness, Rebound, ReboundWindow, rebound};
pub use refusal::CaseRefusal;
pub use request::{
    Asking, CaseRequest, Deciding, Hold, LONGEST_PLAN_DAYS, LONGEST_SUSPENSION_DAYS, Milestone, RequestKind,
    RequestState, Ruling,
};
pub use rules::MOST_EXTENSIONS;
pub use stage::{Stage, StageLimits, StageRun, StageTime, StageTurn, stage_times, turn};
pub use step::{
    By, CaseChange, CaseEvent, Checking, Dispatching, Extending, Filing, Gained, OnSpot, Rectifying, Report,
    SeverityRise, Step,
};
