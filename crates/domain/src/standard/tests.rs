#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::figure::Exact;
use crate::text::{Lang, Wording, knows, render};

const WHOLE: &str = r#"
[standard]
code = "s"
name = { zh = "体系", en = "Standard" }
[edition]
version = "1"
full_mark = "106"
[[module]]
code = "m"
name = { zh = "材料" }
weight = "39.7"
source = "given"
[[module]]
code = "f"
name = { zh = "实地" }
weight = "66.3"
source = "observations"
[cycle]
years = [{ year = 1, weight = "0.15" }, { year = 2, weight = "0.25" }, { year = 3, weight = "0.60" }]
[[group]]
code = "E1"
name = { zh = "环境" }
[[group]]
code = "E1.1"
parent = "E1"
name = { zh = "道路" }
[[site_type]]
code = "road"
name = { zh = "主次干道", en = "Main road" }
aliases = ["主干道"]
geometry = "line"
weight = 6
[[site_type]]
code = "park"
name = { zh = "公园" }
[[item]]
code = "R01"
group = "E1.1"
types = ["road"]
on = [{ type = "park", points = "3", judging = { kind = "count_deduct", each = 1 } }]
name = { zh = "路面整洁" }
points = "2"
judging = { kind = "count_deduct", each = "0.5" }
photo = { when = "lost", min = 1 }
limit = { value = 4, clock = "working_hours" }
severity = "serious"
[[item]]
code = "R02"
types = ["park"]
name = { zh = "标识" }
points = "1"
judging = { kind = "pass_fail" }
limit = "3工作日"
[[veto]]
code = "V1"
name = { zh = "重大安全事故" }
consequence = { kind = "deduct", points = "3" }
window_months = 12
"#;

fn parse(toml: &str) -> Edition {
    toml::from_str(toml).unwrap()
}

fn index() -> EditionIndex {
    EditionIndex::new(parse(WHOLE)).unwrap()
}

#[test]
fn a_whole_edition_reads_is_faultless_and_round_trips() {
    let edition = parse(WHOLE);
    assert_eq!(edition.check(), []);
    let json = serde_json::to_string(&edition).unwrap();
    assert_eq!(serde_json::from_str::<Edition>(&json).unwrap(), edition);
    let toml = toml::to_string(&edition).unwrap();
    assert_eq!(parse(&toml), edition);
    assert_eq!(edition.items[1].limit.unwrap().amount, 3);
}

#[test]
fn the_index_finds_by_code_name_and_alias_and_applies_overrides() {
    let index = index();
    let park = index.type_named("公园").unwrap();
    let road = index.type_named(" 主干道 ").unwrap();
    assert_eq!(index.type_named("MAIN ROAD"), Some(road));
    assert_eq!(index.type_named("river"), None);
    let item = index.item_key("R01").unwrap();
    assert_eq!(index.applicable(park, item).unwrap().points, Exact::int(3));
    assert_eq!(index.applicable(road, item).unwrap().points, Exact::int(2));
    assert_eq!(index.applicable(road, index.item_key("R02").unwrap()), None);
    assert_eq!(index.items_of(park).count(), 2);
    assert_eq!(index.points_of(park), Exact::int(4));
    let groups: Vec<&str> = index.groups_of(index.item(item)).iter().map(|g| g.code.as_str()).collect();
    assert_eq!(groups, ["E1", "E1.1"]);
}

