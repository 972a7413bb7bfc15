//! Levels, modules, missing data, limits and comparisons.

use std::collections::BTreeMap;

use super::*;
use crate::standard::{Severity, TypeKey};
use crate::text::{Lang, knows};

const COUNT: &str = r#"{ kind = "count_deduct", each = 1 }"#;

/// Items A (10 points, on both types) and B (5 points, on parks alone).
fn items() -> String {
    item("A", "10", COUNT) + &item("B", "5", COUNT).replace("types = [\"road\", \"park\"]", "types = [\"park\"]")
}

/// North: roads 90 and 70, a park of 10/15. South: a road of 50.
fn sites() -> Vec<SiteFacts> {
    vec![
        site("r1", "road", "north", &[("A", 1)]),
        site("r2", "road", "north", &[("A", 3)]),
        site("p1", "park", "north", &[("A", 0), ("B", 5)]),
        site("r3", "road", "south", &[("A", 5)]),
    ]
}

#[test]
fn units_and_district_follow_the_aggregation() {
    // Roads: north (90 + 70) / 2 = 80, all (90 + 70 + 50) / 3 = 70. The park: 10/15.
    let cases = [
        ("", "230/3", "50", "415/6"),
        ("unit = { over = \"sites\" }", "680/9", "50", "415/6"),
        ("unit = { over = \"sites\", method = \"pooled\" }", "520/7", "50", "415/6"),
        ("unit = { over = \"sites\", method = \"median\" }", "70", "50", "415/6"),
        ("unit = { over = \"sites\", method = \"worst\" }", "200/3", "50", "415/6"),
        ("unit = { over = \"sites\", method = \"share_meeting\", mark = 70 }", "200/3", "0", "415/6"),
        ("unit = { over = \"sites\", complement = true }", "220/9", "50", "415/6"),
        ("unit = { floor = 60, cap = 75 }", "75", "60", "415/6"),
        ("type = { method = \"worst\" }", "415/6", "50", "325/6"),
        ("district = { over = \"sites\", method = \"pooled\" }", "230/3", "50", "620/9"),
        ("district = { over = \"units\" }", "230/3", "50", "190/3"),
        ("missing = \"impute_mean\"", "230/3", "325/6", "415/6"),
        ("site = { method = \"deduct_from\", base = 20 }", "345/4", "75", "82.5"),
        ("site = { method = \"sum\" }", "230/3", "50", "415/6"),
        ("site = { method = \"worst_item\" }", "60", "50", "52.5"),
        ("site = { method = \"mean_of_items\" }", "72.5", "50", "65"),
        ("site = { method = \"value\", item = \"A\" }", "85", "50", "77.5"),
        ("site = { floor = 60 }", "230/3", "60", "430/6"),
    ];
    for (line, north, south, district) in cases {
        let edition = edition(&format!("[aggregation]\n{line}"), &items());
        let facts = facts(&edition, sites());
        let tree = score(&edition, &facts).unwrap();
        let district_score = exact(district);
        assert_eq!(per_hundred(&tree.unit("north").unwrap()), exact(north).to_string(), "north: {line}");
        assert_eq!(per_hundred(&tree.unit("south").unwrap()), exact(south).to_string(), "south: {line}");
        assert_eq!(per_hundred(&tree.field()), district_score.to_string(), "district: {line}");
        assert_eq!(per_hundred(&tree.total()), district_score.to_string(), "total: {line}");
    }
}

#[test]
fn mean_and_pooled_differ_where_item_counts_do() {
    let score_by = |method: &str| {
        let edition =
            edition(&format!("[aggregation]\ndistrict = {{ over = \"sites\", method = \"{method}\" }}"), &items());
        let facts =
            facts(&edition, vec![site("r", "road", "u", &[("A", 0)]), site("p", "park", "u", &[("A", 10), ("B", 0)])]);
        per_hundred(&score(&edition, &facts).unwrap().total())
    };
    assert_eq!(score_by("mean"), "200/3");
    assert_eq!(score_by("pooled"), "60");
}

