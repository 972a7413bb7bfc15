//! Responsibility boards 公示牌: who answers for a node, for one or for a street with all below it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use wangge_domain::grid::{Duty, Node, NodePerson, NodeRole, is_within};
use wangge_domain::ids::{NodeId, PersonId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_domain::unit::UnitHead;
use wangge_storage::{node, site, unit};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::node::items;
use crate::node::staff::today;
use crate::reading::{Wordbook, many, reach};
use crate::view::{Board, BoardPerson, BoardQuery, BoardStandard, Boards, Coded};

/// The boards of a node, or of all below it too.
///
/// # Errors
/// [`AppError::NotFound`] for a node outside the actor's reach.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: BoardQuery) -> Answer<Boards> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let mut nodes = node::list(&db, &reach).await?;
    nodes.retain(|node| node.active && node.level.counts());
    let top = match query.node {
        Some(id) => nodes.iter().find(|node| node.id == id),
        None => nodes.first(),
    };
    let top =
        top.ok_or_else(|| AppError::not_found("node", query.node.map_or_else(String::new, |id| id.to_string())))?;
    let (top, path) = (top.id, top.path.clone());
    nodes.retain(|node| {
        let below =
            query.below && is_within(&node.path, &path) && query.level.is_none_or(|level| level == node.level.0);
        below || (node.id == top && query.level.is_none())
    });
    let facts = Facts {
        today: today(app, &db).await?,
        places: Places::load(app, &db).await?,
        parts: by(node::people(&db).await?, |part| part.node_id),
        duties: by(node::duties(&db).await?, |duty| duty.node_id),
        heads: unit::heads(&db).await?,
        sites: site::list(&db, &reach).await?,
        book: Wordbook::open(app, &db, lang).await?,
    };
    let campaign = crate::campaign::load(&db).await?;
    let level_name = |node: &Node| campaign.settings.levels.name(node.level, lang);
    Ok(Boards {
        campaign: campaign.name.get(lang).to_owned(),
        demonstration: campaign.demonstration,
        day: facts.today,
        items: nodes.iter().map(|node| facts.board(node, level_name(node))).collect(),
    })
}

fn by<T>(rows: Vec<T>, node: impl Fn(&T) -> NodeId) -> HashMap<NodeId, Vec<T>> {
    let mut by: HashMap<NodeId, Vec<T>> = HashMap::new();
    for row in rows {
        by.entry(node(&row)).or_default().push(row);
    }
    by
}

/// What boards are made of.
struct Facts {
    today: NaiveDate,
    places: std::sync::Arc<Places>,
    parts: HashMap<NodeId, Vec<NodePerson>>,
    duties: HashMap<NodeId, Vec<Duty>>,
    heads: Vec<UnitHead>,
    sites: Vec<Site>,
    book: Wordbook,
}

impl Facts {
    fn serving(&self, node: NodeId, role: NodeRole) -> Vec<PersonId> {
        let parts = self.parts.get(&node).map(Vec::as_slice).unwrap_or_default();
        let serves = |part: &&NodePerson| {
            part.role == role && part.since <= self.today && part.until.is_none_or(|until| self.today <= until)
        };
        parts.iter().filter(serves).map(|part| part.person_id).collect()
    }

    fn person(&self, id: PersonId) -> Option<BoardPerson> {
        let person = self.book.register.people.get(&id)?;
        Some(BoardPerson { name: person.name.clone(), title: person.title.clone() })
    }

    /// Only the node's official contact is shown with a telephone: its contact person's, else its leader's.
    fn phone(&self, node: NodeId) -> Option<String> {
        let mut contacts = [NodeRole::Contact, NodeRole::Leader].into_iter().flat_map(|role| self.serving(node, role));
        contacts.find_map(|id| self.book.register.people.get(&id)?.phone.clone())
    }

    fn board(&self, node: &Node, level_name: String) -> Board {
        let sites: Vec<Site> =
            self.sites.iter().filter(|site| site.active && is_within(&site.node_path, &node.path)).cloned().collect();
        let items = items(&self.book, &sites);
        let serving = |role| self.serving(node.id, role).into_iter().filter_map(|id| self.person(id)).collect();
        let head = self.heads.iter().find(|head| Some(head.unit_id) == node.unit_id && head.holds_on(self.today));
        let chain = self.book.register.chain(&node.path);
        let above: Vec<&str> =
            chain.iter().filter(|link| link.id != node.id).map(|link| link.name.get(self.book.lang)).collect();
        let lang = self.book.lang;
        Board {
            node: self.book.node(Some(node.id)),
            level_name,
            above: above.join(" / "),
            leaders: serving(NodeRole::Leader),
            workers: serving(NodeRole::Worker),
            contacts: serving(NodeRole::Contact),
            phone: self.phone(node.id),
            unit: self.book.unit(node.unit_id),
            head: head.and_then(|head| self.person(head.person_id)),
            duties: self.duties.get(&node.id).into_iter().flatten().map(|d| d.text.get(lang).to_owned()).collect(),
            standards: self.standards(&sites),
            item_count: many(items.len()),
            veto_items: items.into_iter().filter(|item| item.veto).map(|item| item.item).collect(),
            boundary: self.places.geometry(node.id).cloned(),
            around: node.parent_id.and_then(|parent| self.places.geometry(parent)).cloned(),
        }
    }

    fn standards(&self, sites: &[Site]) -> Vec<BoardStandard> {
        let mut types: BTreeMap<&str, u64> = BTreeMap::new();
        for site in sites {
            *types.entry(site.type_code.as_str()).or_default() += 1;
        }
        let index = self.book.edition.as_ref().map(|(_, index)| index);
        let items =
            |code: &str| index.and_then(|i| Some(many(i.items_of(i.type_key(code)?).count()))).unwrap_or_default();
        let mut standards: Vec<BoardStandard> = types
            .into_iter()
            .map(|(code, sites)| BoardStandard { site_type: self.book.site_type(code), sites, items: items(code) })
            .collect();
        standards.sort_by(|a, b| b.sites.cmp(&a.sites).then_with(|| Coded::cmp(&a.site_type, &b.site_type)));
        standards
    }
}
