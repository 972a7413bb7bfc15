//! The overview: the countdown, the last round, lost points, cases and the week, for the district or one
//! node's subtree.

mod cases;
mod scores;

use wangge_domain::grid::Node;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, node, round};

use crate::completeness;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::result::Visible;
use crate::site::Standings;
use crate::view::{CountOf, Overview, OverviewQuery};

/// How the district stands, or one node's subtree, as far as the actor may know.
///
/// # Errors
/// [`AppError::NotFound`] for a node outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, query: OverviewQuery) -> Answer<Overview> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewOverview).await?;
    let nodes = node::list(&db, &reach).await?;
    let top = match query.node {
        Some(id) => {
            let top = nodes.iter().find(|node| node.id == id);
            Some(top.cloned().ok_or_else(|| AppError::not_found("node", id))?)
        }
        None => None,
    };
    let scene = Scene {
        app,
        db: &db,
        book: Wordbook::open(app, &db, lang).await?,
        visible: Visible::of(&db, &reach).await?,
        standings: Standings::load(app, &db, actor).await?,
        scores: actor.may(Action::ViewScore).is_some(),
        reach,
        nodes,
        top,
    };
    let campaign = crate::campaign::show(app, lang).await?;
    let rounds = round::list(&db).await?;
    Ok(Overview {
        next_round: crate::today::next_round(app, &db, lang, &rounds, campaign.today).await?,
        last_round: scene.last_round().await?,
        modules: scene.modules(),
        lost_by_type: scene.lost_by_type(),
        lost_by_unit: scene.lost_by_unit().await?,
        cases: scene.cases(campaign.today).await?,
        week: scene.week(campaign.today).await?,
        worst_nodes: scene.worst_nodes(0),
        worst_communities: scene.worst_nodes(1),
        worst_sites: scene.worst_sites().await?,
        incomplete_nodes: scene.incomplete().await?,
        campaign,
    })
}

/// What all parts of the overview look at.
struct Scene<'a, D> {
    app: &'a App,
    db: &'a D,
    book: Wordbook,
    visible: Visible,
    standings: Standings,
    /// Whether the actor may see scores.
    scores: bool,
    reach: Reach,
    /// The nodes within reach.
    nodes: Vec<Node>,
    /// The node whose subtree is shown; none for the whole.
    top: Option<Node>,
}

impl<D: ConnectionTrait> Scene<'_, D> {
    /// Whether a node path lies in what is shown.
    fn shows(&self, path: &str) -> bool {
        self.top.as_ref().is_none_or(|top| path.starts_with(&top.path))
    }

    async fn incomplete(&self) -> Answer<CountOf> {
        let all = completeness::of_all(self.app, self.db, &self.book).await?;
        let paths: std::collections::HashMap<_, _> = self.nodes.iter().map(|n| (n.id, n.path.as_str())).collect();
        let own: Vec<bool> = all
            .iter()
            .filter(|(id, _)| paths.get(id).is_some_and(|path| self.shows(path)))
            .map(|(_, missing)| !missing.is_empty())
            .collect();
        Ok(CountOf { count: many(own.iter().filter(|incomplete| **incomplete).count()), total: many(own.len()) })
    }
}