#[test]
fn sites_are_weighted_by_an_attribute() {
    let edition = edition("[aggregation]\ntype = { method = \"mean\", weight_by = \"length\" }", &items());
    let weighted = |id: &str, count: i64, length: &str| SiteFacts {
        attributes: BTreeMap::from([("length".to_owned(), exact(length))]),
        ..site(id, "road", "u", &[("A", count)])
    };
    let round = facts(&edition, vec![weighted("a", 0, "300"), weighted("b", 5, "100")]);
    let tree = score(&edition, &round).unwrap();
    let road = &tree.types()[0];
    assert_eq!(per_hundred(road), "87.5");
    assert_eq!((road.numerator.clone(), road.denominator.clone()), (Some(exact("350")), Some(exact("400"))));
    assert_eq!(road.parts[0].weight, exact("300"));

    let nothing = facts(&edition, vec![weighted("a", 0, "0")]);
    assert_eq!(per_hundred(&score(&edition, &nothing).unwrap().types()[0]), "—");

    let lacking = facts(&edition, vec![site("a", "road", "u", &[("A", 0)]), weighted("b", 0, "-1")]);
    let refusals = score(&edition, &lacking).unwrap_err();
    let codes: Vec<_> = refusals.iter().map(|r| (r.at.as_str(), r.code())).collect();
    assert_eq!(codes, [("a", "no-attribute"), ("b", "negative-attribute")]);
}

/// The 106 marks of a provincial test: materials 39.7, on-site 46.3, survey 10, superiors 10.
const MODULES_106: &str = r#"
[[module]]
code = "materials"
name = { zh = "材料" }
weight = "39.7"
source = "given"
[[module]]
code = "field"
name = { zh = "实地" }
weight = "46.3"
source = "observations"
[[module]]
code = "survey"
name = { zh = "问卷" }
weight = "10"
source = "given"
[[module]]
code = "superiors"
name = { zh = "上级意见" }
weight = "10"
source = "given"
full = "10"
[[veto]]
code = "V1"
name = { zh = "安全事故" }
consequence = { kind = "deduct", points = "3" }
[[veto]]
code = "V2"
name = { zh = "弄虚作假" }
consequence = { kind = "stop_nomination" }
"#;

fn edition_106(limits: &str) -> EditionIndex {
    let text = format!(
        "standard = {{ code = \"s\", name = {{ zh = \"体系\" }} }}\nedition = {{ version = \"1\", full_mark = 106 }}\n\
         {MODULES_106}\n[aggregation]\n{limits}\n[[site_type]]\ncode = \"road\"\nname = {{ zh = \"道路\" }}\n{}",
        item("A", "10", COUNT).replace(", \"park\"", "")
    );
    EditionIndex::new(toml::from_str(&text).unwrap()).unwrap()
}

fn given(module: &str, value: &str, unit: Option<&str>) -> ModuleValue {
    ModuleValue { module: module.to_owned(), value: exact(value), unit: unit.map(str::to_owned) }
}

#[test]
fn four_modules_make_106_marks() {
    let edition = edition_106("");
    let mut round = facts(&edition, vec![site("r", "road", "u", &[("A", 2)])]);
    let partial = score(&edition, &round).unwrap().total();
    assert_eq!((partial.score.clone(), partial.full.clone()), (Some(exact("37.04")), exact("46.3")));
    assert_eq!(partial.notes.iter().filter(|n| matches!(n, Note::NotGiven { .. })).count(), 3);

    round.modules = vec![given("materials", "90", None), given("survey", "88.4", None), given("superiors", "9", None)];
    let total = score(&edition, &round).unwrap().total();
    // 39.7 · 0.9 + 46.3 · 0.8 + 10 · 0.884 + 10 · 0.9
    assert_eq!((total.score.clone(), total.full.clone()), (Some(exact("90.61")), exact("106")));

    round.vetoes =
        vec![VetoEvent { code: "V1".to_owned(), unit: None }, VetoEvent { code: "V2".to_owned(), unit: None }];
    let vetoed = score(&edition, &round).unwrap().total();
    assert_eq!(vetoed.score, Some(exact("87.61")));
    assert!(vetoed.notes.iter().any(|n| matches!(n, Note::Consequence { kind, .. } if kind == "stop_nomination")));
}

#[test]
fn cap_comes_before_veto_deductions_and_floor_after() {
    let edition = edition_106("cap = 90\nfloor = 88");
    let mut round = facts(&edition, vec![site("r", "road", "u", &[("A", 2)])]);
    round.modules = vec![given("materials", "90", None), given("survey", "88.4", None), given("superiors", "9", None)];
    assert_eq!(score(&edition, &round).unwrap().total().score, Some(exact("90")));
    round.vetoes = vec![VetoEvent { code: "V1".to_owned(), unit: None }];
    let total = score(&edition, &round).unwrap().total();
    assert_eq!(total.score, Some(exact("88")));
    assert!(total.notes.contains(&Note::Floored) && total.notes.contains(&Note::Capped));
}

