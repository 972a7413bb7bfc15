//! The map: boundaries and sites with their scores and open cases.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use wangge_domain::figure::NO_FIGURE;
use wangge_domain::grid::Node;
use wangge_domain::ids::{NodeId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, node, site};

use crate::completeness;
use crate::context::{Answer, App};
use crate::locate::Places;
use crate::node::paths_above;
use crate::reading::{Wordbook, reach, shown};
use crate::result::{ScoredRound, Visible, closed};
use crate::view::{DistrictMap, Feature, Features, Geometry, MapNode, MapQuery, MapSite};

/// Open and overdue cases.
type Counts = (u64, u64);

/// The map of what lies within reach.
///
/// # Errors
/// [`crate::AppError::NotFound`] for an unknown round.
pub async fn show(app: &App, actor: &Actor, lang: Lang, query: MapQuery) -> Answer<DistrictMap> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let places = Places::load(app, &db).await?;
    let figures = Figures::load(app, &db, actor, &book, query).await?;
    let wanted =
        |node: &&Node| node.active && node.level.counts() && query.level.is_none_or(|level| node.level.0 == level);
    let sites = site::list(&db, &reach).await?;
    let mut nodes = node::list(&db, &reach).await?;
    // Whoever reaches a site alone, such as an inspector, sees what it lies in: places without surroundings are no map.
    let known: HashSet<NodeId> = nodes.iter().map(|node| node.id).collect();
    let around: HashSet<&str> = sites.iter().flat_map(|site| paths_above(&site.node_path)).collect();
    let others = book.register.nodes.values().filter(|node| !known.contains(&node.id));
    nodes.extend(others.filter(|node| around.contains(node.path.as_str())).cloned());
    let nodes = nodes
        .iter()
        .filter(wanted)
        .map(|node| Feature::of(node.id, places.geometry(node.id).cloned(), figures.node(&book, node)));
    let sites = sites.iter().filter(|site| site.active).map(|site| {
        let point = site.lon.zip(site.lat).map(|(lon, lat)| Geometry::point(lon, lat));
        Feature::of(site.id, point, figures.site(&book, site))
    });
    Ok(DistrictMap {
        bbox: places.extent().map(|extent| [extent.west, extent.south, extent.east, extent.north]),
        round: figures.round.as_ref().map(|round| round.round.id),
        nodes: Features::of(nodes.collect()),
        sites: Features::of(sites.collect()),
    })
}

/// The figures the map shows.
struct Figures {
    round: Option<Arc<ScoredRound>>,
    visible: Visible,
    by_path: HashMap<String, Counts>,
    by_site: HashMap<SiteId, Counts>,
    /// By node code: how many lost points.
    lost: HashMap<String, u64>,
    complete: HashMap<NodeId, bool>,
}

impl Figures {
    async fn load(
        app: &App,
        db: &impl ConnectionTrait,
        actor: &Actor,
        book: &Wordbook,
        query: MapQuery,
    ) -> Answer<Self> {
        let mut figures = Self {
            round: None,
            visible: Visible::default(),
            by_path: HashMap::new(),
            by_site: HashMap::new(),
            lost: HashMap::new(),
            complete: completeness::of_all(app, db, book)
                .await?
                .into_iter()
                .map(|(node, missing)| (node, missing.is_empty()))
                .collect(),
        };
        if let Some(granted) = actor.may(Action::ViewScore) {
            figures.visible = Visible::of(db, &Reach::of(db, &granted).await?).await?;
            let round = match query.round {
                Some(round) => Some(round),
                None => closed(db).await?.first().map(|round| round.id),
            };
            if let Some(round) = round {
                figures.take_round(ScoredRound::load(app, db, round).await?);
            }
        }
        if let Some(granted) = actor.may(Action::ViewCase) {
            let reach = Reach::of(db, &granted).await?;
            figures.take_cases(&case::standings(db, &reach, app.now()).await?);
        }
        Ok(figures)
    }

    fn take_round(&mut self, round: Arc<ScoredRound>) {
        for (site, (_, count)) in round.facts.sites.iter().zip(&round.lost) {
            for code in &site.node_path {
                *self.lost.entry(code.clone()).or_default() += count;
            }
        }
        self.round = Some(round);
    }

    fn take_cases(&mut self, standings: &[case::Standing]) {
        let add = |counts: &mut Counts, standing: &case::Standing| {
            counts.0 += shown(standing.open);
            counts.1 += shown(standing.overdue);
        };
        for standing in standings {
            for path in paths_above(&standing.node_path) {
                add(self.by_path.entry(path.to_owned()).or_default(), standing);
            }
            if let Some(site) = standing.site_id {
                add(self.by_site.entry(site).or_default(), standing);
            }
        }
    }

    fn node(&self, book: &Wordbook, node: &Node) -> MapNode {
        let (open, overdue) = self.by_path.get(&node.path).copied().unwrap_or_default();
        let kind = wangge_domain::assessment::ScoreKind::Node;
        let round = self.round.as_ref().filter(|_| self.visible.shows(kind, &node.code));
        let figure = round.and_then(|round| Some(round.figure(round.node(&node.code)?)));
        MapNode {
            id: node.id,
            code: node.code.clone(),
            level: node.level.0,
            name: node.name.get(book.lang).to_owned(),
            parent_id: node.parent_id,
            shown: figure.as_ref().map_or_else(|| NO_FIGURE.to_owned(), |figure| figure.shown.clone()),
            score: figure.and_then(|figure| figure.exact),
            open,
            overdue,
            lost: round.and_then(|_| self.lost.get(&node.code)).copied().unwrap_or_default(),
            complete: self.complete.get(&node.id).copied().unwrap_or_default(),
        }
    }

    fn site(&self, book: &Wordbook, site: &Site) -> MapSite {
        let (open, overdue) = self.by_site.get(&site.id).copied().unwrap_or_default();
        let kind = wangge_domain::assessment::ScoreKind::Site;
        let round = self.round.as_ref().filter(|_| self.visible.shows(kind, &site.id.to_string()));
        let figure = round.and_then(|round| Some(round.figure(round.site(site.id)?)));
        MapSite {
            id: site.id,
            code: site.code.clone(),
            name: site.name.get(book.lang).to_owned(),
            type_name: book.site_type(&site.type_code).name,
            site_type: site.type_code.clone(),
            demonstration: site.demonstration,
            shown: figure.as_ref().map_or_else(|| NO_FIGURE.to_owned(), |figure| figure.shown.clone()),
            score: figure.and_then(|figure| figure.exact),
            open,
            overdue,
            node_id: site.node_id.unwrap_or(NodeId(uuid::Uuid::nil())),
            unit: book.unit(site.unit_id),
        }
    }
}
