//! A round with its scores: made once for as long as its visits and the register stay the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use uuid::Uuid;
use wangge_domain::assessment::{
    Finding, ModuleValue, RoundFacts, ScoreNode, ScoreRefusal, ScoreTree, ScoredSite, lost_points, score,
};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{RoundId, SiteId, VisitId};
use wangge_domain::round::{Round, RoundState, Visit, VisitState};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Message;
use wangge_domain::time::Timestamp;
use wangge_storage::reach::Reach;
use wangge_storage::visit::ObservationRow;
use wangge_storage::{ConnectionTrait, StorageError, round, stamp, visit};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Register, indexed};

/// A round with its scores on every level. The trees of single sites are made when asked for.
#[derive(Debug)]
pub struct ScoredRound {
    /// The round.
    pub round: Round,
    /// The edition it is judged by.
    pub edition: Arc<EditionIndex>,
    /// What it was scored from: the sites visited, each by its last visit that stands.
    pub facts: RoundFacts,
    /// The whole: modules, types, sites.
    pub total: ScoreNode,
    /// By site type.
    pub types: Vec<ScoreNode>,
    /// By unit code.
    pub units: Vec<ScoreNode>,
    /// By node code, every level from the district down.
    pub nodes: Vec<ScoreNode>,
    /// By site, in the order of the facts.
    pub sites: Vec<ScoreNode>,
    /// By item, over all sites.
    pub items: Vec<ScoreNode>,
    /// What each site lost and at how many items, in the order of the facts.
    pub lost: Vec<(Exact, u64)>,
    /// The visit each site was scored by.
    pub visits: HashMap<SiteId, VisitId>,
    /// When that visit began.
    pub begun: HashMap<SiteId, Timestamp>,
    /// The place of each site in the facts.
    pub places: HashMap<SiteId, usize>,
}

impl ScoredRound {
    /// A round with its scores, from memory where nothing has changed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown round; refuses, with the rule's own sentence, when its facts
    /// cannot be scored.
    pub async fn load(app: &App, db: &impl ConnectionTrait, id: RoundId) -> Answer<Arc<Self>> {
        let register = Register::load(app, db).await?;
        let stamp = Self::stamp(db, &register, id).await?;
        if let Some(kept) = app.memory().rounds.get(&id, &stamp) {
            return Ok(kept);
        }
        let round = round::get(db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
        let edition = indexed(app, db, round.edition_id).await?;
        let scored = Self::make(db, &register, round, edition).await?;
        Ok(app.memory().rounds.put(id, stamp, scored))
    }

    /// What changes with anything a round's scores are made from.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stamp(db: &impl ConnectionTrait, register: &Register, id: RoundId) -> Answer<String> {
        Ok(format!("{}{}", stamp::round(db, id).await?, register.stamp))
    }

    async fn make(
        db: &impl ConnectionTrait,
        register: &Register,
        round: Round,
        edition: Arc<EditionIndex>,
    ) -> Answer<Self> {
        let visits = last_visits(visit::of_round(db, &Reach::everything(), round.id).await?);
        let ids: Vec<VisitId> = visits.values().map(|(id, _)| *id).collect();
        let mut by_visit: HashMap<VisitId, Vec<ObservationRow>> = HashMap::new();
        for row in visit::observations_of(db, &ids).await? {
            by_visit.entry(row.visit_id).or_default().push(row);
        }
        let mut facts = RoundFacts { modules: modules(&round), ..RoundFacts::default() };
        for (site, (visit, _)) in &visits {
            let rows = by_visit.remove(visit).unwrap_or_default();
            facts.sites.push(scored_site(register, &edition, *site, rows)?);
        }
        facts.unit_names = register.units.values().map(|unit| (unit.code.clone(), unit.name.clone())).collect();
        facts.node_names = register.nodes.values().map(|node| (node.code.clone(), node.name.clone())).collect();
        let places = visits.keys().copied().zip(0..).collect();
        let tree = tree(&edition, &facts)?;
        let lost = lost_of(&tree, facts.sites.len());
        let deepest = facts.sites.iter().map(|site| site.node_path.len()).max().unwrap_or_default();
        let (total, types, units) = (tree.total(), tree.types(), tree.units());
        let nodes = (1..=deepest).flat_map(|level| tree.nodes(level)).collect();
        let (sites, items) = (tree.sites(), tree.items());
        Ok(Self {
            round,
            edition: Arc::clone(&edition),
            total,
            types,
            units,
            nodes,
            sites,
            items,
            lost,
            begun: visits.iter().map(|(site, (_, begun))| (*site, *begun)).collect(),
            visits: visits.into_iter().map(|(site, (visit, _))| (site, visit)).collect(),
            places,
            facts,
        })
    }

