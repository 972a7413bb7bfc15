//! The list beside the map: the same sites, cases or merchants, the worst first.

use std::cmp::Reverse;

use wangge_domain::case::{Case, CaseState, Second};
use wangge_domain::figure::Exact;
use wangge_domain::ids::CaseId;
use wangge_domain::merchant::Merchant;
use wangge_domain::permission::Actor;
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_geo::Datum;
use wangge_geo::shape::Area;
use wangge_storage::ConnectionTrait;
use wangge_storage::case;
use wangge_storage::reach::Reach;

use super::facts::Facts;
use super::pick::{Day, Pick, area, drawn};
use super::{Merchants, Sight};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, many};
use crate::view::{
    ChessboardFigures, ChessboardLayer, ChessboardRow, ChessboardRows, ChessboardRowsQuery, Coded, Metric, PAGE_ITEMS,
};

/// The most lines answered at once.
const MOST: u32 = 200;

/// The list of a layer.
///
/// # Errors
/// As [`super::show`].
pub async fn rows(app: &App, actor: &Actor, lang: Lang, query: ChessboardRowsQuery) -> Answer<ChessboardRows> {
    let db = app.store.read();
    let sight = Sight::of(app, &db, actor).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let day = Day::of(app, &db, query.day).await?;
    let datum = query.datum.unwrap_or_default();
    let pick = Pick::of(&book.register, &sight, query.node, query.shape.as_deref(), datum)?;
    let view = query.view.as_deref().map(|text| area("?view", text, datum)).transpose()?;
    let page = Page::of(&query);
    match query.layer {
        ChessboardLayer::Sites | ChessboardLayer::Nodes => {
            let facts = Facts::of(app, &db, &sight, pick, &day, query.coverage.unwrap_or_default()).await?;
            Ok(sites(&facts, &book, query.metric.unwrap_or_default(), view.as_ref(), (datum, &page)))
        }
        ChessboardLayer::Cases => {
            let found = chosen_cases(app, &sight, &pick, view.as_ref(), day.second(), &query.states.0);
            cases(&db, &book, found, (datum, &page), &sight).await
        }
        ChessboardLayer::Merchants => {
            let merchants = Merchants::load(app, &db).await?;
            Ok(merchant_rows(merchants.seen(&sight, &pick), view.as_ref(), (&day, lang), (datum, &page)))
        }
    }
}

/// Which lines are answered.
struct Page {
    from: usize,
    limit: usize,
}

impl Page {
    fn of(query: &ChessboardRowsQuery) -> Self {
        let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, MOST);
        Self { from: query.from.unwrap_or_default() as usize, limit: limit as usize }
    }

    fn cut<T>(&self, all: Vec<T>) -> impl Iterator<Item = T> {
        all.into_iter().skip(self.from).take(self.limit)
    }
}

fn in_view(view: Option<&Area>, place: Option<(f64, f64)>) -> bool {
    view.is_none_or(|view| place.is_some_and(|(lon, lat)| view.holds(lon, lat)))
}

fn sites(
    facts: &Facts,
    book: &Wordbook,
    metric: Metric,
    view: Option<&Area>,
    (datum, page): (Datum, &Page),
) -> ChessboardRows {
    let shown = facts.sites().into_iter().filter(|site| in_view(view, site.lon.zip(site.lat)));
    let mut all: Vec<(&Site, ChessboardFigures)> = shown.map(|site| (site, facts.site(site))).collect();
    // They come by code, which a stable sort keeps among equals.
    all.sort_by_cached_key(|(_, figures)| worst_first(metric, figures));
    let total = many(all.len());
    let line = |(site, figures): (&Site, ChessboardFigures)| ChessboardRow {
        code: site.code.clone(),
        name: site.name.get(book.lang).to_owned(),
        kind: book.site_type(&site.type_code),
        unit: book.unit(site.unit_id),
        overdue: figures.overdue > 0,
        figures: Some(figures),
        ..blank(ChessboardLayer::Sites, site.id.0, drawn(site.lon.zip(site.lat), datum))
    };
    ChessboardRows { items: page.cut(all).map(line).collect(), total }
}

/// The order of things by a metric: the worst first, those without a figure last.
pub(super) fn worst_first(metric: Metric, figures: &ChessboardFigures) -> (bool, Option<Exact>, Reverse<u64>) {
    let by = |count| (false, None, Reverse(count));
    match metric {
        Metric::Score => (figures.score.exact.is_none(), figures.score.exact.clone(), Reverse(figures.lost)),
        Metric::Coverage => (figures.coverage.exact.is_none(), figures.coverage.exact.clone(), Reverse(0)),
        Metric::Lost => by(figures.lost),
        Metric::Open => by(figures.open),
        Metric::Overdue => by(figures.overdue),
        Metric::Rebound => by(figures.rebound),
    }
}