#[test]
fn each_fault_is_named_with_its_place() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("code = \"R02\"", "code = \"R01\"", "item R01", "duplicate-code"),
        ("code = \"R02\"", "code = \" \"", "item 2", "empty-code"),
        ("name = { zh = \"标识\" }", "name = { zh = \"\" }", "item R02", "no-name"),
        ("group = \"E1.1\"", "group = \"E9\"", "item R01 / group", "unknown"),
        ("types = [\"road\"]", "types = [\"sea\"]", "item R01 / types", "unknown"),
        ("types = [\"park\"]", "types = []", "item R02 / types", "no-types"),
        ("weight = \"39.7\"", "weight = \"39.6\"", "module", "weights-not-full-mark"),
        ("source = \"given\"", "source = \"observations\"", "module", "several-observation-modules"),
        ("weight = \"0.60\"", "weight = \"0.61\"", "cycle", "cycle-not-one"),
        ("year = 2", "year = 1", "cycle / year 1", "duplicate-code"),
        ("parent = \"E1\"", "parent = \"E1.1\"", "group E1.1 / parent", "cyclic-groups"),
        ("parent = \"E1\"", "parent = \"E7\"", "group E1.1 / parent", "unknown"),
        ("aliases = [\"主干道\"]", "aliases = [\"公园\"]", "site_type park", "name-taken"),
        ("weight = 6", "weight = -6", "site_type road", "negative"),
        ("points = \"2\"", "points = \"-2\"", "item R01", "negative"),
        ("min = 1", "min = 0", "item R01 / photo", "needs"),
        ("points = \"3\" }", "points = \"0\" }", "veto V1", "not-positive"),
        ("full_mark = \"106\"", "full_mark = \"0\"", "edition / full_mark", "not-positive"),
        (
            "full_mark = \"106\"",
            "full_mark = \"106\"\neffective_from = \"2026-02-01\"\neffective_until = \"2026-01-01\"",
            "edition / effective_until",
            "ends-before-it-begins",
        ),
    ];
    for (from, to, at, code) in cases {
        assert!(WHOLE.contains(from), "{from}");
        let faults = parse(&WHOLE.replacen(from, to, 1)).check();
        assert!(faults.iter().any(|f| f.at == *at && f.code() == *code), "{at} {code}: {faults:?}");
        assert!(EditionIndex::new(parse(&WHOLE.replacen(from, to, 1))).is_err());
    }
}

#[test]
fn faulty_judgings_are_refused() {
    let cases = [
        ("{ kind = \"max_deduct\", max = \"2\" }", "max-over-points"),
        ("{ kind = \"max_deduct\", max = \"1\", step = \"0\" }", "not-positive"),
        ("{ kind = \"count_deduct\", each = \"-1\" }", "negative"),
        ("{ kind = \"count_deduct\", each = \"1\", floor = \"2\" }", "floor-over-points"),
        ("{ kind = \"missing\", need = 0, each = \"1\" }", "not-positive"),
        ("{ kind = \"threshold\", bands = [] }", "needs"),
        ("{ kind = \"threshold\", bands = [{ share = \"1\" }] }", "band-bounds"),
        ("{ kind = \"threshold\", bands = [{ at_least = 1 }, { at_most = 0, share = 0 }] }", "band-bounds"),
        (
            "{ kind = \"threshold\", bands = [{ at_least = 80, share = 1 }, { at_least = 95, share = 0.5 }] }",
            "bands-out-of-order",
        ),
        (
            "{ kind = \"threshold\", bands = [{ at_least = 95, share = 0.5 }, { at_least = 80, share = 1 }] }",
            "bands-out-of-order",
        ),
        (
            "{ kind = \"threshold\", bands = [{ at_most = 2, share = 1 }, { at_most = 1, share = 0 }] }",
            "bands-out-of-order",
        ),
        ("{ kind = \"threshold\", bands = [{ at_least = 95, share = \"1.2\" }] }", "share-outside"),
        ("{ kind = \"piecewise\", points = [{ x = 1, share = 1 }] }", "too-few-knots"),
        ("{ kind = \"piecewise\", points = [{ x = 1, share = 1 }, { x = 1, share = 0 }] }", "knots-out-of-order"),
        ("{ kind = \"capped_ratio\", need = 0 }", "not-positive"),
        ("{ kind = \"count_per_distance\", per_metres = 0, each = 1 }", "not-positive"),
        ("{ kind = \"count_per_minutes\", per_minutes = 5, each = -1 }", "negative"),
        ("{ kind = \"escalating\", found = -1, not_rectified = 1, repeated = 1 }", "negative"),
        ("{ kind = \"grades\", grades = [] }", "needs"),
        (
            "{ kind = \"grades\", grades = [{ grade = \"A\", share = 1 }, { grade = \"A\", share = 0 }] }",
            "duplicate-code",
        ),
        ("{ kind = \"worst_of\", of = { kind = \"worst_of\", of = { kind = \"pass_fail\" } } }", "nested-worst-of"),
    ];
    for (judging, code) in cases {
        let faults = parse(&WHOLE.replace("{ kind = \"pass_fail\" }\nlimit", &format!("{judging}\nlimit"))).check();
        assert!(
            faults.iter().any(|f| f.at.starts_with("item R02 / judging") && f.code() == code),
            "{judging} {code}: {faults:?}"
        );
    }
}

