//! Rankings as published bulletins froze them: the streaks reckoned from them, and whether a week's ranking
//! made now is still the one that was printed.

use std::collections::BTreeMap;

use serde::Deserialize;
use wangge_domain::ids::UnitId;
use wangge_domain::ranking::{GroupRanking, PublishedList, Streak, streaks};
use wangge_domain::time::IsoWeek;
use wangge_storage::bulletin::{self, BulletinRow};
use wangge_storage::{ConnectionTrait, StorageError};

use crate::context::Answer;
use crate::view::FrozenRanking;

/// How many issues back streaks are sought: a year of weeks in two languages.
const ISSUES: u64 = 120;

/// A week's frozen ranking and the issue that froze it.
#[derive(Clone, Debug)]
pub struct Frozen {
    issue: (wangge_domain::ids::BulletinId, i64, i64),
    list: PublishedList,
}

/// The part of a bulletin's facts that is needed here.
#[derive(Deserialize)]
struct Kept {
    rankings: Vec<GroupRanking>,
}

/// The published rankings up to and with a week, the earliest first. Of several issues about one week the
/// latest counts: a second language says the same, and a correction stands in place of what it corrects.
///
/// # Errors
/// When the store fails or the facts of an issue cannot be read.
pub async fn lists(db: &impl ConnectionTrait, until: IsoWeek) -> Answer<Vec<Frozen>> {
    let mut by_week: BTreeMap<IsoWeek, Frozen> = BTreeMap::new();
    for row in bulletin::until_week(db, &until.to_string(), ISSUES).await? {
        let frozen = read(&row)?;
        by_week.entry(frozen.list.week).or_insert(frozen);
    }
    Ok(by_week.into_values().collect())
}

fn read(row: &BulletinRow) -> Result<Frozen, StorageError> {
    let broken = |reason: String| StorageError::Inconsistency { table: "bulletins", row: row.id.to_string(), reason };
    let week = row.week.parse().map_err(|error: wangge_domain::time::NoSuchWeek| broken(error.to_string()))?;
    let kept: Kept = serde_json::from_str(&row.facts).map_err(|error| broken(error.to_string()))?;
    Ok(Frozen { issue: (row.id, row.year, row.number), list: PublishedList { week, groups: kept.rankings } })
}

/// The streaks after the last list of a week or of one before it.
pub fn streaks_until(lists: &[Frozen], week: IsoWeek) -> BTreeMap<(String, UnitId), Streak> {
    let known: Vec<PublishedList> =
        lists.iter().map(|frozen| &frozen.list).filter(|list| list.week <= week).cloned().collect();
    streaks(&known)
}

/// The issue that froze a week's ranking, and whether the ranking made now agrees with it.
pub fn frozen(lists: &[Frozen], week: IsoWeek, groups: &[GroupRanking]) -> Option<FrozenRanking> {
    let frozen = lists.iter().find(|frozen| frozen.list.week == week)?;
    let (id, year, number) = frozen.issue;
    Some(FrozenRanking { id, year, number, agrees: places(groups) == places(&frozen.list.groups) })
}

/// What a reader of a ranking would dispute: who stands where with how many points.
fn places(groups: &[GroupRanking]) -> Vec<(&str, UnitId, u32, &wangge_domain::figure::Exact)> {
    let units = groups.iter().flat_map(|group| group.units.iter().map(move |unit| (group, unit)));
    units.map(|(group, unit)| (group.group.as_str(), unit.unit.unit_id, unit.rank, &unit.composite)).collect()
}
