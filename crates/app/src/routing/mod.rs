//! Routing 派遣规则: trying the table out with a problem that is only thought of, and finding what in it leads nowhere.

use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::{RoutingRule, route};
use wangge_domain::text::{Lang, Message, render};
use wangge_geo::Position;
use wangge_storage::{ConnectionTrait, site};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::{Places, routing_facts};
use crate::reading::{Wordbook, reach};
use crate::view::{Ref, RoutingFault, RoutingFaultOf, RoutingFaults, RoutingTrace, TraceQuery, TracedRule};

/// Where a problem would go, with what every rule says. Nothing is written.
///
/// # Errors
/// [`AppError::Invalid`] without a place, or for one outside the district; [`AppError::NotFound`] for an unknown site.
pub async fn trace(app: &App, actor: &Actor, lang: Lang, query: TraceQuery) -> Answer<RoutingTrace> {
    let db = app.store.read();
    reach(&db, actor, Action::DispatchCase).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let (chain, ownerships, place) = place(app, &db, &book, &query).await?;
    let edition = book.edition.as_ref().map(|(_, index)| index.as_ref());
    let item = query.item.as_deref().filter(|code| !code.is_empty());
    if let (Some(code), Some(index)) = (item, edition)
        && index.item_by_code(code).is_none()
    {
        return Err(AppError::invalid("/item", Message::new("app-unknown-item").arg("code", code)));
    }
    let site = query.site.and_then(|id| book.register.sites.get(&id));
    let facts = routing_facts(&book.register, lang, edition, item, site, &ownerships, &chain);
    let routed = route(&campaign.settings.routing, &facts);
    let traced = |rule: &RoutingRule| {
        let asked = routed.asked.iter().find(|asked| asked.rule == *rule);
        TracedRule {
            rule: *rule,
            rule_name: rule.wording(lang),
            unit: asked.and_then(|asked| book.unit(asked.unit_id)),
            why: asked.map(|asked| render(&asked.why, lang)),
        }
    };
    Ok(RoutingTrace {
        place,
        unit: book.unit(routed.unit_id),
        assisting: book.unit(routed.assisting.first().copied()),
        rules: campaign.settings.routing.rules.iter().map(traced).collect(),
    })
}

/// The nodes of a place from the district down, the ownership records of its site, and the place in words.
async fn place(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    query: &TraceQuery,
) -> Answer<(Vec<NodeId>, Vec<wangge_domain::site::Ownership>, String)> {
    if let Some(id) = query.site {
        let site = book.register.sites.get(&id).ok_or_else(|| AppError::not_found("site", id))?;
        let chain = book.register.chain(&site.node_path).into_iter().map(|node| node.id).collect();
        return Ok((chain, site::ownerships_of(db, id).await?, book.chain_name(&site.node_path)));
    }
    let (Some(lon), Some(lat)) = (query.lon, query.lat) else {
        return Err(AppError::invalid("/site", Message::new("app-no-place")));
    };
    let given = Position::new(lon, lat).map_err(|refusal| AppError::invalid("/lon", refusal.message()))?;
    let here = given.to_wgs84(query.datum.unwrap_or_default());
    let chain = Places::load(app, db).await?.chain(here.lon(), here.lat());
    let deepest = chain.last().and_then(|id| book.register.nodes.get(id)).ok_or_else(|| {
        AppError::invalid("/lon", Message::new("app-outside-district").arg("lon", lon).arg("lat", lat))
    })?;
    let name = book.chain_name(&deepest.path);
    Ok((chain, Vec::new(), name))
}

/// Everything in use that leads to a unit that takes no more cases, or to a department nobody knows. Such a rule is asked
/// and passed over, and the next one decides, which is seldom what was meant.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not dispatch.
pub async fn faults(app: &App, actor: &Actor, lang: Lang) -> Answer<RoutingFaults> {
    let db = app.store.read();
    reach(&db, actor, Action::DispatchCase).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let register = &book.register;
    let closed = |id: Option<UnitId>| {
        let unit = id.and_then(|id| register.units.get(&id)).filter(|unit| !unit.active)?;
        book.unit(Some(unit.id))
    };
    let said = |key: &'static str, about: &Ref, unit: &Option<Ref>, code: &str| {
        let named = unit.as_ref().map_or(code, |unit| unit.name.as_str());
        render(&Message::new(key).arg("about", &about.name).arg("unit", named), lang)
    };
    let mut items = Vec::new();
    let mut add = |of, about: Ref, unit: Option<Ref>, key, code: &str| {
        let sentence = said(key, &about, &unit, code);
        items.push(RoutingFault { of, about, unit, sentence });
    };
    for item in book.edition.iter().flat_map(|(_, index)| &index.edition().items).filter(|i| !i.department.is_empty()) {
        let about = || Ref::new(uuid::Uuid::nil(), &item.code, item.name.get(lang));
        match register.unit_by_code(&item.department) {
            None => add(RoutingFaultOf::Item, about(), None, "case-route-fault-unknown", &item.department),
            Some(unit) if !unit.active => {
                add(RoutingFaultOf::Item, about(), closed(Some(unit.id)), "case-route-fault-item", "");
            }
            Some(_) => {}
        }
    }
    for record in site::ownerships(&db).await? {
        let about = book.register.sites.get(&record.site_id).filter(|site| site.active);
        if let (Some(unit), Some(about)) = (closed(Some(record.unit_id)), about) {
            add(RoutingFaultOf::Ownership, book.site_ref(about), Some(unit), "case-route-fault-ownership", "");
        }
    }
    for site in register.sites.values().filter(|site| site.active) {
        if let Some(unit) = closed(site.unit_id) {
            add(RoutingFaultOf::Site, book.site_ref(site), Some(unit), "case-route-fault-site", "");
        }
    }
    for node in register.nodes.values().filter(|node| node.active) {
        if let Some(unit) = closed(node.unit_id) {
            add(RoutingFaultOf::Node, book.node(Some(node.id)), Some(unit), "case-route-fault-node", "");
        }
    }
    items.sort_by(|a, b| (a.of, &a.about.code).cmp(&(b.of, &b.about.code)));
    Ok(RoutingFaults { items })
}
