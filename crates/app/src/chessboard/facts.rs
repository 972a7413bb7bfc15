//! The facts of a day: counts of cases, scores and visits of what is chosen, by site and by node.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use wangge_domain::assessment::{ScoreKind, ScoreNode};
use wangge_domain::case::{CaseState, Second};
use wangge_domain::figure::{Exact, Figure, Rate};
use wangge_domain::grid::Node;
use wangge_domain::ids::{RoundId, SiteId};
use wangge_domain::round::{Round, RoundKind};
use wangge_domain::site::Site;
use wangge_storage::{ConnectionTrait, visit};

use super::atlas::Cases;
use super::pick::{Day, Pick};
use super::sight::Sight;
use crate::context::{Answer, App};
use crate::node::paths_above;
use crate::reading::Register;
use crate::result::{ScoredRound, closed};
use crate::view::{ChessboardFigures, CoverageSpan};

/// Cases that are open, overdue, rebounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Open.
    pub open: u64,
    /// Overdue.
    pub overdue: u64,
    /// Rebounds.
    pub rebound: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.open += other.open;
        self.overdue += other.overdue;
        self.rebound += other.rebound;
    }
}

/// The cases of what is chosen, counted.
#[derive(Debug, Default)]
pub struct Tally {
    /// By site.
    pub sites: HashMap<SiteId, Counts>,
    /// By the path of a node, everything below it included.
    pub paths: HashMap<String, Counts>,
    /// By state.
    pub states: BTreeMap<CaseState, u64>,
    /// All.
    pub total: Counts,
}

impl Tally {
    /// Counts the cases of what is chosen as they stood at a moment.
    pub(super) fn of(cases: &Cases, sight: &Sight, pick: &Pick, at: Second) -> Self {
        let chosen: Vec<bool> = cases.paths().iter().map(|path| pick.in_node(path)).collect();
        let mut by_path = vec![Counts::default(); cases.paths().len()];
        let mut by_site = vec![Counts::default(); cases.sites().len()];
        let mut tally = Self::default();
        for entry in cases.all() {
            if !chosen[entry.path()] || !sight.case(entry) || !pick.in_area(entry.place()) {
                continue;
            }
            let Some(state) = cases.state_at(entry, at) else { continue };
            *tally.states.entry(state).or_default() += 1;
            let counts = Counts {
                open: u64::from(!state.ended()),
                overdue: u64::from(entry.course.overdue_at(at, state)),
                rebound: u64::from(entry.rebound && sight.any_rebound() && state.counts()),
            };
            by_path[entry.path()].add(counts);
            if let Some(site) = entry.site() {
                by_site[site].add(counts);
            }
        }
        for (path, counts) in cases.paths().iter().zip(&by_path).filter(|(_, counts)| **counts != Counts::default()) {
            tally.total.add(*counts);
            for above in paths_above(path) {
                tally.paths.entry(above.to_owned()).or_default().add(*counts);
            }
        }
        tally.sites =
            cases.sites().iter().copied().zip(by_site).filter(|(_, counts)| *counts != Counts::default()).collect();
        tally
    }
}

/// Counts how many cases of what is chosen were open at the end of each day from the first to today.
pub(super) fn open_by_day(cases: &Cases, sight: &Sight, pick: &Pick, day: &Day) -> (chrono::NaiveDate, Vec<u64>) {
    let chosen: Vec<bool> = cases.paths().iter().map(|path| pick.in_node(path)).collect();
    let first = cases.all().iter().filter(|entry| sight.case(entry)).filter_map(|entry| entry.course.reported).min();
    let first = first.map_or(day.today, |first| day.day_of(first)).min(day.today);
    let ends: Vec<Second> = first.iter_days().take_while(|d| *d <= day.today).map(|d| day.end_of(d)).collect();
    // How many began and ended between one day's end and the next.
    let mut change = vec![0_i64; ends.len() + 1];
    let place = |at: Second| ends.partition_point(|end| *end < at);
    for entry in cases.all() {
        if !chosen[entry.path()] || !sight.case(entry) || !pick.in_area(entry.place()) {
            continue;
        }
        let Some(reported) = entry.course.reported else { continue };
        change[place(reported)] += 1;
        if let Some(moved) = entry.course.moved.filter(|_| entry.course.state.ended()) {
            change[place(moved.max(reported))] -= 1;
        }
    }
    let mut open = 0_i64;
    let sums = change.iter().take(ends.len()).map(|by| {
        open += by;
        open.unsigned_abs()
    });
    (first, sums.collect())
}

