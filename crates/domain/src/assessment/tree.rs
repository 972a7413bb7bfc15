//! The nodes of a score tree: what was scored, by which rule, from which parts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::score::Tally;
use super::{RoundFacts, SiteMark};
use crate::figure::{Exact, competition_rank};
use crate::standard::{Edition, EditionIndex, Gather, SiteMethod};
use crate::text::{Message, Wording};

/// The scores of a round. Sites are scored; every level above is made from them when asked for.
#[derive(Clone, Debug)]
pub struct ScoreTree<'a> {
    pub(super) edition: &'a EditionIndex,
    pub(super) facts: &'a RoundFacts,
    /// By site, in the order of the facts.
    pub(super) marks: Vec<SiteMark>,
    /// By type, then item.
    pub(super) tallies: Vec<Tally>,
}

/// What a node of the score tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoreKind {
    /// The total, of modules.
    Total,
    /// A module.
    Module,
    /// The district's on-site score.
    District,
    /// A unit.
    Unit,
    /// A node of the grid.
    Node,
    /// A site type.
    Type,
    /// A site.
    Site,
    /// An item: at one site, or over all.
    Item,
}

/// How a score was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// An observation judged.
    Judged {
        /// The sentence with reading and parameters.
        sentence: Message,
    },
    /// An item over all sites: Σ scores of Σ points.
    Pooled,
    /// A site from its items.
    Site {
        /// The method.
        method: SiteMethod,
    },
    /// Sites gathered.
    Gathered {
        /// The method.
        method: Gather,
        /// The mark of `share_meeting`.
        mark: Option<Exact>,
        /// The attribute that weights the sites.
        weight_by: Option<String>,
        /// 100 less the result.
        complement: bool,
    },
    /// Types by their weights.
    OverTypes,
    /// The mean of the units.
    OverUnits,
    /// Modules by their weights, less veto deductions.
    Composed,
    /// Given with the round.
    Given,
    /// The mean of the peers that have the type.
    Imputed,
}

/// A remark on a score: what was left out, put in or held back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// Parts without a score left both sums.
    Excluded {
        /// How many.
        count: usize,
    },
    /// Items ended outside scoring.
    Outside {
        /// How many.
        count: u32,
    },
    /// Items of the type have no observation.
    Unobserved {
        /// How many.
        count: u32,
    },
    /// The site is void.
    SiteVoid,
    /// A lost point on a veto item set the site to its floor.
    Vetoed {
        /// The item.
        item: String,
    },
    /// The mean of peers stands for a type not there.
    Imputed {
        /// How many peers.
        peers: usize,
    },
    /// A module has no value yet and leaves score and full mark.
    NotGiven {
        /// The module.
        module: String,
    },
    /// The floor took hold.
    Floored,
    /// The cap took hold.
    Capped,
    /// A veto event took points off.
    Deducted {
        /// The veto item.
        code: String,
        /// The points.
        points: Exact,
    },
    /// A veto event has a consequence beside the score: `stop_nomination`, `suspend` or `revoke`.
    Consequence {
        /// The veto item.
        code: String,
        /// Which.
        kind: String,
    },
    /// Sites lost points on this item.
    LostAt {
        /// How many.
        count: u32,
    },
}

/// One node of the score tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreNode {
    /// What it stands for.
    pub kind: ScoreKind,
    /// Its code or id; empty for the district and the total.
    pub key: String,
    /// Its name.
    pub name: Wording,
    /// How it was made.
    #[serde(flatten)]
    pub rule: Rule,
    /// The score, exact; `None` when there was nothing to score, shown "—".
    pub score: Option<Exact>,
    /// The full mark of `score`.
    pub full: Exact,
    /// `score` ÷ `full`, what rankings compare.
    pub share: Option<Exact>,
    /// What was summed up, before complement, limits and deductions.
    pub numerator: Option<Exact>,
    /// What it was divided by.
    pub denominator: Option<Exact>,
    /// Its weight among the parts of the node above.
    pub weight: Exact,
    /// What it was made of. Items of a site only where the site itself was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ScoreNode>,
    /// What was left out, put in or held back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

impl ScoreNode {
    /// A node without parts or notes.
    pub(super) fn leaf(
        kind: ScoreKind,
        key: &str,
        name: Wording,
        rule: Rule,
        score: Option<Exact>,
        full: Exact,
    ) -> Self {
        Self {
            kind,
            key: key.to_owned(),
            name,
            rule,
            share: score.as_ref().and_then(|s| s.over(&full)),
            score,
            full,
            numerator: None,
            denominator: None,
            weight: Exact::ONE,
            parts: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The first node of this kind and key in the tree below, itself included.
    pub fn find(&self, kind: ScoreKind, key: &str) -> Option<&Self> {
        if self.kind == kind && self.key == key {
            return Some(self);
        }
        self.parts.iter().find_map(|part| part.find(kind, key))
    }
}

/// The competition ranks of scores by share, before any rounding; without a share there is no rank.
pub fn rank(nodes: &[ScoreNode]) -> Vec<Option<u32>> {
    let scored: Vec<&ScoreNode> = nodes.iter().filter(|node| node.share.is_some()).collect();
    let mut ranks = competition_rank(&scored, |node| node.share.clone()).into_iter();
    nodes.iter().map(|node| node.share.as_ref().and_then(|_| ranks.next())).collect()
}

/// The total of a cycle from the totals of its years, by the edition's year weights: Σ weight · total.
///
/// `None` when the edition has no cycle or a year of it has no total.
pub fn cycle_score(edition: &Edition, totals: &BTreeMap<u16, Exact>) -> Option<Exact> {
    let years = &edition.cycle.as_ref()?.years;
    years.iter().map(|year| totals.get(&year.year).map(|total| total * &year.weight)).sum::<Option<Exact>>()
}
