//! Scoring a round of a million observations: `cargo bench -p wangge-domain --bench score`.
//!
//! 50,000 sites of two types in 500 units, 20 items each, of the kinds most standards use. Reading the
//! observations into findings is not part of it, as the server keeps them looked up.

use divan::{Bencher, black_box};
use wangge_domain::assessment::{Observation, RoundFacts, RoundFile, SiteFacts, score};
use wangge_domain::standard::EditionIndex;

fn main() {
    divan::main();
}

const SITES: usize = 50_000;
const ITEMS: usize = 20;

/// The judging of an item and how its reading is written for a site's number.
fn judging(item: usize) -> &'static str {
    match item % 5 {
        0 => r#"{ "kind": "pass_fail" }"#,
        1 => r#"{ "kind": "count_deduct", "each": "0.5" }"#,
        2 => r#"{ "kind": "max_deduct", "max": "1.5" }"#,
        3 => r#"{ "kind": "proportion" }"#,
        _ => r#"{ "kind": "grades", "grades": [{ "grade": "A", "share": 1 }, { "grade": "B", "share": "0.6" }] }"#,
    }
}

fn reading(site: usize, item: usize) -> String {
    let turn = (site * 7 + item * 13) % 11;
    match item % 5 {
        0 => format!("\"passed\":{}", turn != 0),
        1 => format!("\"count\":{}", turn.saturating_sub(7)),
        2 => format!("\"deduction\":\"0.{}\"", turn.min(9)),
        3 => format!("\"ok\":{},\"of\":{}", 10 + turn, 20 + turn),
        _ => format!("\"grade\":\"{}\"", if turn < 4 { "B" } else { "A" }),
    }
}

fn edition() -> EditionIndex {
    let items: Vec<String> = (0..ITEMS)
        .map(|item| {
            let judging = judging(item);
            format!(
                r#"{{ "code": "R{item:02}", "types": ["road", "park"], "name": {{ "zh": "项目" }}, "points": 2, "judging": {judging} }}"#
            )
        })
        .collect();
    let json = format!(
        r#"{{ "standard": {{ "code": "s", "name": {{ "zh": "体系" }} }}, "edition": {{ "version": "1", "full_mark": 100 }},
            "site_type": [{{ "code": "road", "name": {{ "zh": "道路" }}, "weight": 3 }}, {{ "code": "park", "name": {{ "zh": "公园" }} }}],
            "item": [{}] }}"#,
        items.join(",")
    );
    let edition = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e}"));
    EditionIndex::new(edition).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn round(edition: &EditionIndex) -> RoundFacts {
    let sites = (0..SITES)
        .map(|site| SiteFacts {
            id: format!("S{site:06}"),
            name: String::new(),
            site_type: if site % 3 == 0 { "park" } else { "road" }.to_owned(),
            unit: Some(format!("U{:03}", site % 500)),
            node_path: vec!["D".to_owned(), format!("N{}", site % 160)],
            attributes: std::collections::BTreeMap::new(),
            observations: (0..ITEMS)
                .map(|item| {
                    let json = format!("{{\"item\":\"R{item:02}\",{}}}", reading(site, item));
                    serde_json::from_str::<Observation>(&json).unwrap_or_else(|e| panic!("{e}"))
                })
                .collect(),
        })
        .collect();
    let file = RoundFile { sites, ..RoundFile::default() };
    file.read(edition).unwrap_or_else(|refusals| panic!("{refusals:?}"))
}

/// Every observation judged and every site scored.
#[divan::bench(sample_count = 10)]
fn sites_of_a_million_observations(bencher: Bencher) {
    let edition = edition();
    let facts = round(&edition);
    bencher.bench(|| score(black_box(&edition), black_box(&facts)).map(|tree| tree.site_mark(0).cloned()));
}

/// The whole round: sites, then the total with its whole tree, and the scores of all items.
#[divan::bench(sample_count = 10)]
fn total_of_a_million_observations(bencher: Bencher) {
    let edition = edition();
    let facts = round(&edition);
    bencher.bench(|| score(black_box(&edition), black_box(&facts)).map(|tree| (tree.total(), tree.items())));
}

/// From scored sites to the scores of 500 units.
#[divan::bench(sample_count = 10)]
fn units_of_scored_sites(bencher: Bencher) {
    let edition = edition();
    let facts = round(&edition);
    let tree = score(&edition, &facts).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    bencher.bench(|| black_box(&tree).units());
}
