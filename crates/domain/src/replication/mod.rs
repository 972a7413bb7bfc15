//! Demonstration and replication 示范复制: a demonstration site that meets the mark yields a practice card 做法卡, other
//! sites of its type take the practice over, and only a later visit in a closed round says whether they meet the mark
//! too. First the demonstration sites, then those that copy them, then all others.
//!
//! Source of the three stages: the district's own words, 「9个示范点先行达标，45个同步复制推广」, then every other
//! place of these kinds.

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{
    Adoption, CardRefusal, Measure, PracticeCard, Replication, ReplicationRefusal, ReplicationSettings,
    ReplicationState, Stage,
};
pub use rules::{Difference, Judgement, Standing, Tally, differences, may_yield, standing, tally};
