//! Nodes 网格: the tree, and one node with its people, duties, items, sites and figures.

mod detail;
pub mod edit;
pub mod staff;

use std::collections::{HashMap, HashSet};

use wangge_domain::campaign::Campaign;
use wangge_domain::grid::{Missing, Node, NodePerson, NodeRole};
use wangge_domain::ids::{NodeId, PersonId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::{ConnectionTrait, node, site};

use crate::completeness;
use crate::context::{Answer, App};
use crate::reading::{Wordbook, many, reach};
use crate::unit::named;
use crate::view::{List, NodeQuery, NodeSummary};

pub use detail::{edition_in_force, items, show};
pub use edit::{amend, replace_duties};
pub use staff::{appoint, depart, take_back};

/// The nodes within reach, parents before children.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: NodeQuery) -> Answer<List<NodeSummary>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let nodes = node::list(&db, &reach).await?;
    let around = Around::load(app, &db, &book, &nodes).await?;
    let wanted = |node: &&Node| {
        let leader = around.leaders.get(&node.id).and_then(|id| book.register.people.get(id));
        let leader = leader.map_or("", |person| person.name.as_str());
        let found = query.q.as_deref().is_none_or(|q| named(q, &[&node.code, &node.name.zh, &node.name.en, leader]));
        (node.active || query.retired)
            && node.level.counts()
            && query.parent.is_none_or(|parent| node.parent_id == Some(parent))
            && query.level.is_none_or(|level| node.level.0 == level)
            && found
    };
    let found: Vec<&Node> = nodes.iter().filter(wanted).collect();
    let most = query.limit.map_or(found.len(), |limit| limit as usize);
    let items = found.iter().take(most).map(|node| around.summary(&book, node)).collect();
    Ok(List { items, next: None, total: Some(many(found.len())) })
}

/// What surrounds nodes: their leaders, children, sites and what they are missing.
pub struct Around {
    campaign: Campaign,
    leaders: HashMap<NodeId, PersonId>,
    children: HashMap<NodeId, u64>,
    /// How many active sites lie under each path.
    sites: HashMap<String, u64>,
    missing: HashMap<NodeId, Vec<Missing>>,
}

impl Around {
    /// Loads what surrounds nodes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App, db: &impl ConnectionTrait, book: &Wordbook, nodes: &[Node]) -> Answer<Self> {
        let campaign = crate::campaign::load(db).await?;
        let today = local_day(app.now(), campaign.tz());
        let leads = |person: &NodePerson| {
            person.role == NodeRole::Leader && person.since <= today && person.until.is_none_or(|until| today <= until)
        };
        let people = node::people(db).await?;
        let leaders = people.iter().filter(|person| leads(person)).map(|p| (p.node_id, p.person_id)).collect();
        let mut children: HashMap<NodeId, u64> = HashMap::new();
        for node in nodes.iter().filter(|node| node.active) {
            if let Some(parent) = node.parent_id {
                *children.entry(parent).or_default() += 1;
            }
        }
        let known: HashSet<&str> = nodes.iter().map(|node| node.path.as_str()).collect();
        let mut sites: HashMap<String, u64> = HashMap::new();
        for site in book.register.sites.values().filter(|site| site.active) {
            for path in paths_above(&site.node_path).filter(|path| known.contains(path)) {
                *sites.entry(path.to_owned()).or_default() += 1;
            }
        }
        let missing = completeness::of_all(app, db, book).await?.into_iter().collect();
        Ok(Self { campaign, leaders, children, sites, missing })
    }

    /// What a node is missing.
    pub fn missing(&self, node: NodeId) -> &[Missing] {
        self.missing.get(&node).map(Vec::as_slice).unwrap_or_default()
    }

    /// A node in a list.
    pub fn summary(&self, book: &Wordbook, node: &Node) -> NodeSummary {
        let missing = self.missing(node.id);
        NodeSummary {
            id: node.id,
            code: node.code.clone(),
            level: node.level.0,
            level_name: self.campaign.settings.levels.name(node.level, book.lang),
            name: node.name.get(book.lang).to_owned(),
            parent_id: node.parent_id,
            unit: book.unit(node.unit_id),
            leader: self.leaders.get(&node.id).and_then(|id| book.person(*id)),
            child_count: self.children.get(&node.id).copied().unwrap_or_default(),
            site_count: self.sites.get(&node.path).copied().unwrap_or_default(),
            complete: missing.is_empty(),
            missing: missing.iter().map(|lack| lack.as_str().to_owned()).collect(),
            active: node.active,
        }
    }

    /// The campaign with its names of levels.
    pub const fn campaign(&self) -> &Campaign {
        &self.campaign
    }
}

/// The paths of a node and of every node above it: `/a/`, `/a/b/`, `/a/b/c/`.
pub fn paths_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').skip(1).map(|(end, _)| &path[..=end])
}

/// The sites of a subtree within reach, by code.
///
/// # Errors
/// When the store fails.
pub async fn sites_in(
    db: &impl ConnectionTrait,
    reach: &wangge_storage::reach::Reach,
    path: &str,
) -> Answer<Vec<wangge_domain::site::Site>> {
    let mut sites = site::list(db, reach).await?;
    sites.retain(|site| site.active && site.node_path.starts_with(path));
    Ok(sites)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_above_has_its_own_path() {
        assert_eq!(paths_above("/1/11/111/").collect::<Vec<_>>(), ["/1/", "/1/11/", "/1/11/111/"]);
        assert_eq!(paths_above("").count(), 0);
    }
}
