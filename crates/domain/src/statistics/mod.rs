//! The statistics table 处理统计表 of a period: what each unit was handed, what of it was due and closed, within peer groups
//! with totals.
//!
//! Invariants: every figure is a set of cases and unfolds to exactly these; a count that the ranking knows too is the
//! ranking's own set, so that both always agree; a total is the union of its units' sets; 0 ÷ 0 is no figure.
//!
//! Source of the form: monthly notices with 受理, 应结, 已结, 结案率, 按期率 and deductions for 返工 and 督办 (`domain.md` §2.4).

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{CaseSets, StatisticsColumn, StatisticsCount, StatisticsGroup, StatisticsRate, UnitStatistics};
pub use rules::grouped;