#[test]
fn faulty_aggregations_are_refused() {
    let cases = [
        ("site = { method = \"deduct_from\" }", "aggregation / site", "needs"),
        ("site = { method = \"value\" }", "aggregation / site", "needs"),
        ("site = { method = \"value\", item = \"X\" }", "aggregation / site", "unknown"),
        ("site = { floor = 5, cap = 4 }", "aggregation / site", "floor-over-cap"),
        ("type = { method = \"share_meeting\" }", "aggregation / type", "needs"),
        ("type = { method = \"median\", weight_by = \"length\" }", "aggregation / type", "cannot-weight"),
        ("unit = { over = \"units\" }", "aggregation / unit", "units-only-in-district"),
        ("node = { over = \"types\", method = \"pooled\" }", "aggregation / node", "only-over-sites"),
        ("rounding_places = 11", "aggregation / rounding_places", "too-many-places"),
    ];
    for (line, at, code) in cases {
        let faults = parse(&format!("{WHOLE}\n[aggregation]\n{line}\n")).check();
        assert!(faults.iter().any(|f| f.at == at && f.code() == code), "{line}: {faults:?}");
    }
}

#[test]
fn all_faults_come_at_once_and_are_worded_in_both_languages() {
    let text = WHOLE
        .replace("weight = \"39.7\"", "weight = \"1\"")
        .replace("weight = \"0.60\"", "weight = \"9\"")
        .replace("group = \"E1.1\"", "group = \"E9\"")
        .replace("types = [\"park\"]", "types = []");
    let faults = parse(&text).check();
    let codes: BTreeSet<&str> = faults.iter().map(StandardRefusal::code).collect();
    assert_eq!(codes, BTreeSet::from(["cycle-not-one", "no-types", "unknown", "weights-not-full-mark"]));
    for fault in &faults {
        for lang in [Lang::Zh, Lang::En] {
            assert!(knows(&fault.message().key, lang), "{}", fault.message().key);
            assert!(render(&fault.message(), lang).contains(&fault.at));
        }
    }
}

