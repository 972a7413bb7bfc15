//! Hot spots 反复点位 of a period.

use std::collections::{BTreeSet, HashMap};

use wangge_domain::case::CaseState;
use wangge_domain::ids::CaseId;
use wangge_domain::permission::Actor;
use wangge_domain::rebound::{HotCase, HotPlace, HotSpot, hot_spots as gathered};
use wangge_domain::text::Lang;
use wangge_storage::case::{self, CaseFilter, Trace};

use super::figures::Span;
use crate::case::rebound::class;
use crate::context::{Answer, App};
use crate::reading::{Wordbook, many};
use crate::view::{Coded, HotSpotList, HotSpotView, ReboundQuery};

/// The most places a list names.
const MOST: usize = 200;

/// The places where cases of one class gathered in a period, those with the most first.
///
/// # Errors
/// As [`super::figures`].
pub async fn hot_spots(app: &App, actor: &Actor, lang: Lang, query: ReboundQuery) -> Answer<HotSpotList> {
    let db = app.store.read();
    let span = Span::read(app, &db, actor, &query).await?;
    let least = crate::campaign::load(&db).await?.settings.rebound.hot_spot_cases;
    let book = Wordbook::open(app, &db, lang).await?;
    let edition = book.edition.as_ref().map(|(_, index)| index.as_ref());
    let filter = CaseFilter { reported: Some(span.period), ..span.filter.clone() };
    let traces: Vec<Trace> = case::traces(&db, &span.reach, &filter).await?;
    let cases: Vec<HotCase> = traces
        .iter()
        .filter(|trace| trace.state.counts())
        .filter_map(|trace| {
            let place = trace.site_id.map(HotPlace::Site).or(trace.node_id.map(HotPlace::Node))?;
            let class = class(edition, trace.item_code.as_deref()?).to_owned();
            Some(HotCase { id: trace.id, place, class, rebound: trace.rebound })
        })
        .collect();
    let found = gathered(&cases, least);
    let total = many(found.len());
    let by_id: HashMap<CaseId, &Trace> = traces.iter().map(|trace| (trace.id, trace)).collect();
    let view = |spot: HotSpot| {
        let of: Vec<&Trace> = spot.cases.iter().filter_map(|id| by_id.get(id).copied()).collect();
        let items: BTreeSet<String> = of.iter().filter_map(|trace| trace.item_code.clone()).collect();
        let site = match spot.place {
            HotPlace::Site(id) => book.register.sites.get(&id),
            HotPlace::Node(_) => None,
        };
        let node_id = match spot.place {
            HotPlace::Site(_) => site.and_then(|site| site.node_id),
            HotPlace::Node(id) => Some(id),
        };
        let path = node_id.and_then(|id| book.register.nodes.get(&id)).map(|node| node.path.clone());
        let own = site.and_then(|site| site.lon.zip(site.lat));
        let middle = own.or_else(|| middle(&of));
        let group = edition.and_then(|index| index.group(&spot.class));
        HotSpotView {
            site: site.map(|site| book.site_ref(site)),
            node: book.node(node_id),
            chain_name: book.chain_name(path.as_deref().unwrap_or_default()),
            class: match group {
                Some(group) => Coded::new(&group.code, group.name.get(lang)),
                None => book.item(edition, &spot.class),
            },
            items: items.into_iter().collect(),
            cases: many(spot.cases.len()),
            rebounds: spot.rebounds,
            lon: middle.map(|(lon, _)| lon),
            lat: middle.map(|(_, lat)| lat),
        }
    };
    let items = found.into_iter().take(MOST).map(view).collect();
    let states = CaseState::ALL.iter().copied().filter(|state| state.counts()).collect();
    Ok(HotSpotList { from: span.from, until: span.until, least, states, items, total })
}

#[expect(clippy::cast_precision_loss, reason = "a place has few cases")]
fn middle(of: &[&Trace]) -> Option<(f64, f64)> {
    let places: Vec<(f64, f64)> = of.iter().filter_map(|trace| trace.place).collect();
    let sum = places.iter().fold((0.0, 0.0), |(lon, lat), place| (lon + place.0, lat + place.1));
    let count = places.len() as f64;
    (!places.is_empty()).then_some((sum.0 / count, sum.1 / count))
}
