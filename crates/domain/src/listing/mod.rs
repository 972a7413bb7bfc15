//! The listing 红黑榜: who of each peer group is commended and who is called out for a period, by rules that are data.
//!
//! Invariants: peer groups are never mixed; a unit is on one list at most; ties at an edge are all listed; a unit with too
//! few facts is on none and is named in the remarks 备注 with its reason; whoever submitted a listing does not approve it;
//! what is published is frozen as canonical JSON with its hash and is put right only by a new edition that says what
//! changed and why, the old one staying visible. Whether a listing is out is a function of time, and rests on no job.
//!
//! Source: domain.md §2.5. A city lists, by week, its five best departments and best street red and its three worst and
//! worst street black, all ties listed and units without items excluded; the year after, by month, red from 90 % and black
//! under 85 %; another lists nobody black in a month in which no score was below 85, and says so.

mod difference;
mod model;
mod pick;
mod refusal;
mod rule;
mod steps;
mod streak;
#[cfg(test)]
mod tests;

pub use difference::{ListingChange, ListingPlace, changes};
pub use model::{
    ListedUnit, ListingContent, ListingCorrection, ListingGroup, ListingPeriod, ListingRemark, ListingScheme,
    ListingSide, frozen_text,
};
pub use pick::{GroupInput, facts_behind, list_group, places};
pub use refusal::ListingRefusal;
pub use rule::{ListingCut, ListingFault, ListingRule, ListingRules, rule_faults};
pub use steps::{Listing, ListingMark, ListingState, ListingStep};
pub use streak::{ListingStreak, listing_streaks};
