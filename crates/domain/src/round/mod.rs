//! Rounds 测评轮次 and the visits 实地考察 made in them.
//!
//! Invariants: a visit is submitted only while its round is open, to a site of the round, by an inspector
//! assigned to it; a submitted visit never changes: a correction is a void or a return with a reason and a new
//! visit.

mod draw;
mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use draw::{Candidate, DrawnOfType, draw, lot};
pub use model::{Round, RoundKind, RoundSettings, RoundState, Visit, VisitState, Watermark};
pub use rules::{Admission, CLOCK_TOLERANCE_MINUTES, Door, RoundFacts, RoundRefusal, Submission, SubmitRefusal, admit};
