//! Putting the table together.

use std::collections::BTreeMap;

use super::model::{CaseSets, StatisticsGroup, UnitStatistics};

/// The units by peer group, the groups by code and those without a group last, with the total of each and of all.
pub fn grouped(units: Vec<UnitStatistics>) -> (Vec<StatisticsGroup>, CaseSets) {
    let mut groups: BTreeMap<(bool, Option<String>), Vec<UnitStatistics>> = BTreeMap::new();
    for unit in units {
        groups.entry((unit.peer_group.is_none(), unit.peer_group.clone())).or_default().push(unit);
    }
    let mut whole = CaseSets::default();
    let groups = groups.into_iter().map(|((_, group), mut units)| {
        units.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
        let mut total = CaseSets::default();
        for unit in &units {
            total.take_in(&unit.sets);
        }
        whole.take_in(&total);
        StatisticsGroup { group, units, total }
    });
    let groups = groups.collect();
    (groups, whole)
}
