//! Streaks: how often in a row a unit stood first or last of its peer group.
//!
//! The rule: only published lists count, oldest to newest, and of each peer group only its own. A rank of 1
//! is the top and the greatest rank of the list the bottom; ties share both. A list whose units all share one
//! rank has neither end and says nothing. A list in which the unit is not ranked, excluded or not yet there,
//! neither breaks nor extends its streak; any other rank ends it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::GroupRanking;
use crate::ids::UnitId;
use crate::time::IsoWeek;

vocabulary! {
    /// An end of a ranking.
    End in "case-streak-end" {
        /// The first place.
        Top = "top",
        /// The last place.
        Bottom = "bottom",
    }
}

/// How often in a row a unit stood at an end of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Streak {
    /// At which end.
    pub end: End,
    /// In how many published lists in a row.
    pub length: u32,
    /// The week of the first of them.
    pub since: IsoWeek,
}

/// A published list: the rankings of a week as they were frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedList {
    /// The week.
    pub week: IsoWeek,
    /// The peer groups.
    pub groups: Vec<GroupRanking>,
}

/// The streaks that stand after the last of some published lists, by peer group and unit. The lists are
/// given from the oldest to the newest, one a week.
pub fn streaks(lists: &[PublishedList]) -> BTreeMap<(String, UnitId), Streak> {
    let mut standing = BTreeMap::new();
    for list in lists {
        for group in &list.groups {
            extend(&mut standing, list.week, group);
        }
    }
    standing
}

fn extend(standing: &mut BTreeMap<(String, UnitId), Streak>, week: IsoWeek, group: &GroupRanking) {
    let last = group.units.iter().map(|unit| unit.rank).max().unwrap_or_default();
    if last <= 1 {
        return;
    }
    for ranked in &group.units {
        let key = (group.group.clone(), ranked.unit.unit_id);
        let end = match ranked.rank {
            1 => End::Top,
            rank if rank == last => End::Bottom,
            _ => {
                standing.remove(&key);
                continue;
            }
        };
        let streak = standing.entry(key).or_insert(Streak { end, length: 0, since: week });
        if streak.end != end {
            *streak = Streak { end, length: 0, since: week };
        }
        streak.length += 1;
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]

    use uuid::Uuid;

    use super::*;
    use crate::figure::Exact;
    use crate::ranking::{Exclusion, RankedUnit, UnitLine};
    use crate::text::{Message, Wording};

    fn line(unit: u128) -> UnitLine {
        UnitLine { unit_id: UnitId(Uuid::from_u128(unit)), code: unit.to_string(), name: Wording::new("单位", "") }
    }

    /// A list by the ranks of units 1, 2, 3 …; 0 for a unit that is excluded.
    fn group(name: &str, ranks: &[u32]) -> GroupRanking {
        let units = (1..).zip(ranks);
        let ranked = units.clone().filter(|(_, rank)| **rank > 0).map(|(unit, rank)| RankedUnit {
            unit: line(unit),
            rank: *rank,
            composite: Exact::ZERO,
            indicators: Vec::new(),
            previous_rank: None,
            movement: None,
        });
        let excluded = units.filter(|(_, rank)| **rank == 0).map(|(unit, _)| Exclusion {
            unit: line(unit),
            why: Message::new("case-rank-no-data-at-all"),
            indicators: Vec::new(),
        });
        GroupRanking { group: name.into(), units: ranked.collect(), excluded: excluded.collect() }
    }

    fn week(number: usize) -> IsoWeek {
        format!("2026-W{:02}", 40 + number).parse().unwrap()
    }

    fn lists(weeks: &[&[u32]]) -> Vec<PublishedList> {
        let list = |(n, ranks): (usize, &&[u32])| PublishedList { week: week(n), groups: vec![group("g", ranks)] };
        weeks.iter().enumerate().map(list).collect()
    }

    /// The streak of unit 1 after some weeks: the end's first letter, its length and its first week.
    fn of_first(weeks: &[&[u32]]) -> String {
        let standing = streaks(&lists(weeks));
        let streak = standing.get(&("g".to_owned(), line(1).unit_id));
        streak.map_or_else(String::new, |streak| format!("{} {} since {}", streak.end, streak.length, streak.since))
    }

    #[test]
    fn streaks_count_published_lists_in_a_row() {
        let table: &[(&str, &[&[u32]], &str)] = &[
            ("nothing published", &[], ""),
            ("once at the top", &[&[1, 2, 3]], "top 1 since 2026-W40"),
            ("three times at the bottom", &[&[3, 1, 2], &[3, 2, 1], &[3, 1, 2]], "bottom 3 since 2026-W40"),
            ("between ends it", &[&[1, 2, 3], &[2, 1, 3]], ""),
            ("and it begins anew", &[&[1, 2, 3], &[2, 1, 3], &[1, 2, 3]], "top 1 since 2026-W42"),
            ("from one end to the other", &[&[1, 2, 3], &[1, 2, 3], &[3, 1, 2]], "bottom 1 since 2026-W42"),
            ("a tie at the top counts", &[&[1, 1, 3], &[1, 2, 3]], "top 2 since 2026-W40"),
            ("a tie at the bottom counts", &[&[2, 1, 2], &[3, 1, 2]], "bottom 2 since 2026-W40"),
            ("excluded neither breaks nor extends", &[&[3, 1, 2], &[0, 1, 2], &[3, 1, 2]], "bottom 2 since 2026-W40"),
            ("excluded at last, it still stands", &[&[3, 1, 2], &[0, 1, 2]], "bottom 1 since 2026-W40"),
            ("not listed neither breaks nor extends", &[&[1, 2], &[], &[1, 2]], "top 2 since 2026-W40"),
            ("all equal says nothing", &[&[1, 2], &[1, 1], &[1, 2]], "top 2 since 2026-W40"),
            ("alone in the list says nothing", &[&[1, 0]], ""),
        ];
        for (what, weeks, expected) in table {
            assert_eq!(of_first(weeks), *expected, "{what}");
        }
    }

    #[test]
    fn groups_are_never_mixed() {
        let both =
            |n, a: &[u32], b: &[u32]| PublishedList { week: week(n), groups: vec![group("a", a), group("b", b)] };
        let standing = streaks(&[both(0, &[1, 2], &[]), both(1, &[], &[1, 2])]);
        let lengths: Vec<_> = standing.iter().map(|((group, _), streak)| (group.as_str(), streak.length)).collect();
        assert_eq!(lengths, [("a", 1), ("a", 1), ("b", 1), ("b", 1)]);
    }
}