/// The facts of a day, for figures of sites and nodes.
pub struct Facts {
    /// The register.
    pub register: Arc<Register>,
    /// The reader.
    pub sight: Arc<Sight>,
    /// What is chosen.
    pub pick: Pick,
    /// The cases.
    pub tally: Arc<Tally>,
    /// The round whose scores are told.
    pub round: Option<Arc<ScoredRound>>,
    visited: HashSet<SiteId>,
    nodes: HashMap<String, usize>,
}

impl Facts {
    /// Gathers the facts.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(
        app: &App,
        db: &impl ConnectionTrait,
        sight: &Arc<Sight>,
        pick: Pick,
        day: &Day,
        coverage: CoverageSpan,
    ) -> Answer<Self> {
        let register = Register::load(app, db).await?;
        let tally = tally(app, sight, &pick, day.second());
        let round = match last_closed(db, day).await? {
            Some(round) => Some(ScoredRound::load(app, db, round).await?),
            None => None,
        };
        let visited = match day.span(coverage) {
            Some(period) => visit::sites_visited(db, period).await?.into_iter().collect(),
            None => round.iter().flat_map(|round| round.places.keys().copied()).collect(),
        };
        let nodes = round.iter().flat_map(|round| round.nodes.iter().map(|node| node.key.clone()).zip(0..)).collect();
        Ok(Self { register, sight: Arc::clone(sight), pick, tally, round, visited, nodes })
    }

    /// The sites that are seen and chosen, by code.
    pub fn sites(&self) -> Vec<&Site> {
        let chosen = |site: &&Site| {
            site.active && self.sight.site(site.id) && self.pick.holds(&site.node_path, site.lon.zip(site.lat))
        };
        let mut sites: Vec<&Site> = self.register.sites.values().filter(chosen).collect();
        sites.sort_by(|a, b| a.code.cmp(&b.code));
        sites
    }

    /// The figures of a site.
    pub fn site(&self, site: &Site) -> ChessboardFigures {
        let counts = self.tally.sites.get(&site.id).copied().unwrap_or_default();
        let round = self.round.as_ref().filter(|_| self.sight.score(ScoreKind::Site, &site.id.to_string()));
        let score = round.and_then(|round| Some((round, round.site(site.id)?)));
        let lost = round.and_then(|round| Some(round.lost.get(*round.places.get(&site.id)?)?.1));
        let mut figures = figures(score, counts, lost.unwrap_or_default());
        cover(&mut figures, u64::from(self.visited.contains(&site.id)), 1);
        figures
    }

    /// The figures of every node that is seen and has something chosen in it, by path.
    pub fn nodes(&self, wanted: impl Fn(&Node) -> bool) -> Vec<(&Node, ChessboardFigures)> {
        let sums = self.sums();
        let seen = |node: &&Node| {
            let held = self.pick.area.is_none()
                || sums.contains_key(node.path.as_str())
                || self.tally.paths.contains_key(&node.path);
            self.sight.node(node) && wanted(node) && self.pick.in_node(&node.path) && held
        };
        let mut nodes: Vec<&Node> = self.register.nodes.values().filter(seen).collect();
        nodes.sort_by(|a, b| a.code.cmp(&b.code));
        nodes.into_iter().map(|node| (node, self.node(node, sums.get(node.path.as_str())))).collect()
    }

    /// The figures of everything chosen.
    pub fn total(&self) -> ChessboardFigures {
        let mut all = Sum::default();
        for site in self.sites() {
            self.take(&mut all, site);
        }
        let node = self.pick.node.as_ref().or_else(|| self.top());
        if let Some(node) = node {
            return self.node(node, Some(&all));
        }
        let mut figures = figures(None, self.tally.total, all.lost);
        cover(&mut figures, all.visited, all.sites);
        figures
    }

    /// The district itself, where the reader sees it.
    fn top(&self) -> Option<&Node> {
        let mut tops = self.register.nodes.values().filter(|node| node.level.0 == 1 && self.sight.node(node));
        tops.next().filter(|_| tops.next().is_none())
    }

    fn node(&self, node: &Node, sum: Option<&Sum>) -> ChessboardFigures {
        let counts = self.tally.paths.get(&node.path).copied().unwrap_or_default();
        let sum = sum.cloned().unwrap_or_default();
        let round = self.round.as_ref().filter(|_| self.sight.score(ScoreKind::Node, &node.code));
        let score = round.and_then(|round| Some((round, round.nodes.get(*self.nodes.get(&node.code)?)?)));
        let mut figures = match &self.pick.area {
            None => figures(score, counts, sum.lost),
            Some(_) => ChessboardFigures { score: sum.mean(), mark: sum.mark(), ..figures(None, counts, sum.lost) },
        };
        cover(&mut figures, sum.visited, sum.sites);
        figures
    }

    /// What the chosen sites come to, by the path of every node above them.
    fn sums(&self) -> HashMap<&str, Sum> {
        let mut sums: HashMap<&str, Sum> = HashMap::new();
        for site in self.sites() {
            for path in paths_above(&site.node_path) {
                self.take(sums.entry(path).or_default(), site);
            }
        }
        sums
    }

    fn take(&self, sum: &mut Sum, site: &Site) {
        sum.sites += 1;
        sum.visited += u64::from(self.visited.contains(&site.id));
        let Some(round) = self.round.as_ref() else { return };
        if !self.sight.score(ScoreKind::Site, &site.id.to_string()) {
            return;
        }
        let Some(place) = round.places.get(&site.id) else { return };
        sum.lost += round.lost.get(*place).map_or(0, |(_, count)| *count);
        if self.pick.area.is_some()
            && let Some(share) = round.sites.get(*place).and_then(|node| node.share.as_ref())
        {
            sum.shares = &sum.shares + share;
            sum.scored += 1;
        }
    }
}