    /// The tree, for what is not kept: single sites with their items, and comparisons.
    ///
    /// # Errors
    /// As [`ScoredRound::load`].
    pub fn tree(&self) -> Answer<ScoreTree<'_>> {
        tree(&self.edition, &self.facts)
    }

    /// The score of a unit by its code.
    pub fn unit(&self, code: &str) -> Option<&ScoreNode> {
        self.units.iter().find(|node| node.key == code)
    }

    /// The score of a node by its code.
    pub fn node(&self, code: &str) -> Option<&ScoreNode> {
        self.nodes.iter().find(|node| node.key == code)
    }

    /// The score of a site.
    pub fn site(&self, id: SiteId) -> Option<&ScoreNode> {
        self.sites.get(*self.places.get(&id)?)
    }

    /// A score as shown, rounded as the edition says.
    pub fn figure(&self, node: &ScoreNode) -> Figure {
        figure(node, self.decimals())
    }

    /// With how many decimals the edition shows its scores.
    pub fn decimals(&self) -> u8 {
        self.edition.edition().aggregation.rounding_places
    }

    /// What the sites chosen lost, and at how many items.
    pub fn lost_at(&self, chosen: impl Fn(&ScoredSite) -> bool) -> (Exact, u64, u64) {
        let pairs = self.facts.sites.iter().zip(&self.lost).filter(|(site, _)| chosen(site));
        pairs
            .fold((Exact::ZERO, 0, 0), |(sum, items, sites), (_, (lost, count))| (sum + lost, items + count, sites + 1))
    }

    /// What a site lost by the code of the item; none where the round did not judge it.
    ///
    /// # Errors
    /// As [`ScoredRound::load`].
    pub fn lost_by_item(&self, site: SiteId) -> Answer<Option<BTreeMap<String, Exact>>> {
        let Some(place) = self.places.get(&site) else { return Ok(None) };
        let points = lost_points(&self.edition, &self.facts.sites[*place]).map_err(|refusals| unscorable(&refusals))?;
        Ok(Some(points.into_iter().map(|point| (point.item.code.clone(), point.lost)).collect()))
    }

    /// The code of a site's type.
    pub fn type_code(&self, site: &ScoredSite) -> &str {
        &self.edition.site_type(site.site_type).code
    }
}

/// A score as shown, with what it was divided from.
pub fn figure(node: &ScoreNode, places: u8) -> Figure {
    Figure {
        numerator: node.numerator.clone(),
        denominator: node.denominator.clone(),
        ..Figure::of(node.score.as_ref(), places)
    }
}

/// The change from one score to another in points per hundred, so that different full marks compare.
pub fn change(before: &ScoreNode, after: &ScoreNode, places: u8) -> Option<Figure> {
    let difference = (after.share.as_ref()? - before.share.as_ref()?) * Exact::HUNDRED;
    Some(Figure::of(Some(&difference), places))
}

/// The identity of a site as the facts of a round carry it.
pub fn site_id(text: &str) -> Option<SiteId> {
    text.parse::<Uuid>().ok().map(SiteId)
}

/// The closed rounds, the last closed first.
///
/// # Errors
/// When the store fails.
pub async fn closed(db: &impl ConnectionTrait) -> Answer<Vec<Round>> {
    let mut rounds: Vec<Round> = round::list(db).await?;
    rounds.retain(|round| round.state == RoundState::Closed);
    rounds.sort_by_key(|round| std::cmp::Reverse((round.closed_at, round.id)));
    Ok(rounds)
}

/// The last visit that stands at each site, with when it began.
fn last_visits(visits: Vec<Visit>) -> BTreeMap<SiteId, (VisitId, Timestamp)> {
    // They come by time of submission, so a later one takes the place of an earlier.
    let standing = visits.into_iter().filter(|visit| visit.state == VisitState::Submitted);
    standing.map(|visit| (visit.site_id, (visit.id, visit.started_at))).collect()
}

fn modules(round: &Round) -> Vec<ModuleValue> {
    let value = |(module, value): (&String, &rust_decimal::Decimal)| ModuleValue {
        module: module.clone(),
        value: Exact::from(*value),
        unit: None,
    };
    round.module_values.iter().map(value).collect()
}

fn scored_site(
    register: &Register,
    edition: &EditionIndex,
    id: SiteId,
    rows: Vec<ObservationRow>,
) -> Answer<ScoredSite> {
    let broken =
        |table: &'static str, reason: String| StorageError::Inconsistency { table, row: id.to_string(), reason };
    let site = register.sites.get(&id).ok_or_else(|| broken("sites", "visited, but not there".to_owned()))?;
    let site_type = edition
        .type_key(&site.type_code)
        .ok_or_else(|| broken("sites", format!("the edition has no type {:?}", site.type_code)))?;
    let mut findings = Vec::with_capacity(rows.len());
    for row in rows {
        let item = edition
            .item_key(&row.item_code)
            .ok_or_else(|| broken("observations", format!("the edition has no item {:?}", row.item_code)))?;
        findings.push(Finding { item, outcome: row.outcome });
    }
    let unit = site.unit_id.and_then(|unit| register.units.get(&unit));
    Ok(ScoredSite {
        id: id.to_string(),
        name: site.name.zh.clone(),
        site_type,
        unit: unit.map(|unit| unit.code.clone()),
        node_path: register.chain(&site.node_path).iter().map(|node| node.code.clone()).collect(),
        attributes: site.attributes.iter().map(|(name, value)| (name.clone(), Exact::from(*value))).collect(),
        findings,
    })
}

fn tree<'a>(edition: &'a EditionIndex, facts: &'a RoundFacts) -> Answer<ScoreTree<'a>> {
    score(edition, facts).map_err(|refusals| unscorable(&refusals))
}

/// The refusal of facts that cannot be scored, with the first rule's own sentence.
pub(super) fn unscorable(refusals: &[ScoreRefusal]) -> AppError {
    let message = refusals.first().map_or_else(|| Message::new("app-internal"), ScoreRefusal::message);
    AppError::refused("round_not_scorable", message)
}

fn lost_of(tree: &ScoreTree<'_>, sites: usize) -> Vec<(Exact, u64)> {
    let lost = |place| {
        let lost = tree.site_mark(place).map(|mark| mark.lost.as_slice()).unwrap_or_default();
        (lost.iter().map(|(_, points)| points).sum(), lost.len() as u64)
    };
    (0..sites).map(lost).collect()
}
