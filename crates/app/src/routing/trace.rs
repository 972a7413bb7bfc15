//! Why would a problem go there, and why did a case?

use wangge_domain::campaign::Campaign;
use wangge_domain::case::{Case, CaseChange};
use wangge_domain::duty_change::DutyChangeState;
use wangge_domain::ids::NodeId;
use wangge_domain::ownership::Ownership;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::{Routed, Rule, RuleOutcome, route};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::local_day;
use wangge_geo::Position;
use wangge_storage::{ConnectionTrait, case, duty_change, event, ownership};

use super::{Moments, Problem, facts, load};
use crate::case::change_of;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::reading::{Wordbook, indexed, reach};
use crate::view::{RecordedRoute, Ref, RoutingTrace, TraceQuery, TracedRule};

/// Where a problem lies.
struct Place {
    chain: Vec<NodeId>,
    site: Option<Site>,
    ownerships: Vec<Ownership>,
    name: String,
}

/// Where a problem would go, with what every rule says; of a case also where it went. On a day to come, by who answers then
/// as far as that is planned. Nothing is written.
///
/// # Errors
/// [`AppError::Invalid`] without a place, or for one outside the district; [`AppError::NotFound`] for an unknown site,
/// node or case.
pub async fn trace(app: &App, actor: &Actor, lang: Lang, query: TraceQuery) -> Answer<RoutingTrace> {
    let db = app.store.read();
    reach(&db, actor, Action::ViewRouting).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let case = match query.case {
        None => None,
        Some(id) => {
            let seen = reach(&db, actor, Action::ViewCase).await?;
            Some(case::find(&db, &seen, id).await?.ok_or_else(|| AppError::not_found("case", id))?)
        }
    };
    let place = place(app, &db, &book, &query, case.as_ref()).await?;
    let of_case = match case.as_ref().and_then(|case| case.edition_id) {
        Some(id) => Some(indexed(app, &db, id).await?),
        None => None,
    };
    let edition = of_case.as_deref().or(book.edition.as_ref().map(|(_, index)| index.as_ref()));
    let given = query.item.as_deref().filter(|code| !code.is_empty());
    let item = given.or(case.as_ref().and_then(|case| case.item_code.as_deref()));
    if let (Some(code), Some(index)) = (item, edition)
        && index.item_by_code(code).is_none()
    {
        return Err(AppError::invalid("/item", Message::new("app-unknown-item").arg("code", code)));
    }
    let (now, zone) = (app.now(), campaign.tz());
    let seen = query.seen.or(case.as_ref().map(|case| case.reported_at)).unwrap_or(now);
    let on = query.on.unwrap_or_else(|| local_day(now, zone));
    let source = query.source.or(case.as_ref().map(|case| case.source));
    let table = load(&db, &campaign).await?;
    let duties = duty_change::in_state(&db, DutyChangeState::Planned).await?;
    let problem = Problem {
        edition,
        item,
        site: place.site.as_ref(),
        ownerships: &place.ownerships,
        duties: &duties,
        chain: &place.chain,
        source,
        moments: Moments { on, ..Moments::of(seen, now, zone) },
    };
    let routed = route(&table, &facts(&book.register, lang, &table, &problem));
    let recorded = match &case {
        Some(case) => Some(recorded(&db, &book, case, &routed).await?),
        None => None,
    };
    Ok(RoutingTrace {
        place: place.name,
        site: place.site.as_ref().map(|site| book.site_ref(site)),
        item: item.map(|code| book.item(edition, code)),
        source,
        seen,
        on,
        unit: book.unit(routed.unit_id),
        flag: routed.flag.as_ref().map(|flag| render(flag, lang)),
        assisting: routed.assisting.iter().filter_map(|id| book.unit(Some(*id))).collect(),
        rules: (1_u32..).zip(&table.rules).map(|(number, rule)| traced(&book, &routed, number, rule)).collect(),
        recorded,
    })
}

fn traced(book: &Wordbook, routed: &Routed, number: u32, rule: &Rule) -> TracedRule {
    let asked = routed.asked.get(number as usize - 1);
    let fired = asked.filter(|asked| asked.outcome == RuleOutcome::Fired);
    TracedRule {
        id: rule.id,
        number,
        rule: rule.target,
        rule_name: rule.name(book.lang),
        outcome: asked.map(|asked| asked.outcome),
        outcome_name: asked.map(|asked| asked.outcome.wording(book.lang)),
        unit: fired.and_then(|asked| book.unit(asked.unit_id)),
        why: asked.map(|asked| render(&asked.why, book.lang)),
    }
}

