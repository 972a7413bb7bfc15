use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::{CaseId, UnitId};
use crate::ranking::UnitLine;
use crate::text::{Lang, Wording, knows};

fn unit(code: &str, group: Option<&str>, cases: &[(StatisticsCount, u128)]) -> UnitStatistics {
    let mut sets = CaseSets::default();
    for (count, case) in cases {
        sets.add(*count, CaseId(Uuid::from_u128(*case)));
    }
    let unit = UnitLine { unit_id: UnitId(Uuid::nil()), code: code.to_owned(), name: Wording::new(code, "") };
    UnitStatistics { unit, peer_group: group.map(str::to_owned), sets }
}

#[test]
fn groups_stand_by_code_and_units_without_one_come_last() {
    use StatisticsCount::{Closed, Received, ShouldClose};
    let units = vec![
        unit("u9", None, &[(Received, 9)]),
        unit("u2", Some("street"), &[(ShouldClose, 1), (Closed, 1), (ShouldClose, 2)]),
        unit("u1", Some("street"), &[(ShouldClose, 3), (ShouldClose, 3)]),
        unit("u3", Some("department"), &[]),
    ];
    let (groups, whole) = grouped(units);
    let shown: Vec<(Option<&str>, Vec<&str>)> = groups
        .iter()
        .map(|group| (group.group.as_deref(), group.units.iter().map(|unit| unit.unit.code.as_str()).collect()))
        .collect();
    assert_eq!(shown, [(Some("department"), vec!["u3"]), (Some("street"), vec!["u1", "u2"]), (None, vec!["u9"])]);
    assert_eq!(groups[1].total.count(ShouldClose), 3, "a case added twice counts once");
    assert_eq!(groups[1].total.rate(StatisticsRate::CloseOut).percent(), "33.33%");
    assert_eq!(groups[0].total.rate(StatisticsRate::CloseOut).percent(), "—", "of nothing there is no rate");
    assert_eq!(whole.count(Received), 1);
    assert!(groups[0].total.is_empty());
}

#[test]
fn every_column_has_a_name_and_says_what_it_counts() {
    for column in StatisticsColumn::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let definition = format!("statistics-definition-{}", column.code());
            assert!(knows(column.key(), lang) && knows(&definition, lang), "{}", column.code());
        }
    }
    let counted = StatisticsColumn::ALL.iter().filter(|column| matches!(column, StatisticsColumn::Count(_))).count();
    assert_eq!(counted, StatisticsCount::ALL.len(), "each count has its column");
}

proptest! {
    #[test]
    fn a_total_is_what_its_units_have_together(
        cases in proptest::collection::vec((0_usize..3, 0_usize..StatisticsCount::ALL.len(), 0_u128..12), 0..60),
    ) {
        let of = |wanted: usize| -> Vec<(StatisticsCount, u128)> {
            // Units never share a case.
            let own = cases.iter().filter(|(unit, ..)| *unit == wanted);
            own.map(|(unit, count, case)| (StatisticsCount::ALL[*count], case * 3 + *unit as u128)).collect()
        };
        let units: Vec<UnitStatistics> =
            (0..3).map(|n| unit(&format!("u{n}"), (n > 0).then_some("g"), &of(n))).collect();
        let (groups, whole) = grouped(units.clone());
        for count in StatisticsCount::ALL {
            let sum: u64 = units.iter().map(|unit| unit.sets.count(*count)).sum();
            prop_assert_eq!(whole.count(*count), sum);
            let totals: u64 = groups.iter().map(|group| group.total.count(*count)).sum();
            prop_assert_eq!(totals, sum);
        }
    }
}
