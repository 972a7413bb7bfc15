//! Judging observations and scoring rounds.
//!
//! An inspector records a [`Reading`] of what was seen; [`judge`] turns it into a score by the item's judging
//! kind, or refuses it. [`score`] takes all sites of a round and gives a [`ScoreTree`], from which every level
//! (item, site, type, unit, node, district, total) is had as [`ScoreNode`]s that say how they were made.
//!
//! Invariants: nothing is rounded; the order of sites and observations does not matter; an outcome outside
//! scoring leaves numerator and denominator; the same facts give the same tree, byte for byte. Deliberately
//! absent: ids of the database and names of districts, which the caller hands in as texts.

mod compare;
mod explain;
mod facts;
mod gather;
mod inspection;
mod judge;
mod levels;
mod observation;
mod refusal;
mod report;
mod score;
#[cfg(test)]
mod tests;
mod total;
mod tree;
mod view;

pub use compare::{Comparison, Delta, LostItem, compare};
pub use facts::{Finding, ModuleValue, RoundFacts, RoundFile, ScoredSite, SiteFacts, VetoEvent};
pub use inspection::{InspectionTally, tallies};
pub use judge::{Judged, judge};
pub use observation::{Observation, ObservationForm, Outcome, Outside, Reading};
pub use refusal::{JudgeFault, JudgeRefusal, ScoreFault, ScoreRefusal};
pub use report::{items_by, reaching};
pub use score::{LostPoint, SiteMark, lost_points, score};
pub use tree::{Note, Rule, ScoreKind, ScoreNode, ScoreTree, cycle_score, rank};
pub use view::ScoreView;