/// What sites come to.
#[derive(Clone, Debug, Default)]
struct Sum {
    sites: u64,
    visited: u64,
    lost: u64,
    scored: u64,
    shares: Exact,
}

impl Sum {
    /// The mean share of the full mark in per cent, to one decimal.
    fn mean(&self) -> Figure {
        let hundredfold = &self.shares * &Exact::HUNDRED;
        match whole(self.scored).filter(|_| self.scored > 0) {
            Some(count) => {
                let mean = hundredfold.over(&count);
                Figure { numerator: Some(hundredfold), denominator: Some(count), ..Figure::of(mean.as_ref(), 2) }
            }
            None => Figure::of(None, 2),
        }
    }

    fn mark(&self) -> Option<f64> {
        self.mean().exact.map(|mean| mean.to_f64())
    }
}

fn whole(count: u64) -> Option<Exact> {
    i64::try_from(count).ok().map(Exact::int)
}

fn figures(score: Option<(&Arc<ScoredRound>, &ScoreNode)>, counts: Counts, lost: u64) -> ChessboardFigures {
    ChessboardFigures {
        score: score.map_or_else(|| Figure::of(None, 0), |(round, node)| round.figure(node)),
        mark: score.and_then(|(_, node)| Some(node.share.as_ref()?.to_f64() * 100.0)),
        lost,
        open: counts.open,
        overdue: counts.overdue,
        rebound: counts.rebound,
        ..ChessboardFigures::default()
    }
}

/// The counts of a moment, from memory for as long as no case changes.
fn tally(app: &App, sight: &Sight, pick: &Pick, at: Second) -> Arc<Tally> {
    let memory = app.memory();
    let cases = memory.atlas.read();
    let (key, stamp) = (format!("{} | {} | {at}", sight.key, pick.key), cases.revision().to_string());
    if let Some(kept) = memory.tallies.get(&key, &stamp) {
        return kept;
    }
    memory.tallies.put(key, stamp, Tally::of(&cases, sight, pick, at))
}

/// The round whose scores spoke for the district at a moment: the last closed assessment of the whole standard, or
/// where there was none the last closed round.
async fn last_closed(db: &impl ConnectionTrait, day: &Day) -> Answer<Option<RoundId>> {
    let mut rounds = closed(db).await?;
    rounds.retain(|round| round.closed_at.is_some_and(|at| at <= day.at));
    let whole = |round: &&Round| matches!(round.kind, RoundKind::Mock | RoundKind::Official);
    Ok(rounds.iter().find(whole).or(rounds.first()).map(|round| round.id))
}

/// Tells how much of a place was visited.
fn cover(figures: &mut ChessboardFigures, visited: u64, sites: u64) {
    (figures.visited, figures.sites) = (visited, sites);
    let rate = Rate::new(visited, sites);
    figures.coverage =
        Figure { shown: rate.percent(), exact: rate.value(), numerator: whole(visited), denominator: whole(sites) };
}
