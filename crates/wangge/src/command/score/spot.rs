//! The score to be unfolded, and unfolding it down to every item.

use std::collections::HashMap;
use std::str::FromStr;

use wangge_domain::assessment::{ScoreKind, ScoreNode, ScoreTree};

/// Which score to unfold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    kind: ScoreKind,
    key: String,
}

impl FromStr for Spot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, key) = text.split_once([':', '：']).unwrap_or((text, ""));
        let kind = match kind.trim() {
            "total" => ScoreKind::Total,
            "district" => ScoreKind::District,
            "type" => ScoreKind::Type,
            "unit" => ScoreKind::Unit,
            "node" => ScoreKind::Node,
            "site" => ScoreKind::Site,
            _ => return Err("total | district | type:CODE | unit:CODE | node:CODE | site:ID".to_owned()),
        };
        let keyless = matches!(kind, ScoreKind::Total | ScoreKind::District);
        if keyless != key.trim().is_empty() {
            return Err("total | district | type:CODE | unit:CODE | node:CODE | site:ID".to_owned());
        }
        Ok(Self { kind, key: key.trim().to_owned() })
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.key)
    }
}

impl Spot {
    /// The score with everything below it; none when the files have no such thing.
    pub fn find(&self, tree: &ScoreTree<'_>) -> Option<ScoreNode> {
        let node = match self.kind {
            ScoreKind::Total => tree.total(),
            ScoreKind::District => tree.field(),
            ScoreKind::Type => tree.types().into_iter().find(|node| node.key == self.key)?,
            ScoreKind::Unit => tree.unit(&self.key)?,
            ScoreKind::Node => tree.node(&self.key)?,
            _ => tree.site(&self.key)?,
        };
        let places = tree.sites().into_iter().map(|site| site.key).zip(0_usize..).collect();
        Some(unfolded(node, tree, &places))
    }
}

/// The node with the items of every site in it, which the tree gives only site by site.
fn unfolded(mut node: ScoreNode, tree: &ScoreTree<'_>, places: &HashMap<String, usize>) -> ScoreNode {
    if node.kind == ScoreKind::Site {
        if let Some(place) = places.get(&node.key) {
            node.parts = tree.explain_site(*place).parts;
        }
        return node;
    }
    node.parts = node.parts.into_iter().map(|part| unfolded(part, tree, places)).collect();
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_names_one_score() {
        for (text, kind, key) in [
            ("total", ScoreKind::Total, ""),
            ("site:S001", ScoreKind::Site, "S001"),
            ("unit： 城管局 ", ScoreKind::Unit, "城管局"),
        ] {
            assert_eq!(text.parse(), Ok(Spot { kind, key: key.to_owned() }), "{text}");
        }
        for text in ["", "street:1", "site", "site:", "total:1"] {
            assert!(text.parse::<Spot>().is_err(), "{text}");
        }
    }
}
