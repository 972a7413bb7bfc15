//! How a score was made, one level at a time: the whole, its modules, types and sites, down to observations.

use std::collections::HashMap;

use wangge_domain::assessment::{ScoreKind as Kind, ScoreNode as Node};
use wangge_domain::figure::Figure;
use wangge_domain::ids::{RoundId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, render};
use wangge_storage::visit::{self, LostPointFilter, LostPointRow, ObservationRow};
use wangge_storage::{ConnectionTrait, reach::Reach};

use super::list::{Visible, no_part};
use super::words::name_of;
use super::{ScoredRound, site_id};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, reach};
use crate::view::{ExplanationQuery, ScoreKind, ScoreNode};

/// Explains a part of a round's score, its own parts one level deep.
///
/// # Errors
/// [`crate::AppError::NotFound`] for a part that is not there or outside the actor's reach.
pub async fn explain(app: &App, actor: &Actor, lang: Lang, id: RoundId, query: ExplanationQuery) -> Answer<ScoreNode> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let scored = ScoredRound::load(app, &db, id).await?;
    let visible = Visible::of(&db, &reach).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let at = query.at.as_deref().unwrap_or("total");
    let node = find(&scored, &book, at)?.ok_or_else(|| no_part(at))?;
    if !visible.shows(node.kind, &node.key) {
        return Err(no_part(at));
    }
    let leaves = match site_id(&node.key).filter(|_| node.kind == Kind::Site) {
        Some(site) => Leaves::of(&db, &scored, site).await?,
        None => Leaves::default(),
    };
    let mut explained = view(&book, &scored, &node);
    explained.visit_id = leaves.visit;
    let shown = node.parts.iter().filter(|part| visible.shows(part.kind, &part.key));
    explained.parts = shown.map(|part| leaves.linked(view(&book, &scored, part), part)).collect();
    Ok(explained)
}

/// The part of a tree that a key names; sites come with their items.
fn find(scored: &ScoredRound, book: &Wordbook, at: &str) -> Answer<Option<Node>> {
    let (kind, key) = at.split_once(':').unwrap_or((at, ""));
    Ok(match kind {
        "total" => Some(scored.total.clone()),
        "district" => Some(scored.tree()?.field()),
        "module" => scored.total.find(Kind::Module, key).cloned(),
        "type" => scored.types.iter().find(|node| node.key == key).cloned(),
        "item" => scored.items.iter().find(|node| node.key == key).cloned(),
        "unit" => {
            let code = key.parse().ok().and_then(|id| book.register.units.get(&wangge_domain::ids::UnitId(id)));
            scored.unit(code.map_or(key, |unit| &unit.code)).cloned()
        }
        "node" => {
            let code = key.parse().ok().and_then(|id| book.register.nodes.get(&wangge_domain::ids::NodeId(id)));
            scored.node(code.map_or(key, |node| &node.code)).cloned()
        }
        "site" => scored.tree()?.site(key),
        _ => None,
    })
}

/// The key of a part, as `at` takes it.
fn key_of(book: &Wordbook, node: &Node) -> String {
    let key = &node.key;
    match node.kind {
        Kind::Total => "total".to_owned(),
        Kind::District => "district".to_owned(),
        Kind::Module => format!("module:{key}"),
        Kind::Type => format!("type:{key}"),
        Kind::Site => format!("site:{key}"),
        Kind::Item => format!("item:{key}"),
        Kind::Unit => match book.register.unit_by_code(key) {
            Some(unit) => format!("unit:{}", unit.id),
            None => format!("unit:{key}"),
        },
        Kind::Node => match book.register.node_by_code(key) {
            Some(node) => format!("node:{}", node.id),
            None => format!("node:{key}"),
        },
    }
}

fn kind_of(kind: Kind) -> ScoreKind {
    match kind {
        Kind::Total => ScoreKind::Total,
        Kind::Module => ScoreKind::Module,
        Kind::District => ScoreKind::District,
        Kind::Type => ScoreKind::Type,
        Kind::Unit => ScoreKind::Unit,
        Kind::Node => ScoreKind::Node,
        Kind::Site => ScoreKind::Site,
        Kind::Item => ScoreKind::Item,
    }
}

/// A part in words, without its own parts.
fn view(book: &Wordbook, scored: &ScoredRound, node: &Node) -> ScoreNode {
    let places = scored.decimals();
    let share = node.share.as_ref().map(|share| share * &wangge_domain::figure::Exact::HUNDRED);
    ScoreNode {
        key: key_of(book, node),
        kind: kind_of(node.kind),
        name: name_of(book, node),
        rule_text: render(&node.how(), book.lang),
        score: scored.figure(node),
        full: Figure::of(Some(&node.full), places),
        weight: Some(Figure::of(Some(&node.weight), places)),
        share: Figure::of(share.as_ref(), places),
        notes: node.notes.iter().map(|note| render(&note.message(), book.lang)).collect(),
        has_parts: !node.parts.is_empty() || node.kind == Kind::Site,
        parts: Vec::new(),
        observation_id: None,
        visit_id: None,
        case_id: None,
    }
}

/// What the items of a site rest on.
#[derive(Default)]
struct Leaves {
    visit: Option<VisitId>,
    observations: HashMap<String, ObservationRow>,
    lost: HashMap<String, LostPointRow>,
}

impl Leaves {
    async fn of(db: &impl ConnectionTrait, scored: &ScoredRound, site: SiteId) -> Answer<Self> {
        let Some(visit) = scored.visits.get(&site).copied() else { return Ok(Self::default()) };
        let filter = LostPointFilter { visit_id: Some(visit), ..LostPointFilter::default() };
        let lost = visit::lost_points(db, &Reach::everything(), &filter).await?;
        let observations = visit::observations(db, visit).await?;
        Ok(Self {
            visit: Some(visit),
            observations: observations.into_iter().map(|row| (row.item_code.clone(), row)).collect(),
            lost: lost.into_iter().map(|row| (row.item_code.clone(), row)).collect(),
        })
    }

    fn linked(&self, mut part: ScoreNode, node: &Node) -> ScoreNode {
        if node.kind == Kind::Item {
            if let Some(observation) = self.observations.get(&node.key) {
                part.observation_id = Some(observation.id);
                part.visit_id = self.visit;
                part.notes.extend(Some(observation.remark.clone()).filter(|remark| !remark.is_empty()));
            }
            part.case_id = self.lost.get(&node.key).and_then(|row| row.case_id);
        }
        part
    }
}
