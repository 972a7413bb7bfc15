//! Vector tiles of the chessboard's layers, for one reader, one day and one choice.

use std::cmp::Ordering;

use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_geo::Datum;
use wangge_geo::tile::{Flat, Gathered, Layer, Spot, Tile, Value, gather, tile_bytes};
use wangge_storage::ConnectionTrait;

use super::areas::Areas;
use super::facts::Facts;
use super::pick::{Day, Pick};
use super::rows::wanted;
use super::{Merchants, Sight, USUAL_LEVEL};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::Wordbook;
use crate::view::{ChessboardFigures, ChessboardLayer, Metric, TileQuery};

/// The side of the squares in which points gather, of a tile's 4,096: about 34 pixels of a screen.
const SQUARE: i32 = 272;
/// From this zoom on sites and merchants stand each for itself.
const EACH_FOR_ITSELF: u8 = 15;
/// Cases at one site share its place: they stay gathered at any zoom.
const SAME_PLACE: i32 = 24;

/// A tile that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct TileRequest {
    /// The layer.
    pub layer: ChessboardLayer,
    /// The zoom.
    pub zoom: u8,
    /// The column.
    pub column: u32,
    /// The row.
    pub row: u32,
}

/// The bytes of a tile; empty where nothing lies in it.
///
/// # Errors
/// [`AppError::NotFound`] for a tile that does not exist; otherwise as [`super::show`].
pub async fn tile(app: &App, actor: &Actor, lang: Lang, request: TileRequest, query: TileQuery) -> Answer<Vec<u8>> {
    let tile = Tile::new(request.zoom, request.column, request.row);
    let tile = tile.ok_or_else(|| AppError::not_found("tile", format!("{request:?}")))?;
    let db = app.store.read();
    let sight = Sight::of(app, &db, actor).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let datum = query.datum.unwrap_or_default();
    let pick = Pick::of(&book.register, &sight, query.node, query.shape.as_deref(), datum)?;
    let day = Day::of(app, &db, query.day).await?;
    let layers = match request.layer {
        ChessboardLayer::Nodes => nodes(app, &db, &book, &sight, (tile, &query)).await?,
        ChessboardLayer::Sites => {
            let facts = Facts::of(app, &db, &sight, pick, &day, query.coverage.unwrap_or_default()).await?;
            vec![sites(&facts, lang, tile, &query)]
        }
        ChessboardLayer::Cases => vec![cases(app, &sight, &pick, &day, (tile, &query))],
        ChessboardLayer::Merchants => {
            let merchants = Merchants::load(app, &db).await?;
            vec![shops(&merchants, &sight, &pick, (&day, lang), (tile, datum))]
        }
    };
    Ok(tile_bytes(layers))
}

/// The nodes of a level as areas, and those above them as outlines. What colours them is told beside the tiles, so that
/// they stay the same on every day.
async fn nodes(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    sight: &Sight,
    (tile, query): (Tile, &TileQuery),
) -> Answer<Vec<Layer>> {
    let level = query.level.unwrap_or(USUAL_LEVEL);
    let areas = Areas::load(app, db, query.datum.unwrap_or_default()).await?;
    let (mut filled, mut outlines) = (Layer::new("nodes"), Layer::new("outlines"));
    for (id, shape) in &areas.shapes {
        let Some(node) = book.register.nodes.get(id).filter(|node| sight.node(node)) else { continue };
        let said = vec![("level", Value::Count(u64::from(node.level.0.unsigned_abs())))];
        match node.level.0.cmp(&level) {
            Ordering::Equal => {
                let name = Value::Text(node.name.get(book.lang).to_owned());
                let named = [("id", Value::Text(id.to_string())), ("name", name)];
                filled.area(&tile.drawn(shape), named.into_iter().chain(said).collect());
            }
            Ordering::Less => outlines.area(&tile.drawn(shape), said),
            Ordering::Greater => {}
        }
    }
    Ok(vec![filled, outlines])
}

/// Sites at one spot.
struct SitesSaid {
    id: String,
    name: String,
    demonstration: bool,
    /// What they are coloured by: of several the worst, or the sum of what is counted.
    value: Option<f64>,
    lower_is_worse: bool,
    open: u64,
    overdue: u64,
}

