//! What a reader sees of the chessboard: the reach of their roles, looked up once and kept for as long as nothing it
//! rests on changes.

use std::collections::HashSet;
use std::sync::Arc;

use wangge_domain::assessment::ScoreKind;
use wangge_domain::grid::Node;
use wangge_domain::ids::{CaseId, NodeId, SiteId};
use wangge_domain::merchant::Merchant;
use wangge_domain::permission::{Action, Actor};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, node, round, site};

use super::atlas::{Atlas, Entry};
use crate::case::Veil;
use crate::context::{Answer, App};
use crate::reading::{Register, reach};
use crate::result::Visible;

/// Which cases a reader sees.
#[derive(Debug)]
enum Seen {
    None,
    All,
    Some(HashSet<CaseId>),
}

/// What a reader sees.
#[derive(Debug)]
pub struct Sight {
    /// Tells readers with the same reach together.
    pub key: String,
    grid: Reach,
    nodes: Option<HashSet<NodeId>>,
    sites: Option<HashSet<SiteId>>,
    cases: Seen,
    visible: Option<Visible>,
    veiled: bool,
}

impl Sight {
    /// What an actor sees.
    ///
    /// # Errors
    /// [`crate::AppError::Forbidden`] for whoever may not see the grid.
    pub async fn of(app: &App, db: &impl ConnectionTrait, actor: &Actor) -> Answer<Arc<Self>> {
        let grid = reach(db, actor, Action::ViewGrid).await?;
        Atlas::refresh(app, db).await?;
        let register = Register::load(app, db).await?;
        let key = format!("{:?} {:?}", actor.grants, actor.person_id);
        let revision = app.memory().atlas.read().revision();
        let stamp = format!("{} {revision} {}", register.stamp, round::stamp(db).await?);
        if let Some(kept) = app.memory().sights.get(&key, &stamp) {
            return Ok(kept);
        }
        let all = grid.all;
        let nodes =
            if all { None } else { Some(node::list(db, &grid).await?.into_iter().map(|node| node.id).collect()) };
        let sites =
            if all { None } else { Some(site::list(db, &grid).await?.into_iter().map(|site| site.id).collect()) };
        let cases = match actor.may(Action::ViewCase) {
            None => Seen::None,
            Some(granted) if granted.all => Seen::All,
            Some(granted) => Seen::Some(case::ids(db, &Reach::of(db, &granted).await?).await?.into_iter().collect()),
        };
        let visible = match actor.may(Action::ViewScore) {
            None => None,
            Some(granted) => Some(Visible::of(db, &Reach::of(db, &granted).await?).await?),
        };
        let veiled = Veil::of(db, actor).await?.is_some();
        let sight = Self { key: key.clone(), grid, nodes, sites, cases, visible, veiled };
        Ok(app.memory().sights.put(key, stamp, sight))
    }

    /// Whether a node is seen: an active one of the district.
    pub fn node(&self, node: &Node) -> bool {
        node.active && node.level.counts() && self.nodes.as_ref().is_none_or(|nodes| nodes.contains(&node.id))
    }

    /// Whether a site is seen.
    pub fn site(&self, site: SiteId) -> bool {
        self.sites.as_ref().is_none_or(|sites| sites.contains(&site))
    }

    /// Whether cases are seen at all.
    pub const fn any_case(&self) -> bool {
        !matches!(self.cases, Seen::None)
    }

    /// Whether a case is seen.
    pub(super) fn case(&self, entry: &Entry) -> bool {
        match &self.cases {
            Seen::None => false,
            Seen::All => true,
            Seen::Some(ids) => ids.contains(&entry.id),
        }
    }

    /// Whether it is told of cases that they came back: not to an inspector of a blind round.
    pub const fn any_rebound(&self) -> bool {
        !self.veiled
    }

    /// Whether a merchant is seen.
    pub fn merchant(&self, merchant: &Merchant) -> bool {
        merchant.active
            && (self.grid.all || self.grid.paths.iter().any(|path| merchant.node_path.starts_with(path.as_str())))
    }

    /// Whether scores are seen at all.
    pub const fn any_score(&self) -> bool {
        self.visible.is_some()
    }

    /// Whether a score is seen.
    pub fn score(&self, kind: ScoreKind, key: &str) -> bool {
        self.visible.as_ref().is_some_and(|visible| visible.shows(kind, key))
    }
}
