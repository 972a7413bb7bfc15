//! What the report of a round 测评报告 lays out beside the scores themselves: items by part of the district, and how many sites
//! reach a mark.
//!
//! Source of the form: third-party reports with 全区得分 (合计分值, 得分, 及格率), 项目得分排名, 街道排名, 街道 × 项目 and
//! 责任单位排名 (`domain.md` §2.4).

use std::collections::BTreeMap;

use super::{RoundFacts, ScoreNode, ScoreRefusal, ScoredSite, score};
use crate::figure::{Exact, Rate};
use crate::standard::EditionIndex;

/// The items of each part of a round, such as each street, pooled over its sites. A part where an item was not judged has no
/// line of it; sites that are of no part are left out.
///
/// # Errors
/// As [`score`].
pub fn items_by<K: Ord>(
    edition: &EditionIndex,
    facts: &RoundFacts,
    part: impl Fn(&ScoredSite) -> Option<K>,
) -> Result<BTreeMap<K, Vec<ScoreNode>>, Vec<ScoreRefusal>> {
    let mut parts: BTreeMap<K, RoundFacts> = BTreeMap::new();
    for site in &facts.sites {
        if let Some(key) = part(site) {
            parts.entry(key).or_default().sites.push(site.clone());
        }
    }
    parts.into_iter().map(|(key, facts)| Ok((key, score(edition, &facts)?.items()))).collect()
}

/// How many of the scored sites reach a share of their full mark; sites without a score are in neither number.
pub fn reaching(sites: &[ScoreNode], mark: &Exact) -> Rate {
    let shares = || sites.iter().filter_map(|site| site.share.as_ref());
    Rate::new(shares().filter(|share| *share >= mark).count() as u64, shares().count() as u64)
}
