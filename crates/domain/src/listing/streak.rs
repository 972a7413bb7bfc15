//! Streaks of listings: how often in a row a unit was on the same list.
//!
//! The rule: only published listings of one sort of period count, the earliest first, of each period the edition that
//! stands. A listing that names the unit in its remarks neither breaks nor extends its streak; one that has it on neither
//! list, or on the other, ends it. A city's ladder of accountability counts so (Source: domain.md §2.5, 江门 2018: once, two
//! in a row, three in a row).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{ListingContent, ListingSide};
use crate::ids::UnitId;

/// How often in a row a unit was on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingStreak {
    /// On which.
    pub side: ListingSide,
    /// In how many listings in a row.
    pub length: u32,
    /// The first day of the period of the first of them.
    pub since: NaiveDate,
}

/// The streaks that stand after the last of some listings of one sort of period, by peer group and unit.
pub fn listing_streaks<'a>(
    listings: impl IntoIterator<Item = &'a ListingContent>,
) -> BTreeMap<(String, UnitId), ListingStreak> {
    let mut standing: BTreeMap<(String, UnitId), ListingStreak> = BTreeMap::new();
    for content in listings {
        for group in &content.groups {
            let remarked: BTreeSet<UnitId> = group.remarks.iter().map(|remark| remark.unit.unit_id).collect();
            let listed: BTreeSet<UnitId> =
                group.red.iter().chain(&group.black).map(|listed| listed.unit.unit_id).collect();
            standing.retain(|(of, unit), _| *of != group.group || listed.contains(unit) || remarked.contains(unit));
        }
        for (group, side, listed) in content.listed() {
            let begun = ListingStreak { side, length: 0, since: content.period.from };
            let streak = standing.entry((group.group.clone(), listed.unit.unit_id)).or_insert(begun);
            if streak.side != side {
                *streak = begun;
            }
            streak.length += 1;
        }
    }
    standing
}
