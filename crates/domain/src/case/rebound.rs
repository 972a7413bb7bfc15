//! Rebounds 反弹: the same problem at the same site, soon after it was closed.

use chrono::TimeDelta;

use crate::ids::{CaseId, SiteId};
use crate::time::Timestamp;

/// A closed case, as far as rebounds ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedProblem {
    /// The case.
    pub id: CaseId,
    /// Its site.
    pub site_id: SiteId,
    /// Its item.
    pub item_code: String,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// The root of its own chain, when it was itself a rebound.
    pub rebound_of: Option<CaseId>,
}

/// The root of the chain that a new problem continues: the first case about the same item at the same site,
/// when the latest of them was closed at most `days` days before. A chain has one root, and every rebound
/// points at it.
pub fn rebound_root(
    site_id: SiteId,
    item_code: &str,
    at: Timestamp,
    closed: &[ClosedProblem],
    days: u32,
) -> Option<CaseId> {
    let window = TimeDelta::days(i64::from(days));
    closed
        .iter()
        .filter(|case| case.site_id == site_id && case.item_code == item_code)
        .filter(|case| case.closed_at <= at && at - case.closed_at <= window)
        .max_by_key(|case| case.closed_at)
        .map(|case| case.rebound_of.unwrap_or(case.id))
}
