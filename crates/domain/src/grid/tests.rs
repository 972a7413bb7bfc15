#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use proptest::prelude::*;

use super::*;
use crate::text::{Lang, render};

fn row(place: u64, code: &str, level: i8, parent: Option<&str>) -> TreeRow {
    TreeRow { row: Some(place), code: code.into(), level: Level(level), parent_code: parent.map(Into::into) }
}

/// A district of two streets under its city.
fn sound() -> Vec<TreeRow> {
    vec![
        row(2, "1301", 0, None),
        row(3, "130107", 1, Some("1301")),
        row(4, "130107001", 2, Some("130107")),
        row(5, "130107002", 2, Some("130107")),
    ]
}

#[test]
fn a_sound_grid_is_accepted_and_every_node_gets_its_path() {
    assert_eq!(check_tree(&sound()), []);
    let paths = paths(&sound());
    assert_eq!(paths["130107002"], "/1301/130107/130107002/");
    assert!(is_within(&paths["130107002"], &paths["130107"]));
    assert!(!is_within("/1301/1301070/", "/1301/130107/"), "a code that begins alike is no subtree");
}

#[test]
fn each_fault_is_refused_with_its_row_and_the_sentence_names_it() {
    let cases: &[(TreeRow, &str, &str)] = &[
        (row(9, "130107001", 2, Some("130107")), "duplicate_code", "第 4 行"),
        (row(9, "x", 2, Some("nobody")), "unknown_parent", "nobody"),
        (row(9, "x", 2, Some("x")), "cyclic_parents", "x → x"),
        (row(9, "x", 4, Some("130107001")), "wrong_level", "应为 3"),
        (row(9, "x", 2, Some("130107001")), "wrong_level", "应为 3"),
        (row(9, "x", 2, None), "root_too_deep", "必须写明上级"),
    ];
    for (bad, code, part) in cases {
        let mut rows = sound();
        rows.push(bad.clone());
        let refusals = check_tree(&rows);
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert_eq!((refusals[0].code(), refusals[0].row()), (*code, Some(9)));
        let sentence = render(&refusals[0].message(), Lang::Zh);
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[test]
fn a_circle_is_named_once_and_in_full_and_other_faults_are_still_found() {
    let rows = vec![
        row(2, "a", 1, Some("c")),
        row(3, "b", 2, Some("a")),
        row(4, "c", 3, Some("b")),
        row(5, "d", 4, Some("c")),
        row(6, "e", 2, Some("gone")),
    ];
    let refusals = check_tree(&rows);
    let codes: Vec<_> = refusals.iter().map(GridRefusal::code).collect();
    assert_eq!(codes, ["cyclic_parents", "unknown_parent"]);
    let GridRefusal::Cycle { codes, .. } = &refusals[0] else { panic!("{refusals:?}") };
    assert_eq!(codes, &["a", "c", "b", "a"]);
}

#[test]
fn several_roots_may_stand_at_or_above_the_district() {
    let rows = [row(2, "a", 1, None), row(3, "b", 1, None), row(4, "c", -1, None)];
    assert_eq!(check_tree(&rows), []);
}

#[test]
fn completeness_says_exactly_what_is_missing() {
    let full = NodeFacts {
        level: Level(4),
        has_leader: true,
        has_unit: true,
        has_first_responsible_person: true,
        duties: 1,
        applicable_items: 1,
    };
    let table: &[(NodeFacts, &[Missing])] = &[
        (full, &[]),
        (NodeFacts { has_leader: false, ..full }, &[Missing::Leader]),
        (NodeFacts { has_first_responsible_person: false, ..full }, &[Missing::FirstResponsiblePerson]),
        (NodeFacts { has_unit: false, has_first_responsible_person: false, ..full }, &[Missing::Unit]),
        (NodeFacts { duties: 0, applicable_items: 0, ..full }, &[Missing::Duty, Missing::Standard]),
        (NodeFacts { level: Level(0), has_leader: false, duties: 0, ..full }, &[]),
        (NodeFacts { level: Level(1), duties: 0, ..full }, &[Missing::Duty]),
    ];
    for (facts, missing) in table {
        assert_eq!(completeness(facts), *missing, "{facts:?}");
    }
}

proptest! {
    /// Whatever the parents, the check ends; and when it accepts, every node has a path through its parents.
    #[test]
    fn any_rows_are_decided_and_accepted_rows_all_have_paths(
        parents in prop::collection::vec((0_usize..12, 1_i8..5, any::<bool>()), 1..12),
    ) {
        let count = parents.len();
        let rows: Vec<_> = parents
            .iter()
            .enumerate()
            .map(|(i, (parent, level, root))| {
                let parent = (!root).then(|| format!("n{}", parent % count));
                row(i as u64, &format!("n{i}"), *level, parent.as_deref())
            })
            .collect();
        if check_tree(&rows).is_empty() {
            let paths = paths(&rows);
            for row in &rows {
                let above = row.parent_code.as_ref().map(|parent| paths[parent].as_str());
                prop_assert_eq!(&paths[&row.code], &path_of(above, &row.code));
            }
        }
    }
}

#[test]
fn the_level_table_names_levels_and_shows_the_number_of_one_it_lacks() {
    let table = LevelTable::default();
    assert_eq!(table.name(Level(2), Lang::Zh), "街道");
    assert_eq!(table.name(Level(7), Lang::En), "7");
    let text = serde_json::to_string(&table).unwrap();
    assert_eq!(serde_json::from_str::<LevelTable>(&text).unwrap(), table);
}