/// A case of the list: what it is ordered by, and where it stood.
type Found = (Reverse<bool>, Option<Second>, CaseId, CaseState);

/// The cases chosen and in these states: the overdue first, then by deadline.
fn chosen_cases(
    app: &App,
    sight: &Sight,
    pick: &Pick,
    view: Option<&Area>,
    at: Second,
    states: &[CaseState],
) -> Vec<Found> {
    let cases = app.memory().atlas.read();
    let chosen: Vec<bool> = cases.paths().iter().map(|path| pick.in_node(path)).collect();
    let mut found = Vec::new();
    for entry in cases.all() {
        let place = entry.place();
        if !chosen[entry.path()] || !sight.case(entry) || !pick.in_area(place) || !in_view(view, place) {
            continue;
        }
        let Some(state) = cases.state_at(entry, at).filter(|state| wanted(*state, states)) else { continue };
        let due = entry.course.deadline;
        found.push((Reverse(entry.course.overdue_at(at, state)), due, entry.id, state));
    }
    found
}

/// Whether a state is asked for; without asking, those that are open.
pub(super) fn wanted(state: CaseState, asked: &[CaseState]) -> bool {
    if asked.is_empty() { !state.ended() } else { asked.contains(&state) }
}

async fn cases(
    db: &impl ConnectionTrait,
    book: &Wordbook,
    mut found: Vec<Found>,
    (datum, page): (Datum, &Page),
    sight: &Sight,
) -> Answer<ChessboardRows> {
    let total = many(found.len());
    let most = (page.from + page.limit).min(found.len());
    let key = |case: &Found| (case.0, case.1.is_none(), case.1, case.2);
    if most > 0 && most < found.len() {
        // Only the lines up to this page need to stand in order.
        found.select_nth_unstable_by_key(most - 1, key);
        found.truncate(most);
    }
    found.sort_unstable_by_key(key);
    let page: Vec<Found> = page.cut(found).collect();
    let ids: Vec<CaseId> = page.iter().map(|case| case.2).collect();
    // The atlas has already kept to the reader's reach.
    let loaded = case::get_many(db, &Reach::everything(), &ids).await?;
    let line = |(Reverse(overdue), _, id, state): &Found| {
        let case = loaded.iter().find(|case| case.id == *id)?;
        let mut row = case_row(book, case, *state, *overdue, datum);
        row.rebound &= sight.any_rebound();
        Some(row)
    };
    Ok(ChessboardRows { items: page.iter().filter_map(line).collect(), total })
}

fn case_row(book: &Wordbook, case: &Case, state: CaseState, overdue: bool, datum: Datum) -> ChessboardRow {
    let site = case.site_id.and_then(|site| book.register.sites.get(&site));
    let place = case.lon.zip(case.lat).or_else(|| site.and_then(|site| site.lon.zip(site.lat)));
    ChessboardRow {
        code: case.number.clone().unwrap_or_default(),
        name: case.description.clone(),
        kind: Coded::new(state.as_str(), state.wording(book.lang)),
        unit: book.unit(case.unit_id),
        due_at: case.deadline.as_ref().map(|deadline| deadline.at),
        overdue,
        rebound: case.rebound_of.is_some(),
        ..blank(ChessboardLayer::Cases, case.id.0, drawn(place, datum))
    }
}

fn merchant_rows<'a>(
    merchants: impl Iterator<Item = &'a Merchant>,
    view: Option<&Area>,
    (day, lang): (&Day, Lang),
    (datum, page): (Datum, &Page),
) -> ChessboardRows {
    let mut all: Vec<&Merchant> = merchants.filter(|m| in_view(view, m.lon.zip(m.lat))).collect();
    all.sort_by_key(|merchant| merchant.pledged_by(day.shown));
    let total = many(all.len());
    let line = |merchant: &Merchant| ChessboardRow {
        code: merchant.code.clone(),
        name: merchant.name.get(lang).to_owned(),
        kind: Coded::new("", &merchant.kind),
        pledged_on: merchant.pledged_on.filter(|signed| *signed <= day.shown),
        ..blank(ChessboardLayer::Merchants, merchant.id.0, drawn(merchant.lon.zip(merchant.lat), datum))
    };
    ChessboardRows { items: page.cut(all).map(line).collect(), total }
}

fn blank(layer: ChessboardLayer, id: uuid::Uuid, at: Option<[f64; 2]>) -> ChessboardRow {
    ChessboardRow {
        layer,
        id,
        code: String::new(),
        name: String::new(),
        kind: Coded::new("", ""),
        unit: None,
        at,
        figures: None,
        due_at: None,
        overdue: false,
        rebound: false,
        pledged_on: None,
    }
}
