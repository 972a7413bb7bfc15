//! The results of a round along types, units, nodes, sites or items.

use std::collections::HashSet;

use uuid::Uuid;
use wangge_domain::assessment::{ScoreKind as Kind, ScoreNode, ScoredSite, rank};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{RoundId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::Round;
use wangge_domain::text::{Lang, render};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, node, site, unit};

use super::words::{name_of, round_summary};
use super::{ScoredRound, change, closed, site_id};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{ResultBy, ResultQuery, ResultRow, Results};

/// The codes of units and nodes and the identities of sites that lie within a reach; scores of others are
/// not told one by one. The sums over types and items are the district's and the same for every reader.
#[derive(Debug, Default)]
pub struct Visible {
    all: bool,
    units: HashSet<String>,
    nodes: HashSet<String>,
    sites: HashSet<String>,
}

impl Visible {
    /// What lies within a reach.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(db: &impl ConnectionTrait, reach: &Reach) -> Answer<Self> {
        if reach.all {
            return Ok(Self { all: true, ..Self::default() });
        }
        Ok(Self {
            all: false,
            units: unit::list(db, reach).await?.into_iter().map(|unit| unit.code).collect(),
            nodes: node::list(db, reach).await?.into_iter().map(|node| node.code).collect(),
            sites: site::list(db, reach).await?.into_iter().map(|site| site.id.to_string()).collect(),
        })
    }

    /// Whether a score may be told.
    pub fn shows(&self, kind: Kind, key: &str) -> bool {
        self.all
            || match kind {
                Kind::Unit => self.units.contains(key),
                Kind::Node => self.nodes.contains(key),
                Kind::Site => self.sites.contains(key),
                Kind::Total | Kind::Module | Kind::District | Kind::Type | Kind::Item => true,
            }
    }
}

/// The closed round before another, of any kind; none for the first.
///
/// # Errors
/// When the store fails.
pub async fn round_before(db: &impl ConnectionTrait, round: &Round) -> Answer<Option<Round>> {
    let before = |other: &Round| {
        other.id != round.id && round.closed_at.is_none_or(|at| other.closed_at.is_some_and(|then| then < at))
    };
    Ok(closed(db).await?.into_iter().find(before))
}

/// The results of a round, the best first, with the closed round before beside them.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round, [`AppError::Forbidden`] for those who may not see scores.
pub async fn list(app: &App, actor: &Actor, lang: Lang, id: RoundId, query: ResultQuery) -> Answer<Results> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let scored = ScoredRound::load(app, &db, id).await?;
    let before = match round_before(&db, &scored.round).await? {
        Some(round) => Some(ScoredRound::load(app, &db, round.id).await?),
        None => None,
    };
    let visible = Visible::of(&db, &reach).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let nodes = nodes_by(&scored, query.by);
    let earlier = before.as_deref().map(|before| (before, nodes_by(before, query.by)));
    let mut rows = Vec::with_capacity(nodes.len());
    for (node, rank) in nodes.iter().zip(rank(&nodes)) {
        if visible.shows(node.kind, &node.key) {
            let previous = earlier
                .as_ref()
                .and_then(|(before, all)| all.iter().find(|other| other.key == node.key).map(|other| (*before, other)));
            rows.push(row(&book, &scored, node, rank, previous));
        }
    }
    rows.sort_by_key(|row| (row.rank.is_none(), row.rank));
    Ok(Results {
        round: round_summary(app, &db, lang, &scored.round, true).await?,
        by: query.by,
        score: scored.figure(&scored.total),
        rows,
    })
}

/// The level of a node that results are laid out by: the street.
const NODE_LEVEL: i8 = 2;

/// The parts of a round along a level, without what they were made of.
pub(super) fn nodes_by(scored: &ScoredRound, by: ResultBy) -> Vec<ScoreNode> {
    let street = |node: &&ScoreNode| {
        let site = scored.facts.sites.iter().find(|site| site.node_path.contains(&node.key));
        let place = site.and_then(|site| site.node_path.iter().position(|code| *code == node.key));
        place == usize::try_from(NODE_LEVEL - 1).ok()
    };
    match by {
        ResultBy::Type => scored.types.clone(),
        ResultBy::Unit => scored.units.clone(),
        ResultBy::Node => scored.nodes.iter().filter(street).cloned().collect(),
        ResultBy::Site => scored.sites.clone(),
        ResultBy::Item => scored.items.clone(),
    }
    .into_iter()
    .map(|node| ScoreNode { parts: Vec::new(), ..node })
    .collect()
}

fn row(
    book: &Wordbook,
    scored: &ScoredRound,
    node: &ScoreNode,
    rank: Option<u32>,
    previous: Option<(&ScoredRound, &ScoreNode)>,
) -> ResultRow {
    let places = scored.decimals();
    let (lost, sites) = standing_of(scored, node);
    ResultRow {
        key: node.key.clone(),
        id: identity(book, node),
        name: name_of(book, node),
        sites,
        score: scored.figure(node),
        full: Figure::of(Some(&node.full), places),
        lost: Figure::of(Some(&lost), places),
        rank,
        previous: previous.map(|(before, other)| before.figure(other)),
        change: previous.and_then(|(_, other)| change(other, node, places)),
        notes: node.notes.iter().map(|note| render(&note.message(), book.lang)).collect(),
    }
}

/// What a part of the round lost, and how many sites it has.
pub(super) fn standing_of(scored: &ScoredRound, node: &ScoreNode) -> (Exact, u64) {
    let chosen = |site: &ScoredSite| match node.kind {
        Kind::Type => scored.type_code(site) == node.key,
        Kind::Unit => site.unit.as_deref() == Some(node.key.as_str()),
        Kind::Node => site.node_path.contains(&node.key),
        Kind::Site => site.id == node.key,
        Kind::Item => {
            scored.edition.item_key(&node.key).is_some_and(|item| site.findings.iter().any(|f| f.item == item))
        }
        Kind::Total | Kind::Module | Kind::District => true,
    };
    let (lost, _, sites) = scored.lost_at(chosen);
    if node.kind == Kind::Item {
        // The lost points of an item alone are what its pooled sum lacks.
        let lacking = node.score.as_ref().map(|score| &node.full - score);
        return (lacking.unwrap_or(Exact::ZERO), sites);
    }
    (lost, sites)
}

/// The identity behind a score; none for types, items and modules.
pub fn identity(book: &Wordbook, node: &ScoreNode) -> Option<Uuid> {
    match node.kind {
        Kind::Unit => book.register.unit_by_code(&node.key).map(|unit| unit.id.0),
        Kind::Node => book.register.node_by_code(&node.key).map(|node| node.id.0),
        Kind::Site => site_id(&node.key).map(|id: SiteId| id.0),
        _ => None,
    }
}

/// The error for a part of a round that is not there or not for this reader.
pub fn no_part(at: &str) -> AppError {
    AppError::not_found("score", at)
}
