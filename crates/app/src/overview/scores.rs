//! The overview's scores: the last round, its lost points, and the worst.

use std::cmp::Reverse;
use std::collections::HashMap;

use wangge_domain::assessment::{ScoreKind, ScoreNode};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::UnitId;
use wangge_domain::text::Lang;
use wangge_storage::ConnectionTrait;
use wangge_storage::visit::{self, LostPointFilter};

use super::Scene;
use crate::context::Answer;
use crate::node::sites_in;
use crate::reading::type_name;
use crate::result::{ScoredRound, change, modules, round_summary};
use crate::view::{Coded, LastRound, LostByType, LostByUnit, ModuleScore, NodeScore, RoundScore, SiteSummary};

/// How many of the worst are shown.
const WORST: usize = 5;

impl<D: ConnectionTrait> Scene<'_, D> {
    /// What stands for the whole: the total, or the score of the node shown.
    fn whole<'r>(&self, round: &'r ScoredRound) -> Option<&'r ScoreNode> {
        match &self.top {
            Some(top) => round.node(&top.code),
            None => Some(&round.total),
        }
    }

    pub(super) async fn last_round(&self) -> Answer<Option<LastRound>> {
        let Some(last) = self.standings.last() else { return Ok(None) };
        let Some(whole) = self.whole(last) else { return Ok(None) };
        let before = self.standings.before().and_then(|round| Some((round, self.whole(round)?)));
        let lang: Lang = self.book.lang;
        let previous = match before {
            Some((round, node)) => Some(RoundScore {
                round: round_summary(self.app, self.db, lang, &round.round, true).await?,
                score: round.figure(node),
            }),
            None => None,
        };
        Ok(Some(LastRound {
            round: round_summary(self.app, self.db, lang, &last.round, true).await?,
            score: last.figure(whole),
            previous,
            change: before.and_then(|(_, node)| change(node, whole, last.decimals())),
        }))
    }

    pub(super) fn modules(&self) -> Vec<ModuleScore> {
        self.standings.last().map_or_else(Vec::new, |round| modules(round, self.book.lang))
    }

    pub(super) fn lost_by_type(&self) -> Vec<LostByType> {
        let Some(round) = self.standings.last() else { return Vec::new() };
        let top = self.top.as_ref().map(|top| &top.code);
        let mut rows: Vec<(Exact, LostByType)> = round
            .types
            .iter()
            .map(|node| {
                let (lost, count, sites) = round.lost_at(|site| {
                    round.type_code(site) == node.key && top.is_none_or(|top| site.node_path.contains(top))
                });
                let name = type_name(round.edition.edition(), &node.key, self.book.lang).unwrap_or(&node.key);
                let site_type = Coded::new(&node.key, name);
                let shown = Figure::of(Some(&lost), round.decimals());
                (lost, LostByType { site_type, sites, lost: shown, count })
            })
            .filter(|(_, row)| row.sites > 0)
            .collect();
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.site_type.code.cmp(&b.1.site_type.code)));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    pub(super) async fn lost_by_unit(&self) -> Answer<Vec<LostByUnit>> {
        let Some(round) = self.standings.last() else { return Ok(Vec::new()) };
        let filter = LostPointFilter {
            round_id: Some(round.round.id),
            node_path: self.top.as_ref().map(|top| top.path.clone()),
            ..LostPointFilter::default()
        };
        let mut sums: HashMap<Option<UnitId>, (Exact, u64)> = HashMap::new();
        for row in visit::lost_points(self.db, &self.reach, &filter).await? {
            let sum = sums.entry(row.unit_id).or_default();
            sum.0 = &sum.0 + &row.lost;
            sum.1 += 1;
        }
        let mut rows: Vec<(Exact, LostByUnit)> = sums
            .into_iter()
            .map(|(unit, (lost, count))| {
                let shown = Figure::of(Some(&lost), round.decimals());
                (lost, LostByUnit { unit: self.book.unit(unit), lost: shown, count })
            })
            .collect();
        let code = |row: &LostByUnit| row.unit.as_ref().map(|unit| unit.code.clone());
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| code(&a.1).cmp(&code(&b.1))));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// The nodes scored lowest: one level below what is shown, where it is the streets or deeper, or so many levels
    /// below that.
    pub(super) fn worst_nodes(&self, deeper: i8) -> Vec<NodeScore> {
        let Some(round) = self.standings.last() else { return Vec::new() };
        let level = self.top.as_ref().map_or(2, |top| top.level.0 + 1) + deeper;
        let nodes = self.nodes.iter().filter(|node| node.level.0 == level && self.shows(&node.path));
        let mut scored: Vec<(Exact, NodeScore)> = nodes
            .filter(|node| self.visible.shows(ScoreKind::Node, &node.code))
            .filter_map(|node| {
                let score = round.node(&node.code)?;
                let view = NodeScore { node: self.book.node(Some(node.id)), score: round.figure(score) };
                Some((score.share.clone()?, view))
            })
            .collect();
        scored.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.node.code.cmp(&b.1.node.code)));
        scored.into_iter().take(WORST).map(|(_, view)| view).collect()
    }

    pub(super) async fn worst_sites(&self) -> Answer<Vec<SiteSummary>> {
        if !self.scores {
            return Ok(Vec::new());
        }
        let path = self.top.as_ref().map_or("", |top| top.path.as_str());
        let mut sites = sites_in(self.db, &self.reach, path).await?;
        sites.retain(|site| self.standings.share(site.id).is_some());
        sites.sort_by_cached_key(|site| {
            (self.standings.share(site.id), Reverse(self.standings.open(site.id)), site.code.clone())
        });
        Ok(sites.iter().take(WORST).map(|site| self.standings.summary(&self.book, site)).collect())
    }
}
