//! Duplicates 重复: two open reports of what is likely one and the same problem. Only proposed; a person merges.

use chrono::TimeDelta;

use super::Case;

/// Reports further apart than this are not proposed, in days. The project's suggestion.
pub const DUPLICATE_DAYS: i64 = 14;
/// Nor are reports further apart than this, in metres: what a phone's place may be off, twice. The project's suggestion.
pub const DUPLICATE_METRES: f64 = 100.0;

/// What makes two cases look alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duplicate {
    /// Whether both name the same item; otherwise one of them names none.
    pub same_item: bool,
    /// Whether both are at the same site.
    pub same_site: bool,
    /// How far apart they are in metres, where both have a place.
    pub metres: Option<f64>,
    /// How long apart they were reported.
    pub apart: TimeDelta,
}

impl Duplicate {
    /// The most alike first: the same item, the same site, the nearer, the closer in time.
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let rank = |d: &Self| (!d.same_item, !d.same_site);
        let far = |d: &Self| d.metres.unwrap_or(f64::MAX);
        rank(self).cmp(&rank(other)).then(far(self).total_cmp(&far(other))).then(self.apart.cmp(&other.apart))
    }
}

/// Whether a case may repeat an open one, the distance between them given in metres: both of one item, or one of them
/// of none; at one site or within [`DUPLICATE_METRES`]; reported within [`DUPLICATE_DAYS`] of one another.
pub fn duplicate(case: &Case, open: &Case, metres: Option<f64>) -> Option<Duplicate> {
    if case.id == open.id || open.state.ended() {
        return None;
    }
    let same_item = case.item_code.is_some() && case.item_code == open.item_code;
    if !same_item && case.item_code.is_some() && open.item_code.is_some() {
        return None;
    }
    let same_site = case.site_id.is_some() && case.site_id == open.site_id;
    if !same_site && metres.is_none_or(|metres| metres > DUPLICATE_METRES) {
        return None;
    }
    let apart = (case.reported_at - open.reported_at).abs();
    (apart <= TimeDelta::days(DUPLICATE_DAYS)).then_some(Duplicate { same_item, same_site, metres, apart })
}
