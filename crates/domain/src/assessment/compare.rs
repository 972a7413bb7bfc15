//! Two rounds side by side: what rose, what fell, what is new and what is cleared.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ScoreKind, ScoreNode, ScoreTree};
use crate::figure::Exact;
use crate::text::Wording;

/// One score in both rounds, per hundred of its full mark so that rounds of different editions compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Delta {
    /// What it stands for.
    pub kind: ScoreKind,
    /// Its code or id.
    pub key: String,
    /// Its name, as the later round has it.
    pub name: Wording,
    /// Per hundred in the earlier round; none where it was not scored.
    pub before: Option<Exact>,
    /// Per hundred in the later round; none where it was not scored.
    pub after: Option<Exact>,
    /// After less before, in points per hundred; none where either is.
    pub change: Option<Exact>,
}

/// A lost point by site and item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct LostItem {
    /// The site's id.
    pub site: String,
    /// The item's code.
    pub item: String,
    /// What it lost, in item points.
    pub lost: Exact,
}

/// Two rounds compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The totals.
    pub total: Delta,
    /// The site types.
    pub types: Vec<Delta>,
    /// The units.
    pub units: Vec<Delta>,
    /// The nodes of the second level, the streets.
    pub nodes: Vec<Delta>,
    /// The sites.
    pub sites: Vec<Delta>,
    /// The items over all sites.
    pub items: Vec<Delta>,
    /// Lost points of the later round that the earlier did not have.
    pub new_lost: Vec<LostItem>,
    /// Lost points of the earlier round that the later found in order.
    pub cleared: Vec<LostItem>,
    /// Lost points in both rounds, with what the later lost.
    pub still_lost: Vec<LostItem>,
}

/// The level of the nodes that are compared, counted from the district.
const STREET_LEVEL: usize = 2;

/// Compares an earlier round with a later one, by codes and site ids.
///
/// A lost point is cleared only when the later round scored the same item at the same site without loss; one
/// that was not looked at again is in neither list.
pub fn compare(earlier: &ScoreTree<'_>, later: &ScoreTree<'_>) -> Comparison {
    let (before, after) = (earlier.lost_items(), later.lost_items());
    let clean = later.clean_items();
    let pick = |from: &BTreeMap<(String, String), Exact>, wanted: &dyn Fn(&(String, String)) -> bool| {
        from.iter()
            .filter(|(place, _)| wanted(place))
            .map(|((site, item), lost)| LostItem { site: site.clone(), item: item.clone(), lost: lost.clone() })
            .collect()
    };
    Comparison {
        total: delta(Some(&earlier.total()), &later.total()),
        types: deltas(&earlier.types(), &later.types()),
        units: deltas(&earlier.units(), &later.units()),
        nodes: deltas(&earlier.nodes(STREET_LEVEL), &later.nodes(STREET_LEVEL)),
        sites: deltas(&earlier.sites(), &later.sites()),
        items: deltas(&earlier.items(), &later.items()),
        new_lost: pick(&after, &|place| !before.contains_key(place)),
        cleared: pick(&before, &|place| clean.contains(place)),
        still_lost: pick(&after, &|place| before.contains_key(place)),
    }
}

fn per_hundred(node: &ScoreNode) -> Option<Exact> {
    node.share.as_ref().map(|share| share * Exact::HUNDRED)
}

fn delta(before: Option<&ScoreNode>, after: &ScoreNode) -> Delta {
    let (before, now) = (before.and_then(per_hundred), per_hundred(after));
    let change = before.as_ref().zip(now.as_ref()).map(|(before, now)| now - before);
    Delta { kind: after.kind, key: after.key.clone(), name: after.name.clone(), before, after: now, change }
}

/// The later round's scores in its order, then those only the earlier one has.
fn deltas(before: &[ScoreNode], after: &[ScoreNode]) -> Vec<Delta> {
    let earlier: BTreeMap<&str, &ScoreNode> = before.iter().map(|node| (node.key.as_str(), node)).collect();
    let kept: BTreeSet<&str> = after.iter().map(|node| node.key.as_str()).collect();
    let gone = before.iter().filter(|node| !kept.contains(node.key.as_str())).map(|node| Delta {
        after: None,
        change: None,
        before: per_hundred(node),
        ..delta(None, node)
    });
    after.iter().map(|node| delta(earlier.get(node.key.as_str()).copied(), node)).chain(gone).collect()
}

impl ScoreTree<'_> {
    /// Every lost point by site id and item code, with what was lost.
    pub fn lost_items(&self) -> BTreeMap<(String, String), Exact> {
        let sites = self.facts.sites.iter().zip(&self.marks);
        sites
            .flat_map(|(site, mark)| {
                mark.lost
                    .iter()
                    .map(|(item, lost)| ((site.id.clone(), self.edition.item(*item).code.clone()), lost.clone()))
            })
            .collect()
    }

    /// Every place where an item was scored without loss, by site id and item code.
    fn clean_items(&self) -> BTreeSet<(String, String)> {
        let mut clean = BTreeSet::new();
        for (site, mark) in self.facts.sites.iter().zip(&self.marks).filter(|(_, mark)| !mark.void) {
            for finding in &site.findings {
                let read = matches!(finding.outcome, super::Outcome::Read { .. });
                if read && !mark.lost.iter().any(|(item, _)| *item == finding.item) {
                    clean.insert((site.id.clone(), self.edition.item(finding.item).code.clone()));
                }
            }
        }
        clean
    }
}
