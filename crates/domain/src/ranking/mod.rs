//! The ranking 排名 of units within their peer groups over a period.
//!
//! Invariants: indicators are data; every figure keeps its numerator, its denominator and the set of cases
//! behind each; ranks come before rounding and ties share one (1, 2, 2, 4); what has no data follows the
//! scheme's rule and never turns into 0 % or 100 % by itself. Cases count by when they were due, closed or
//! reported, never by when they were made. Streaks are reckoned over published lists only.

mod edition;
mod facts;
mod model;
mod rules;
mod scheme;
mod streak;
#[cfg(test)]
mod tests;

pub use edition::{SchemeEdition, Schemes};
pub use facts::{CaseFact, CaseSet, LostPointFact, ScoreFact, UnitFacts, sets_of};
pub use model::{Exclusion, GroupRanking, IndicatorResult, RankedUnit, UnitLine};
pub use rules::{rank, with_previous};
pub use scheme::{Band, Direction, Indicator, IndicatorCode, NoData, Scale, Scheme, SchemeRefusal};
pub use streak::{End, PublishedList, Streak, streaks};
