//! The chessboard 一张图: the district as it stood at the end of any day, for whatever is chosen on the map.
//!
//! Every figure is reckoned for the reader's reach, the chosen node and shape, and the day: cases stand where their own
//! moments say they stood, scores are those of the last round closed by then. The list, the card and the tiles are made
//! of the same facts, so that they cannot differ.

mod areas;
mod atlas;
mod card;
mod facts;
mod merchants;
mod pick;
mod rows;
mod sight;
mod tile;

use std::collections::HashMap;

use wangge_domain::case::CaseState;
use wangge_domain::grid::Node;
use wangge_domain::ids::{NodeId, PersonId};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_geo::Extent;
use wangge_storage::{ConnectionTrait, node};

use crate::context::{Answer, App};
use crate::locate::Places;
use crate::reading::{Wordbook, many};
use crate::view::{Chessboard, ChessboardNode, ChessboardQuery, ChessboardRound, Ref, StateCount};

pub use areas::Areas;
pub use atlas::Atlas;
pub use card::card;
pub use facts::Tally;
pub use merchants::Merchants;
pub use rows::rows;
pub use sight::Sight;
pub use tile::{TileRequest, tile};

use facts::Facts;
use pick::{Day, Pick, drawn, framed};

/// The level shown where nothing says which.
const USUAL_LEVEL: i8 = 3;
/// The deepest level.
const DEEPEST_LEVEL: i8 = 4;

/// Reads all cases into memory, so that the first to open the chessboard of a large district need not wait for it.
///
/// # Errors
/// When the store fails.
pub async fn prepare(app: &App) -> Answer<()> {
    atlas::Atlas::refresh(app, &app.store.read()).await
}

/// The chessboard as of a day.
///
/// # Errors
/// [`crate::AppError::NotFound`] for a node outside the reader's reach; [`crate::AppError::Invalid`] for a text that is
/// no shape.
pub async fn show(app: &App, actor: &Actor, lang: Lang, query: ChessboardQuery) -> Answer<Chessboard> {
    let db = app.store.read();
    let sight = Sight::of(app, &db, actor).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let day = Day::of(app, &db, query.day).await?;
    let datum = query.datum.unwrap_or_default();
    let pick = Pick::of(&book.register, &sight, query.node, query.shape.as_deref(), datum)?;
    let (first_day, open_by_day) = facts::open_by_day(&app.memory().atlas.read(), &sight, &pick, &day);
    let facts = Facts::of(app, &db, &sight, pick, &day, query.coverage.unwrap_or_default()).await?;
    let places = Places::load(app, &db).await?;
    let leaders = leaders(&db, &day).await?;
    let level = query.level.unwrap_or_else(|| level_below(facts.pick.node.as_ref()));
    let extent_of = |node: NodeId| places.extent_of(node);
    let nodes = facts.nodes(|node| node.level.0 == level).into_iter().map(|(node, figures)| ChessboardNode {
        id: node.id,
        code: node.code.clone(),
        name: node.name.get(lang).to_owned(),
        unit: book.unit(node.unit_id),
        leader: leaders.get(&node.id).and_then(|person| book.person(*person)),
        at: drawn(node.label_lon.zip(node.label_lat), datum),
        extent: framed(extent_of(node.id), datum),
        figures,
    });
    let merchants = Merchants::load(app, &db).await?;
    let chosen: Vec<_> = merchants.seen(&sight, &facts.pick).collect();
    let round = facts.round.as_ref().filter(|_| sight.any_score()).map(|scored| ChessboardRound {
        id: scored.round.id,
        name: scored.round.name.get(lang).to_owned(),
        closed_at: scored.round.closed_at,
    });
    let extent = extent(&facts.pick, &places);
    Ok(Chessboard {
        day: day.shown,
        at: day.at,
        first_day,
        last_day: day.today,
        open_by_day,
        round,
        scores: sight.any_score(),
        cases: sight.any_case(),
        node: facts.pick.node.as_ref().map(|node| book.node(Some(node.id))),
        chain: chain(&book, facts.pick.node.as_ref(), &sight),
        level,
        extent: framed(extent, datum),
        figures: facts.total(),
        states: states(&facts.tally, lang),
        merchants: many(chosen.len()),
        pledged: many(chosen.iter().filter(|merchant| merchant.pledged_by(day.shown)).count()),
        nodes: nodes.collect(),
    })
}

/// The level shown inside a node.
fn level_below(node: Option<&Node>) -> i8 {
    match node {
        None => USUAL_LEVEL,
        Some(node) if node.level.0 == 1 => USUAL_LEVEL,
        Some(node) => (node.level.0 + 1).min(DEEPEST_LEVEL),
    }
}

/// The nodes from the district down to the chosen one, as far as they are seen.
fn chain(book: &Wordbook, node: Option<&Node>, sight: &Sight) -> Vec<Ref> {
    let path = node.map_or("", |node| node.path.as_str());
    let chain = book.register.chain(path).into_iter().filter(|node| sight.node(node));
    chain.map(|node| book.node(Some(node.id))).collect()
}

fn states(tally: &Tally, lang: Lang) -> Vec<StateCount> {
    let count = |state: &CaseState| StateCount {
        state: *state,
        name: state.wording(lang),
        count: tally.states.get(state).copied().unwrap_or_default(),
    };
    CaseState::ALL.iter().map(count).collect()
}

fn extent(pick: &Pick, places: &Places) -> Option<Extent> {
    match (&pick.area, &pick.node) {
        (Some(area), _) => Some(area.extent()),
        (None, Some(node)) => places.extent_of(node.id),
        (None, None) => places.extent(),
    }
}

/// Who led each node on a day.
async fn leaders(db: &impl ConnectionTrait, day: &Day) -> Answer<HashMap<NodeId, PersonId>> {
    let people = node::people(db).await?;
    let leads = people.into_iter().filter(|person| {
        person.role == wangge_domain::grid::NodeRole::Leader
            && person.since <= day.shown
            && person.until.is_none_or(|until| day.shown <= until)
    });
    Ok(leads.map(|person| (person.node_id, person.person_id)).collect())
}
