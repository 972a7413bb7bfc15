//! Where somebody sees and does things in drives.

use std::collections::HashSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use wangge_domain::grid::{Node, is_within};
use wangge_domain::ids::NodeId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::ConnectionTrait;
use wangge_storage::{node, reach::Reach};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, may_everywhere, reach};

/// The nodes in which an actor may do something in a drive: those within reach and all below them, for a unit answers
/// for a street with its villages.
///
/// # Errors
/// When the store fails.
pub async fn drive_nodes<'n>(
    db: &impl ConnectionTrait,
    all: impl IntoIterator<Item = &'n Node>,
    reach: &Reach,
) -> Answer<HashSet<NodeId>> {
    let own = node::list(db, reach).await?;
    let mut tops: Vec<&str> = Vec::new();
    // Parents come before children, so what lies within one already taken is skipped.
    for one in &own {
        if !tops.iter().any(|top| is_within(&one.path, top)) {
            tops.push(&one.path);
        }
    }
    let within = |path: &str| tops.iter().any(|top| is_within(path, top));
    Ok(all.into_iter().filter(|node| within(&node.path)).map(|node| node.id).collect())
}

/// What every reading of drives begins with.
pub(super) struct Sight {
    pub book: Wordbook,
    pub lang: Lang,
    pub zone: Tz,
    pub today: NaiveDate,
    /// The nodes whose reports and corners are shown.
    pub within: HashSet<NodeId>,
    /// The nodes in which the reader may report and clear.
    pub reports: HashSet<NodeId>,
    /// The nodes in which the reader may enter corners and check them.
    pub watches: HashSet<NodeId>,
    pub may_edit: bool,
    pub may_export: bool,
    pub may_file: bool,
    pub user: Option<wangge_domain::ids::UserId>,
}

impl Sight {
    /// Where the actor sees and does things.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who may not see drives.
    pub async fn load(app: &App, db: &impl ConnectionTrait, actor: &Actor, lang: Lang) -> Answer<Self> {
        let granted = reach(db, actor, Action::ViewDrive).await?;
        let book = Wordbook::open(app, db, lang).await?;
        let within = drive_nodes(db, book.register.nodes.values(), &granted).await?;
        let zone = crate::campaign::load(db).await?.tz();
        Ok(Self {
            reports: Self::of(db, actor, &book, Action::ReportDrive).await?,
            watches: Self::of(db, actor, &book, Action::WatchCorner).await?,
            lang,
            zone,
            today: local_day(app.now(), zone),
            within,
            book,
            may_edit: may_everywhere(actor, Action::EditDrive),
            may_export: actor.may(Action::Export).is_some(),
            may_file: actor.may(Action::ReportCase).is_some(),
            user: actor.user_id,
        })
    }

    async fn of(db: &impl ConnectionTrait, actor: &Actor, book: &Wordbook, action: Action) -> Answer<HashSet<NodeId>> {
        match actor.may(action) {
            Some(granted) => drive_nodes(db, book.register.nodes.values(), &Reach::of(db, &granted).await?).await,
            None => Ok(HashSet::new()),
        }
    }

    /// A node in use in which the actor may act; elsewhere there is none.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who may act nowhere, [`AppError::NotFound`] outside their nodes.
    pub fn acting_in(&self, nodes: &HashSet<NodeId>, action: Action, id: NodeId) -> Answer<()> {
        if nodes.is_empty() {
            return Err(AppError::Forbidden(action));
        }
        let node = self.book.register.nodes.get(&id).filter(|node| node.active && node.level.counts());
        match node {
            Some(node) if nodes.contains(&node.id) => Ok(()),
            _ => Err(AppError::not_found("node", id)),
        }
    }

    /// The nodes from the district down to one.
    pub fn chain(&self, id: NodeId) -> Vec<&Node> {
        self.book.register.nodes.get(&id).map(|node| self.book.register.chain(&node.path)).unwrap_or_default()
    }

    /// The name of a node with those above it.
    pub fn chain_name(&self, id: NodeId) -> String {
        self.book.register.nodes.get(&id).map(|node| self.book.chain_name(&node.path)).unwrap_or_default()
    }
}