#[test]
fn misspelt_fields_and_unknown_kinds_do_not_read() {
    for (from, to, named) in [
        ("points = \"2\"", "points = \"2\"\npionts = \"2\"", "pionts"),
        ("kind = \"pass_fail\"", "kind = \"guess\"", "guess"),
        ("each = \"0.5\"", "each = \"0.5\", flor = \"1\"", "flor"),
        ("points = \"2\"", "points = \"two\"", "two"),
        ("clock = \"working_hours\"", "clock = \"dog_years\"", ""),
        ("limit = \"3工作日\"", "limit = \"soon\"", "soon"),
    ] {
        let refused = toml::from_str::<Edition>(&WHOLE.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(refused.contains(named), "{to}: {refused}");
    }
}

#[test]
fn judgings_round_trip_through_two_cells() {
    let cases = [
        ("pass_fail", ""),
        ("符合性", ""),
        ("max_deduct", "max=1.5; step=0.1"),
        ("按处扣分", "each=0.5；floor=0"),
        ("missing", "need=5; each=2; floor=0"),
        ("proportion", ""),
        ("threshold", "at_least=95:1, 80:0.6; unit=%"),
        ("threshold", "at_most=2:1"),
        ("piecewise", "points=0:0, 10:1"),
        ("capped_ratio", "need=8"),
        ("instance_minimum", "need=2; each=4; floor=0"),
        ("escalating", "found=0.5; not_rectified=1; repeated=2; floor=0"),
        ("count_per_distance", "per_metres=500; each=0.5; floor=0"),
        ("按时长计次", "per_minutes=5; each=1; floor=0"),
        ("等级", "grades=A:1, B:0.6, C:0"),
        ("worst_of", "of=count_deduct; each=0.5; floor=0"),
        ("取最差", "of=pass_fail"),
    ];
    for (kind, parameters) in cases {
        let judging = Judging::from_cells(kind, parameters).unwrap();
        assert_eq!(judging.parameters_cell(), parameters.replace('；', "; "), "{kind}");
        assert_eq!(Judging::from_cells(judging.kind_zh(), &judging.parameters_cell()).unwrap(), judging);
    }
    for (kind, parameters) in [
        ("guess", ""),
        ("count_deduct", ""),
        ("count_deduct", "each=x"),
        ("count_deduct", "each=1; more=2"),
        ("grades", "grades=A"),
        ("missing", "need=1.5; each=1"),
        ("worst_of", "of=worst_of"),
        ("pass_fail", "nonsense"),
    ] {
        let refused = Judging::from_cells(kind, parameters).unwrap_err();
        assert!(knows(&refused.message().key, Lang::Zh), "{kind} {parameters}");
    }
}

#[test]
fn a_veto_event_counts_within_its_window() {
    let veto = &parse(WHOLE).vetoes[0];
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (happened, counts) in [("2025-11-20", true), ("2026-11-20", true), ("2025-11-19", false), ("2026-11-21", false)]
    {
        assert_eq!(veto.counts(day(happened), day("2026-11-20")), counts, "{happened}");
    }
    let always = Veto { window_months: 0, ..veto.clone() };
    assert!(always.counts(day("1999-01-01"), day("2026-11-20")));
}

#[test]
fn every_kind_of_judging_is_said_in_a_sentence_with_all_its_parameters() {
    let cells = [
        ("pass_fail", "", vec!["2"]),
        ("max_deduct", "max=1.5; step=0.1", vec!["1.5", "0.1"]),
        ("count_deduct", "each=0.3; floor=0.5", vec!["0.3", "0.5"]),
        ("missing", "need=4; each=0.5; floor=0", vec!["4", "0.5"]),
        ("proportion", "", vec!["2"]),
        ("threshold", "at_least=95:1, 80:0.6; unit=%", vec!["95%", "100%", "80%", "60%"]),
        ("threshold", "at_most=3:1", vec!["3", "100%"]),
        ("piecewise", "points=0:1, 10:0", vec!["10", "0%"]),
        ("capped_ratio", "need=7", vec!["7"]),
        ("instance_minimum", "need=3; each=0.2; floor=0", vec!["3", "0.2"]),
        ("escalating", "found=0.1; not_rectified=0.2; repeated=0.3; floor=0", vec!["0.1", "0.2", "0.3"]),
        ("count_per_distance", "per_metres=500; each=0.2; floor=0", vec!["500", "0.2"]),
        ("count_per_minutes", "per_minutes=10; each=0.4; floor=0", vec!["10", "0.4"]),
        ("grades", "grades=A:1, B:0.6", vec!["A 100%", "B 60%"]),
        ("worst_of", "of=count_deduct; each=0.7; floor=0", vec!["0.7"]),
    ];
    for (kind, parameters, said) in cells {
        let judging = Judging::from_cells(kind, parameters).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let sentence = judging.sentence(&Exact::from(2_u32), lang);
            assert!(!sentence.contains("standard-say") && !sentence.contains('{'), "{sentence}");
            assert!(said.iter().all(|part| sentence.contains(part)), "{kind}: {sentence}");
            assert!(!judging.kind_name(lang).contains("standard-kind"), "{kind}");
        }
    }
}

#[test]
fn two_editions_differ_by_what_was_added_dropped_and_changed_and_an_edition_not_from_itself() {
    let before: Edition = toml::from_str(WHOLE).unwrap();
    let same = difference(&before, &before, Lang::Zh);
    assert!(same.head.is_empty() && same.items.changed.is_empty() && same.types.added.is_empty());
    assert_eq!(same.items.unchanged, before.items.len());
    let mut after = before.clone();
    after.edition.full_mark = Exact::from(110_u32);
    let mut new = after.items[0].clone();
    new.code = "new".to_owned();
    after.items.push(new);
    after.items[0].tip = Wording::new("换一种看法", "Look otherwise");
    after.site_types.remove(0);
    let found = difference(&before, &after, Lang::Zh);
    assert_eq!(found.head.iter().map(|change| change.field).collect::<Vec<_>>(), ["full_mark"]);
    assert_eq!(found.items.added.len(), 1);
    assert_eq!(found.items.changed[0].fields[0].after, "换一种看法");
    assert_eq!(found.types.dropped.len(), 1);
    let back = difference(&after, &before, Lang::Zh);
    assert_eq!((back.items.dropped.len(), back.types.added.len()), (1, 1));
}
