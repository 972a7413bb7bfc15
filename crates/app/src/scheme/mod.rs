//! Ranking schemes 考核方案: drafts, editions with the day they hold from, and trying one on past months.
//!
//! Invariants: what holds, or is set to hold, is never changed, only followed by a later edition; a later edition never
//! holds from a day gone by; no two schemes are made for one peer group on one day.

mod edit;
mod trial;

pub use edit::{bind, list, save};
pub(crate) use edit::{faults, groups, may_hold_from};
pub use trial::tried;
