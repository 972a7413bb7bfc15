//! What scoring came to, as JSON gives it and tables show it.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use serde::Serialize;
use wangge_domain::assessment::{RoundFacts, ScoreNode, ScoreTree, ScoreView, cycle_score, rank};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Message, render};

use super::By;
use super::spot::Spot;
use crate::command::output::refusal;

/// The result.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    /// By which edition.
    pub standard: Standard,
    /// How much was scored.
    pub counts: Counts,
    /// The total with its modules.
    pub total: ScoreView,
    /// The on-site score of the district.
    pub district: ScoreView,
    /// The total of the cycle, where its years were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Figure>,
    /// The levels asked for, each ranked before any rounding.
    pub by: BTreeMap<&'static str, Vec<Row>>,
    /// A score unfolded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<ScoreView>,
    #[serde(skip)]
    edition: &'a EditionIndex,
    #[serde(skip)]
    exact_total: Option<Exact>,
    #[serde(skip)]
    pub lang: Lang,
}

/// The edition, in short.
#[derive(Debug, Serialize)]
pub struct Standard {
    pub code: String,
    pub name: String,
    pub version: String,
    pub sample: bool,
}

/// How much was scored.
#[derive(Debug, Serialize)]
pub struct Counts {
    pub sites: usize,
    pub observations: usize,
}

/// A line of a list.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its place; none where there is no score, and for types and items, which do not compete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// How deep a node stands, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<usize>,
    /// The score.
    #[serde(flatten)]
    pub score: ScoreView,
}

impl<'a> Report<'a> {
    /// Total and district.
    pub fn make(edition: &'a EditionIndex, round: &RoundFacts, tree: &ScoreTree<'_>, lang: Lang) -> Self {
        let head = edition.edition();
        let places = head.aggregation.rounding_places;
        let total = tree.total();
        Self {
            standard: Standard {
                code: head.standard.code.clone(),
                name: head.standard.name.get(lang).to_owned(),
                version: head.edition.version.clone(),
                sample: head.edition.sample,
            },
            counts: Counts {
                sites: round.sites.len(),
                observations: round.sites.iter().map(|site| site.findings.len()).sum(),
            },
            total: total.view(lang, places, 1),
            district: tree.field().view(lang, places, 0),
            cycle: None,
            by: BTreeMap::new(),
            explanation: None,
            edition,
            exact_total: total.score,
            lang,
        }
    }

    /// Adds the levels asked for.
    pub fn listing(mut self, tree: &ScoreTree<'_>, levels: &[By]) -> Self {
        for by in levels {
            let rows = match by {
                By::Type => self.rows(&tree.types(), None, false),
                By::Item => self.rows(&tree.items(), None, false),
                By::Unit => self.rows(&tree.units(), None, true),
                By::Site => self.rows(&tree.sites(), None, true),
                By::Node => (1..=usize::from(u8::MAX))
                    .map(|level| (level, tree.nodes(level)))
                    .take_while(|(_, nodes)| !nodes.is_empty())
                    .flat_map(|(level, nodes)| self.rows(&nodes, Some(level), true))
                    .collect(),
            };
            self.by.insert(by.word(), rows);
        }
        self
    }

    fn rows(&self, nodes: &[ScoreNode], level: Option<usize>, ranked: bool) -> Vec<Row> {
        let ranks = if ranked { rank(nodes) } else { vec![None; nodes.len()] };
        let places = self.edition.edition().aggregation.rounding_places;
        let mut rows: Vec<Row> = nodes
            .iter()
            .zip(ranks)
            .map(|(node, rank)| Row { rank, level, score: node.view(self.lang, places, 0) })
            .collect();
        rows.sort_by_key(|row| row.rank.unwrap_or(u32::MAX));
        rows
    }

    /// Adds one score with everything below it.
    ///
    /// # Errors
    /// When the files have no such thing.
    pub fn explaining(mut self, tree: &ScoreTree<'_>, spot: Option<&Spot>) -> Result<Self> {
        let Some(spot) = spot else { return Ok(self) };
        let absent = || refusal(&Message::new("cli-score-nothing-there").arg("key", spot), self.lang);
        let node = spot.find(tree).ok_or_else(absent)?;
        self.explanation = Some(node.view(self.lang, self.edition.edition().aggregation.rounding_places, usize::MAX));
        Ok(self)
    }

    /// Adds the total of a cycle of years.
    ///
    /// # Errors
    /// When a year cannot be read, the standard has no cycle, or a year of it is missing.
    pub fn over_years(mut self, given: &[String]) -> Result<Self> {
        if given.is_empty() {
            return Ok(self);
        }
        let mut totals = BTreeMap::new();
        for year in given {
            let (number, total) = self.year(year)?;
            totals.insert(number, total);
        }
        let score = cycle_score(self.edition.edition(), &totals);
        let absent = || refusal(&Message::new("cli-score-no-cycle"), self.lang);
        let score = score.ok_or_else(absent)?;
        self.cycle = Some(Figure::of(Some(&score), self.edition.edition().aggregation.rounding_places));
        Ok(self)
    }

    fn year(&self, text: &str) -> Result<(u16, Exact)> {
        let refused = || anyhow!(render(&Message::new("cli-score-year").arg("text", text), self.lang));
        let (year, total) = text.split_once('=').ok_or_else(refused)?;
        let total = match total.trim() {
            "this" => self.exact_total.clone().ok_or_else(refused)?,
            number => number.parse().map_err(|_| refused())?,
        };
        Ok((year.trim().parse().map_err(|_| refused())?, total))
    }
}