#[test]
fn years_of_a_cycle_weigh_15_25_60_and_surveys_70_30() {
    let mut three = edition_106("").into_edition();
    let years = [("0.15", 1), ("0.25", 2), ("0.60", 3)]
        .map(|(weight, year)| crate::standard::YearWeight { year, weight: exact(weight) });
    three.cycle = Some(crate::standard::Cycle { years: years.to_vec() });
    assert_eq!(three.check(), []);
    let mut totals = BTreeMap::from([(1, exact("80")), (2, exact("90")), (3, exact("95"))]);
    assert_eq!(cycle_score(&three, &totals), Some(exact("91.5")));
    totals.remove(&2);
    assert_eq!(cycle_score(&three, &totals), None);

    let satisfaction = MODULES_106
        .replace("\"39.7\"\nsource = \"given\"", "\"70\"\nsource = \"given\"")
        .split("[[module]]\ncode = \"field\"")
        .next()
        .unwrap()
        .to_owned()
        + "[[module]]\ncode = \"spot\"\nname = { zh = \"现场\" }\nweight = \"30\"\nsource = \"given\"\n";
    let edition = edition(&satisfaction, &items());
    let round = RoundFacts {
        modules: vec![given("materials", "92", None), given("spot", "81", None)],
        ..RoundFacts::default()
    };
    assert_eq!(score(&edition, &round).unwrap().total().score, Some(exact("88.7")));
}

#[test]
fn facts_that_do_not_fit_the_edition_are_all_refused_at_once() {
    let edition = edition_106("");
    let mut round =
        facts(&edition, vec![site("r", "road", "u", &[("A", 2), ("A", 3)]), site("r", "road", "u", &[("A", 2)])]);
    round.modules = vec![
        given("survey", "101", None),
        given("survey", "50", None),
        given("field", "50", None),
        given("weather", "1", None),
    ];
    round.vetoes = vec![VetoEvent { code: "V9".to_owned(), unit: None }];
    let refusals = score(&edition, &round).unwrap_err();
    let mut codes: Vec<_> = refusals.iter().map(ScoreRefusal::code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["not-given", "site-twice", "twice", "unknown-part", "unknown-part", "value-outside", "value-twice"]
    );
    for refusal in &refusals {
        for lang in [Lang::Zh, Lang::En] {
            assert!(knows(&refusal.message().key, lang), "{}", refusal.message().key);
        }
    }
    let unknown = ScoredSite::read(&edition, site("x", "sea", "u", &[])).unwrap_err();
    assert_eq!(unknown[0].code(), "unknown-type");
    let unknown = ScoredSite::read(&edition, site("x", "road", "u", &[("Q", 1), ("Z", 1)])).unwrap_err();
    assert_eq!(unknown.iter().map(ScoreRefusal::code).collect::<Vec<_>>(), ["unknown-item"; 2]);
}

