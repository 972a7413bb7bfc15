//! Escalation 催办督办: what presses a unit that does not get on with a case. A reminder 催办, a supervision order 督办,
//! and raising it one level 提级督办; by hand, or by rules on time and count. Each has a document number of its own series.
//!
//! Sources: 「一件一号、一号一督、一督一报」, and overdue cases leading to talks and accountability (`domain.md` §2.3);
//! overdue messages to the unit's head (§5). The rules proposed are suggestions of the project, not of any notice.

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{
    Escalation, EscalationMeasure, EscalationRule, EscalationSettings, Pressing, QuietHours, RuleFault, Trigger,
};
pub use rules::{Asked, document_number, due};
