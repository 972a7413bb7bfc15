//! The score ledger 考核台账: what units gain and lose, entry by entry, from the facts of cases and rounds and by the rules
//! of a scheme.
//!
//! Invariants: entries are appended and never changed; what no longer holds is reversed by an entry that names it, on the
//! same day, so that the sum of a month is always the truth about that month. An entry is priced by the edition of the
//! scheme in force on the day of its fact and stays with that edition. What a person reversed, no rule enters again. Who
//! bears a share is decided when the entry is made, and holds as long as the entry does.

mod entry;
mod fact;
mod posting;
mod rule;
mod statement;
#[cfg(test)]
mod tests;

pub use entry::{APPEAL_TEXT_MOST, AppealState, EntryFigure, ScoreAppeal, ScoreEntry, Share};
pub use fact::{CaseRecord, FactSubject, LedgerFact, Pressed, RoundRecord, SentBack, facts_of_case, facts_of_round};
pub use posting::{NewScore, Posting, reconcile};
pub use rule::{ManyClean, ScoreRule, ScoreTrigger, Scoring, ScoringRefusal};
pub use statement::{RuleSum, Statement, statement};