impl Gathered for SitesSaid {
    fn take(&mut self, other: Self) {
        self.open += other.open;
        self.overdue += other.overdue;
        self.value = match (self.value, other.value) {
            (Some(a), Some(b)) if self.lower_is_worse => Some(a.min(b)),
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
    }
}

fn sites(facts: &Facts, lang: Lang, tile: Tile, query: &TileQuery) -> Layer {
    let (metric, datum) = (query.metric.unwrap_or_default(), query.datum.unwrap_or_default());
    let points = facts.sites().into_iter().filter_map(|site| {
        let (lon, lat) = site.lon.zip(site.lat)?;
        let (x, y) = tile.holds(Flat::of(lon, lat, datum))?;
        let figures = facts.site(site);
        let said = SitesSaid {
            id: site.id.to_string(),
            name: site.name.get(lang).to_owned(),
            demonstration: site.demonstration,
            value: value(metric, &figures),
            lower_is_worse: matches!(metric, Metric::Score | Metric::Coverage),
            open: figures.open,
            overdue: figures.overdue,
        };
        Some((x, y, said))
    });
    let mut layer = Layer::new("sites");
    for Spot { x, y, count, said } in gather(points, square(tile)) {
        let mut words = vec![
            ("count", Value::Count(u64::from(count))),
            ("value", Value::Number(said.value.unwrap_or(-1.0))),
            ("open", Value::Count(said.open)),
            ("overdue", Value::Count(said.overdue)),
        ];
        if count == 1 {
            words.push(("id", Value::Text(said.id)));
            words.push(("name", Value::Text(said.name)));
            words.push(("demonstration", Value::Flag(said.demonstration)));
        }
        layer.point((x, y), words);
    }
    layer
}

/// The number a site is coloured by.
#[expect(clippy::cast_precision_loss, reason = "only drawn by, never read as a figure")]
fn value(metric: Metric, figures: &ChessboardFigures) -> Option<f64> {
    match metric {
        Metric::Score => figures.mark,
        Metric::Coverage => Some(if figures.visited > 0 { 100.0 } else { 0.0 }),
        Metric::Lost => Some(figures.lost as f64),
        Metric::Open => Some(figures.open as f64),
        Metric::Overdue => Some(figures.overdue as f64),
        Metric::Rebound => Some(figures.rebound as f64),
    }
}

fn square(tile: Tile) -> i32 {
    if tile.zoom() >= EACH_FOR_ITSELF { 1 } else { SQUARE }
}

/// Cases at one spot.
struct CasesSaid {
    id: wangge_domain::ids::CaseId,
    state: wangge_domain::case::CaseState,
    overdue: u64,
    rebound: u64,
}

impl Gathered for CasesSaid {
    fn take(&mut self, other: Self) {
        self.overdue += other.overdue;
        self.rebound += other.rebound;
    }
}

fn cases(app: &App, sight: &Sight, pick: &Pick, day: &Day, (tile, query): (Tile, &TileQuery)) -> Layer {
    let datum = query.datum.unwrap_or_default();
    let (at, cases) = (day.second(), app.memory().atlas.read());
    let chosen: Vec<bool> = cases.paths().iter().map(|path| pick.in_node(path)).collect();
    let squares = tile.squares(datum);
    let near = squares.iter().flat_map(|range| cases.within(range));
    let points = near.filter(|entry| chosen[entry.path()] && sight.case(entry)).filter_map(|entry| {
        let state = cases.state_at(entry, at).filter(|state| wanted(*state, &query.states.0))?;
        let (lon, lat) = entry.place()?;
        if !pick.in_area(Some((lon, lat))) {
            return None;
        }
        let (x, y) = tile.holds(Flat::of(lon, lat, datum))?;
        let overdue = u64::from(entry.course.overdue_at(at, state));
        let rebound = u64::from(entry.rebound && sight.any_rebound());
        Some((x, y, CasesSaid { id: entry.id, state, overdue, rebound }))
    });
    let mut layer = Layer::new("cases");
    for Spot { x, y, count, said } in gather(points, if tile.zoom() >= EACH_FOR_ITSELF { SAME_PLACE } else { SQUARE }) {
        let mut words = vec![
            ("count", Value::Count(u64::from(count))),
            ("overdue", Value::Count(said.overdue)),
            ("rebound", Value::Count(said.rebound)),
        ];
        if count == 1 {
            words.push(("id", Value::Text(said.id.to_string())));
            words.push(("state", Value::Text(said.state.as_str().to_owned())));
        }
        layer.point((x, y), words);
    }
    layer
}

/// Merchants at one spot.
struct ShopsSaid {
    id: String,
    name: String,
    unpledged: u64,
}

impl Gathered for ShopsSaid {
    fn take(&mut self, other: Self) {
        self.unpledged += other.unpledged;
    }
}

fn shops(
    merchants: &Merchants,
    sight: &Sight,
    pick: &Pick,
    (day, lang): (&Day, Lang),
    (tile, datum): (Tile, Datum),
) -> Layer {
    let points = merchants.seen(sight, pick).filter_map(|merchant| {
        let (lon, lat) = merchant.lon.zip(merchant.lat)?;
        let (x, y) = tile.holds(Flat::of(lon, lat, datum))?;
        let unpledged = u64::from(!merchant.pledged_by(day.shown));
        let name = merchant.name.get(lang).to_owned();
        Some((x, y, ShopsSaid { id: merchant.id.to_string(), name, unpledged }))
    });
    let mut layer = Layer::new("merchants");
    for Spot { x, y, count, said } in gather(points, square(tile)) {
        let mut words = vec![("count", Value::Count(u64::from(count))), ("unpledged", Value::Count(said.unpledged))];
        if count == 1 {
            words.push(("id", Value::Text(said.id)));
            words.push(("name", Value::Text(said.name)));
        }
        layer.point((x, y), words);
    }
    layer
}
