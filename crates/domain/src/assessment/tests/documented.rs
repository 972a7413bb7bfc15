//! The worked examples of `docs/standard-form.md`, scored from the page itself, and the shipped samples.

use std::collections::BTreeMap;

use super::*;

const PAGE: &str = include_str!("../../../../../docs/standard-form.md");

/// The fenced blocks of a language after the heading that begins with `heading`.
fn block(heading: &str, language: &str) -> &'static str {
    let section = PAGE.split(&format!("\n### {heading}")).nth(1).unwrap();
    let block = section.split(&format!("```{language}\n")).nth(1).unwrap();
    block.split("```").next().unwrap()
}

/// The observations of a block of CSV, as a round.
fn round(csv: &str) -> RoundFile {
    let mut lines = csv.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut file = RoundFile::default();
    for line in lines {
        let row: BTreeMap<&str, &str> =
            columns.iter().copied().zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()).collect();
        let text = |column: &str| row.get(column).map(|cell| (*cell).to_owned());
        if let Some(module) = text("module") {
            file.modules.push(ModuleValue { module, value: exact(row["value"]), unit: text("unit") });
            continue;
        }
        let number = |column: &str| row.get(column).map(|cell| cell.parse().unwrap());
        let form = ObservationForm {
            item: row["item"].to_owned(),
            count: number("count"),
            ok: number("ok"),
            of: number("of"),
            value: row.get("value").map(|cell| exact(cell)),
            grade: text("grade"),
            ..ObservationForm::default()
        };
        if file.sites.last().is_none_or(|site| site.id != row["site"]) {
            file.sites.push(SiteFacts {
                id: row["site"].to_owned(),
                name: String::new(),
                site_type: row["type"].to_owned(),
                unit: text("unit"),
                node_path: Vec::new(),
                attributes: row.get("attr_length").map(|l| ("length".to_owned(), exact(l))).into_iter().collect(),
                observations: Vec::new(),
            });
        }
        file.sites.last_mut().unwrap().observations.push(form.read().unwrap());
    }
    file
}

/// The shown scores of the units in order, and of the total; with the ranks of the units.
fn scored(heading: &str, adjust: impl Fn(String) -> String) -> (Vec<String>, String, Vec<Option<u32>>) {
    let edition = EditionIndex::new(toml::from_str(&adjust(block(heading, "toml").to_owned())).unwrap()).unwrap();
    let facts = round(block(heading, "csv")).read(&edition).unwrap();
    let tree = score(&edition, &facts).unwrap();
    let shown = |node: &ScoreNode| node.score.as_ref().unwrap().round_half_up(2);
    let units = tree.units();
    (units.iter().map(shown).collect(), shown(&tree.total()), rank(&units))
}

#[test]
fn share_of_acceptable_segments_weighted_by_length() {
    let (units, total, _) = scored("1. ", |text| text);
    assert_eq!((units, total.as_str()), (vec!["75.00".to_owned(), "41.67".to_owned()], "55.00"));
}

#[test]
fn a_hundred_minus_the_mean_of_grades() {
    let (units, total, _) = scored("2. ", |text| text);
    assert_eq!((units, total.as_str()), (vec!["83.33".to_owned(), "55.56".to_owned()], "66.67"));
}

#[test]
fn share_of_transects_graded_b_or_better() {
    let (units, total, _) = scored("2. ", |text| {
        text.replace("method = \"mean\", complement = true", "method = \"share_meeting\", mark = \"100\"")
            .replace("share = \"0\"", "share = \"1.0\"")
            .replace("share = \"1/3\"", "share = \"1.0\"")
            .replace("share = \"2/3\"", "share = \"0.0\"")
            .replace("share = \"1\"", "share = \"0.0\"")
    });
    assert_eq!((units, total.as_str()), (vec!["100.00".to_owned(), "66.67".to_owned()], "80.00"));
}

#[test]
fn on_site_and_survey_ranked_before_rounding() {
    let (units, _, ranks) = scored("3. ", |text| text);
    assert_eq!(units, ["88.50", "88.50", "61.00"]);
    assert_eq!(ranks, [Some(2), Some(1), Some(3)]);
}

#[test]
fn every_judging_of_the_page_reads() {
    let section = PAGE.split("\n## Judging kinds").nth(1).unwrap().split("\n## ").next().unwrap();
    let lines: Vec<&str> = section.lines().filter(|line| line.starts_with("judging = ")).collect();
    let kinds: std::collections::BTreeSet<String> = lines
        .iter()
        .map(|line| {
            let table: BTreeMap<String, crate::standard::Judging> = toml::from_str(line).unwrap();
            table["judging"].kind().to_owned()
        })
        .collect();
    assert!(kinds.len() >= 13, "{kinds:?}");
    for (line, expected) in PAGE.lines().filter(|l| l.starts_with("{\"item\"")).zip(1..) {
        let observation = observation(line);
        assert_eq!(observation.item, format!("R{expected:02}"));
    }
}

#[test]
fn the_shipped_samples_are_faultless() {
    for text in [
        include_str!("../../../../../standards/sample-2026.toml"),
        include_str!("../../../../../standards/sample-monthly.toml"),
    ] {
        let edition: Edition = toml::from_str(text).unwrap();
        assert_eq!(edition.check(), []);
        assert!(edition.edition.sample);
    }
}