/// What decided, in words: the rule, or that none applied.
pub(super) fn decided(routed: &Routed, lang: Lang) -> String {
    let last = routed.asked.last().map(|asked| asked.rule);
    let fired = routed.fired.as_ref().zip(last);
    fired.map_or_else(|| word("routing-none-applied", lang), |(fired, rule)| fired.wording(rule, lang))
}

/// Where the case was sent last, and how that differs from where it would go now.
async fn recorded(db: &impl ConnectionTrait, book: &Wordbook, case: &Case, routed: &Routed) -> Answer<RecordedRoute> {
    let events = event::of_subject(db, "case", case.id.0).await?;
    let sent = events.iter().rev().find_map(|event| match change_of(&event.body.payload)? {
        CaseChange::Dispatched { unit_id, rule, fired, .. } => Some((unit_id, rule, fired, event.body.at)),
        _ => None,
    });
    let number = case.number.clone().unwrap_or_default();
    let about = Ref::new(case.id, number, &case.description);
    let Some((unit_id, rule, fired, at)) = sent else {
        return Ok(RecordedRoute { case: about, unit: None, rule_text: None, at: None, same: true, difference: None });
    };
    let rule_text = fired.map_or_else(|| rule.wording(book.lang), |fired| fired.wording(rule, book.lang));
    let (unit, same) = (book.unit(Some(unit_id)), routed.unit_id == Some(unit_id));
    let named = |unit: Option<Ref>| unit.map_or_else(|| word("routing-the-office", book.lang), |unit| unit.name);
    let difference = (!same).then(|| {
        let said = Message::new("routing-difference")
            .arg("then", named(unit.clone()))
            .arg("then-rule", &rule_text)
            .arg("now", named(book.unit(routed.unit_id)))
            .arg("now-rule", decided(routed, book.lang));
        render(&said, book.lang)
    });
    Ok(RecordedRoute { case: about, unit, rule_text: Some(rule_text), at: Some(at), same, difference })
}

/// The place that is asked about: the site, the coordinates, the node, else where the case lies.
async fn place(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    query: &TraceQuery,
    case: Option<&Case>,
) -> Answer<Place> {
    let named =
        |path: &str| (book.register.chain(path).into_iter().map(|node| node.id).collect(), book.chain_name(path));
    if let Some(id) = query.site {
        let found = book.register.sites.get(&id).ok_or_else(|| AppError::not_found("site", id))?;
        return at_site(db, book, found).await;
    }
    if let (Some(lon), Some(lat)) = (query.lon, query.lat) {
        let given = Position::new(lon, lat).map_err(|refusal| AppError::invalid("/lon", refusal.message()))?;
        let here = given.to_wgs84(query.datum.unwrap_or_default());
        let chain = Places::load(app, db).await?.chain(here.lon(), here.lat());
        let deepest = chain.last().and_then(|id| book.register.nodes.get(id)).ok_or_else(|| {
            AppError::invalid("/lon", Message::new("app-outside-district").arg("lon", lon).arg("lat", lat))
        })?;
        let name = book.chain_name(&deepest.path);
        return Ok(Place { chain, site: None, ownerships: Vec::new(), name });
    }
    if let Some(id) = query.node {
        let node = book.register.nodes.get(&id).ok_or_else(|| AppError::not_found("node", id))?;
        let (chain, name) = named(&node.path);
        return Ok(Place { chain, site: None, ownerships: Vec::new(), name });
    }
    let case = case.ok_or_else(|| AppError::invalid("/site", Message::new("app-no-place")))?;
    let (chain, name) = named(&case.node_path);
    let site = case.site_id.and_then(|id| book.register.sites.get(&id));
    let ownerships = match site {
        Some(site) => ownership::of_site(db, site.id).await?,
        None => Vec::new(),
    };
    Ok(Place { chain, site: site.cloned(), ownerships, name })
}

async fn at_site(db: &impl ConnectionTrait, book: &Wordbook, found: &Site) -> Answer<Place> {
    Ok(Place {
        chain: book.register.chain(&found.node_path).into_iter().map(|node| node.id).collect(),
        ownerships: ownership::of_site(db, found.id).await?,
        name: book.chain_name(&found.node_path),
        site: Some(found.clone()),
    })
}

/// The flag of a case that waits to be sent, where a rule points to a unit out of use.
///
/// # Errors
/// When the store fails.
pub async fn flag_of(app: &App, book: &Wordbook, campaign: &Campaign, case: &Case) -> Answer<Option<String>> {
    let routed = super::of_case(app, &app.store.read(), book, campaign, case).await?;
    Ok(routed.flag.map(|flag| render(&flag, book.lang)))
}
