#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

mod documented;
mod judging;
mod properties;
mod scoring;

use super::*;
use crate::figure::Exact;
use crate::standard::{Edition, EditionIndex};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// An edition from its aggregation, modules and items, with the types `road` (weight 3) and `park` (weight 1).
fn edition(middle: &str, items: &str) -> EditionIndex {
    let text = format!(
        "standard = {{ code = \"s\", name = {{ zh = \"体系\" }} }}\n\
         edition = {{ version = \"1\", full_mark = 100 }}\n\
         {middle}\n\
         [[site_type]]\ncode = \"road\"\nname = {{ zh = \"道路\" }}\nweight = 3\n\
         [[site_type]]\ncode = \"park\"\nname = {{ zh = \"公园\" }}\n\
         {items}"
    );
    EditionIndex::new(toml::from_str::<Edition>(&text).unwrap()).unwrap()
}

/// An item on both types.
fn item(code: &str, points: &str, judging: &str) -> String {
    format!(
        "[[item]]\ncode = \"{code}\"\ntypes = [\"road\", \"park\"]\nname = {{ zh = \"{code}\" }}\n\
         points = \"{points}\"\njudging = {judging}\n"
    )
}

fn observation(json: &str) -> Observation {
    serde_json::from_str(json).unwrap()
}

/// A site whose item `A` and, where given, `B` have these counts.
fn site(id: &str, site_type: &str, unit: &str, counts: &[(&str, i64)]) -> SiteFacts {
    SiteFacts {
        id: id.to_owned(),
        name: String::new(),
        site_type: site_type.to_owned(),
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        node_path: vec!["D".to_owned(), format!("D-{unit}")],
        attributes: std::collections::BTreeMap::new(),
        observations: counts
            .iter()
            .map(|(item, count)| observation(&format!("{{\"item\":\"{item}\",\"count\":{count}}}")))
            .collect(),
    }
}

fn facts(edition: &EditionIndex, sites: Vec<SiteFacts>) -> RoundFacts {
    RoundFile { sites, ..RoundFile::default() }.read(edition).unwrap()
}

fn per_hundred(node: &ScoreNode) -> String {
    node.share.as_ref().map_or_else(|| "—".to_owned(), |share| (share * Exact::HUNDRED).to_string())
}
