//! Which nodes a place lies in, who answers for it, and who would handle a problem there.

mod places;

use std::sync::Arc;

use wangge_domain::campaign::Campaign;
use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::{RuleTable, route};
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_geo::{Position, distance_m};
use wangge_storage::site;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Register, Wordbook, reach};
use crate::routing::{Moments, Problem, facts};
use crate::view::{ChainLink, GivenPosition, Handling, LocateQuery, Located, NearestSite};

pub use places::Places;

/// A site is named as nearest only within so many metres.
const NEAR_M: f64 = 500.0;

/// Finds the chain of nodes of a place, its territorial unit, the nearest site in reach, and the unit that
/// would handle a problem there.
///
/// # Errors
/// [`AppError::Invalid`] for coordinates that are no place on earth.
pub async fn locate(app: &App, actor: &Actor, lang: Lang, query: LocateQuery) -> Answer<Located> {
    Finder::open(app, actor, lang).await?.find(&query)
}

/// Everything a place is looked up in, loaded once for any number of places.
#[derive(Debug)]
pub struct Finder {
    book: Wordbook,
    places: Arc<Places>,
    campaign: Campaign,
    sites: Vec<Site>,
    lang: Lang,
    table: RuleTable,
    moments: Moments,
}

impl Finder {
    /// Loads it, with the sites in the actor's reach.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who may not see the grid; when the store fails.
    pub async fn open(app: &App, actor: &Actor, lang: Lang) -> Answer<Self> {
        let db = app.store.read();
        let reach = reach(&db, actor, Action::ViewGrid).await?;
        let campaign = crate::campaign::load(&db).await?;
        Ok(Self {
            book: Wordbook::open(app, &db, lang).await?,
            places: Places::load(app, &db).await?,
            sites: site::list(&db, &reach).await?,
            lang,
            table: crate::routing::load(&db, &campaign).await?,
            moments: Moments::of(app.now(), app.now(), campaign.tz()),
            campaign,
        })
    }

    /// Finds one place.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for coordinates that are no place on earth.
    pub fn find(&self, query: &LocateQuery) -> Answer<Located> {
        let Self { book, places, campaign, sites, lang, table, moments } = self;
        let datum = query.datum.unwrap_or_default();
        let given =
            Position::new(query.lon, query.lat).map_err(|refusal| AppError::invalid("/lon", refusal.message()))?;
        let here = given.to_wgs84(datum);
        let chain = places.chain(here.lon(), here.lat());
        let edition = book.edition.as_ref().map(|(_, index)| index.as_ref());
        // A problem belongs to a site only where it is reported at it; a bare place is routed by item and territory.
        let problem =
            Problem { edition, item: query.item.as_deref(), chain: &chain, moments: *moments, ..Problem::default() };
        let routed = route(table, &facts(&book.register, *lang, table, &problem));
        let unit = routed.unit_id.and_then(|unit| book.unit(Some(unit)));
        let handling = unit.zip(routed.rule).map(|(unit, rule)| Handling {
            unit,
            rule: rule.as_str().to_owned(),
            rule_name: rule.wording(*lang),
            assisting: book.unit(routed.assisting.first().copied()),
        });
        let link = |id: &NodeId| Some(chain_link(book.register.nodes.get(id)?, campaign, *lang));
        Ok(Located {
            chain: chain.iter().filter_map(link).collect(),
            territorial_unit: book.unit(territorial(&book.register, &chain)),
            nearest_site: nearest(sites, here)
                .map(|(site, distance)| NearestSite { site: book.site_ref(site), distance_m: distance.round() }),
            handling,
            position: GivenPosition { lon: here.lon(), lat: here.lat(), datum },
        })
    }
}

/// A node as a link of a chain.
pub fn chain_link(
    node: &wangge_domain::grid::Node,
    campaign: &wangge_domain::campaign::Campaign,
    lang: Lang,
) -> ChainLink {
    ChainLink {
        id: node.id,
        code: node.code.clone(),
        level: node.level.0,
        level_name: campaign.settings.levels.name(node.level, lang),
        name: node.name.get(lang).to_owned(),
    }
}

fn nearest(sites: &[Site], here: Position) -> Option<(&Site, f64)> {
    let placed = sites.iter().filter(|site| site.active).filter_map(|site| {
        let distance = distance_m(site.lon?, site.lat?, here.lon(), here.lat());
        (distance <= NEAR_M).then_some((site, distance))
    });
    placed.min_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.code.cmp(&b.0.code)))
}

/// The unit of the deepest node of a chain that has one still taking cases.
fn territorial(register: &Register, chain: &[NodeId]) -> Option<UnitId> {
    chain.iter().rev().find_map(|id| {
        let unit = register.nodes.get(id)?.unit_id?;
        register.units.get(&unit).filter(|unit| unit.active).map(|unit| unit.id)
    })
}
