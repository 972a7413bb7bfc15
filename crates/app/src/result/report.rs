//! The report of a round 测评报告 as those who order one read it: the district, items, streets, streets × items, units.

use std::collections::{BTreeMap, HashMap};

use wangge_domain::assessment::{ScoreNode, ScoredSite, items_by, rank, reaching};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::RoundState;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::ConnectionTrait;

use super::list::{Visible, identity, nodes_by, round_before, standing_of};
use super::scored::unscorable;
use super::words::{name_of, round_summary};
use super::{ScoredRound, change};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, reach};
use crate::view::{Coded, ReportDistrict, ReportMatrix, ReportMatrixRow, ReportRow, ResultBy, RoundReport};

/// At which place of a site's nodes its street stands.
const STREET: usize = 1;

/// The report of a round. Streets and units beyond the reader's reach are left out, though ranks count them; the sums of
/// the district and of items are the same for every reader.
///
/// # Errors
/// [`crate::error::AppError::NotFound`] for an unknown round, [`crate::error::AppError::Forbidden`] for those who may not see scores.
pub async fn report(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<RoundReport> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let scored = ScoredRound::load(app, &db, id).await?;
    let visible = Visible::of(&db, &reach).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let mark = crate::campaign::load(&db).await?.settings.replication;
    let rows = |by: ResultBy| rows(&book, &scored, &visible, by);
    let streets = rows(ResultBy::Node);
    let matrix = matrix(&book, &scored, &streets)?;
    let mut definitions: Vec<String> = ["district", "items", "matrix"].map(|part| sentence(part, lang)).to_vec();
    let message = Message::new("round-report-define-reaching").arg("mark", mark.mark_percent);
    definitions.insert(1, render(&message, lang));
    if scored.round.state != RoundState::Closed {
        definitions.insert(0, sentence("open", lang));
    }
    Ok(RoundReport {
        round: round_summary(app, &db, lang, &scored.round, true).await?,
        made_at: app.now(),
        made_by: actor.name.clone(),
        district: district(app, &db, &scored, (&mark.mark(), mark.mark_percent)).await?,
        items: rows(ResultBy::Item),
        streets,
        matrix,
        units: rows(ResultBy::Unit),
        definitions,
    })
}

fn sentence(part: &str, lang: Lang) -> String {
    word(&format!("round-report-define-{part}"), lang)
}

async fn district(
    app: &App,
    db: &impl ConnectionTrait,
    scored: &ScoredRound,
    (mark, mark_percent): (&Exact, u8),
) -> Answer<ReportDistrict> {
    let places = scored.decimals();
    let before = match round_before(db, &scored.round).await? {
        Some(round) => Some(ScoredRound::load(app, db, round.id).await?),
        None => None,
    };
    let rate = reaching(&scored.sites, mark);
    Ok(ReportDistrict {
        full: Figure::of(Some(&scored.total.full), places),
        score: scored.figure(&scored.total),
        share: share(&scored.total),
        reaching: Figure::per_hundred(&Exact::from(rate.numerator), &Exact::from(rate.denominator), 2),
        mark_percent,
        sites: rate.denominator,
        previous: before.as_deref().map(|before| before.figure(&before.total)),
        change: before.as_deref().and_then(|before| change(&before.total, &scored.total, places)),
    })
}

/// A score per hundred of its full mark, with what was divided.
fn share(node: &ScoreNode) -> Figure {
    let figure = node.score.as_ref().map(|score| Figure::per_hundred(score, &node.full, 2));
    figure.unwrap_or_else(|| Figure::of(None, 2))
}

/// The lines of a ranking, the best first and those without a score last.
fn rows(book: &Wordbook, scored: &ScoredRound, visible: &Visible, by: ResultBy) -> Vec<ReportRow> {
    let nodes = nodes_by(scored, by);
    let places = scored.decimals();
    let ranked = nodes.iter().zip(rank(&nodes)).filter(|(node, _)| visible.shows(node.kind, &node.key));
    let mut rows: Vec<ReportRow> = ranked
        .map(|(node, rank)| {
            let (lost, sites) = standing_of(scored, node);
            ReportRow {
                rank,
                key: node.key.clone(),
                id: identity(book, node),
                name: name_of(book, node),
                sites,
                full: Figure::of(Some(&node.full), places),
                score: scored.figure(node),
                share: share(node),
                lost: Figure::of(Some(&lost), places),
            }
        })
        .collect();
    rows.sort_by(|a, b| (a.rank.is_none(), a.rank, &a.key).cmp(&(b.rank.is_none(), b.rank, &b.key)));
    rows
}

/// Each item of the round in each street shown.
fn matrix(book: &Wordbook, scored: &ScoredRound, streets: &[ReportRow]) -> Answer<ReportMatrix> {
    let street = |site: &ScoredSite| site.node_path.get(STREET).cloned();
    let parts: BTreeMap<String, Vec<ScoreNode>> =
        items_by(&scored.edition, &scored.facts, street).map_err(|refusals| unscorable(&refusals))?;
    let parts: HashMap<&str, HashMap<&str, &ScoreNode>> = parts
        .iter()
        .map(|(key, items)| (key.as_str(), items.iter().map(|item| (item.key.as_str(), item)).collect()))
        .collect();
    let cell = |street: &ReportRow, item: &ScoreNode| {
        let node = parts.get(street.key.as_str()).and_then(|items| items.get(item.key.as_str()));
        node.map_or_else(|| Figure::of(None, 2), |node| share(node))
    };
    let row = |item: &ScoreNode| ReportMatrixRow {
        item: Coded::new(&item.key, item.name.get(book.lang)),
        cells: streets.iter().map(|street| cell(street, item)).collect(),
        whole: share(item),
    };
    Ok(ReportMatrix {
        streets: streets.iter().map(|street| Coded::new(&street.key, &street.name)).collect(),
        rows: scored.items.iter().map(row).collect(),
    })
}