#[test]
fn what_is_outside_scoring_leaves_both_sums() {
    let edition = edition("", &items());
    let mut park = site("p", "park", "u", &[("A", 5)]);
    park.observations.push(observation(r#"{"item":"B","outside":"not_applicable"}"#));
    let mut void = site("v", "road", "u", &[]);
    void.observations.push(observation(r#"{"item":"A","outside":"site_void"}"#));
    let round = facts(&edition, vec![park, void, site("e", "road", "w", &[])]);
    let tree = score(&edition, &round).unwrap();
    let sites = tree.sites();
    assert_eq!(sites.iter().map(per_hundred).collect::<Vec<_>>(), ["50", "—", "—"]);
    assert!(sites[0].notes.contains(&Note::Outside { count: 1 }));
    assert!(sites[1].notes.contains(&Note::SiteVoid));
    assert!(sites[2].notes.contains(&Note::Unobserved { count: 1 }));
    assert_eq!(per_hundred(&tree.unit("u").unwrap()), "50");
    assert_eq!(per_hundred(&tree.unit("w").unwrap()), "—");
    assert_eq!(rank(&tree.units()), [Some(1), None]);
    assert_eq!(tree.unit("nowhere"), None);
    assert_eq!(tree.site("nowhere"), None);
}

#[test]
fn a_lost_veto_item_sets_its_site_to_the_floor() {
    let text = items().replacen("points = \"10\"", "points = \"10\"\nseverity = \"veto\"", 1);
    let edition = edition("[aggregation]\nsite = { floor = 10 }", &text);
    let round = facts(
        &edition,
        vec![site("a", "park", "u", &[("A", 1), ("B", 0)]), site("b", "park", "u", &[("A", 0), ("B", 5)])],
    );
    let tree = score(&edition, &round).unwrap();
    assert_eq!(tree.sites().iter().map(per_hundred).collect::<Vec<_>>(), ["10", "200/3"]);
    assert!(tree.site("a").unwrap().notes.contains(&Note::Vetoed { item: "A".to_owned() }));
    let lost = lost_points(&edition, &round.sites[0]).unwrap();
    assert_eq!((lost.len(), lost[0].item.severity, lost[0].lost.clone()), (1, Severity::Veto, exact("1")));
}

#[test]
fn item_weights_multiply_score_and_points() {
    let text = items().replacen("points = \"5\"", "points = \"5\"\nweight = 4", 1);
    let edition = edition("", &text);
    let round = facts(&edition, vec![site("p", "park", "u", &[("A", 10), ("B", 0)])]);
    assert_eq!(per_hundred(&score(&edition, &round).unwrap().sites()[0]), "200/3");
}

#[test]
fn every_node_says_how_it_was_made_in_both_languages() {
    let edition = edition_106("missing = \"impute_mean\"\ntype = { method = \"share_meeting\", mark = 80 }");
    let mut round = facts(&edition, vec![site("r", "road", "u", &[("A", 2)]), site("s", "road", "u", &[("A", 9)])]);
    round.modules = vec![given("survey", "88.4", None)];
    let tree = score(&edition, &round).unwrap();
    let explained = tree.site("r").unwrap();
    assert_eq!(explained.parts[0].score, Some(exact("8")));
    for lang in [Lang::Zh, Lang::En] {
        for node in [tree.total(), explained.clone(), tree.items().remove(0)] {
            let view = node.view(lang, 2, 9);
            let mut open = vec![&view];
            while let Some(view) = open.pop() {
                assert!(!view.how.starts_with("standard-") && !view.how.contains('$'), "{}", view.how);
                assert!(view.notes.iter().all(|n| !n.starts_with("standard-")), "{:?}", view.notes);
                assert!(!view.name.is_empty());
                open.extend(&view.parts);
            }
        }
    }
    let total = tree.total();
    assert!(total.find(ScoreKind::Site, "s").is_some());
    assert_eq!(total.view(Lang::Zh, 2, 1).parts.len(), 4);
    assert_eq!(total.view(Lang::Zh, 2, 0).part_count, 4);
    let json = serde_json::to_string(&total).unwrap();
    assert_eq!(serde_json::from_str::<ScoreNode>(&json).unwrap(), total);
}

#[test]
fn items_are_pooled_over_sites_and_nodes_scored_by_level() {
    let edition = edition("", &items());
    let round = facts(&edition, sites());
    let tree = score(&edition, &round).unwrap();
    let items = tree.items();
    assert_eq!((items[0].score.clone(), items[0].full.clone()), (Some(exact("31")), exact("40")));
    assert_eq!((items[1].score.clone(), items[1].full.clone()), (Some(exact("0")), exact("5")));
    assert_eq!(tree.nodes(1).len(), 1);
    assert_eq!(tree.nodes(2).iter().map(|n| n.key.as_str()).collect::<Vec<_>>(), ["D-north", "D-south"]);
    assert_eq!(tree.node("D-north").unwrap().share, tree.unit("north").unwrap().share);
    assert_eq!(tree.node("D").unwrap().share, tree.field().share);
    assert!(tree.nodes(0).is_empty() && tree.nodes(3).is_empty());
    assert_eq!(tree.types().iter().map(|t| t.key.as_str()).collect::<Vec<_>>(), ["road", "park"]);
    assert_eq!(edition.type_key("road"), Some(TypeKey(0)));
}

#[test]
fn rounds_compare_by_code_and_site() {
    let edition = edition("", &items());
    let mut again = sites();
    again[0] = site("r1", "road", "north", &[("A", 0)]);
    again[2] = site("p1", "park", "north", &[("A", 2), ("B", 5)]);
    again[3] = site("r4", "road", "south", &[("A", 0)]);
    let (before, after) = (facts(&edition, sites()), facts(&edition, again));
    let (before, after) = (score(&edition, &before).unwrap(), score(&edition, &after).unwrap());
    let comparison = compare(&before, &after);
    let places = |list: &[LostItem]| list.iter().map(|l| format!("{}/{}", l.site, l.item)).collect::<Vec<_>>();
    assert_eq!(places(&comparison.new_lost), ["p1/A"]);
    assert_eq!(places(&comparison.cleared), ["r1/A"]);
    assert_eq!(places(&comparison.still_lost), ["p1/B", "r2/A"]);
    let changes: Vec<_> =
        comparison.sites.iter().map(|d| (d.key.as_str(), d.change.as_ref().map(ToString::to_string))).collect();
    let of = |text: &str| Some(exact(text).to_string());
    assert_eq!(changes, [("r1", of("10")), ("r2", of("0")), ("p1", of("-40/3")), ("r4", None), ("r3", None)]);
    assert_eq!(comparison.total.change, Some(exact("35/3")));
}
