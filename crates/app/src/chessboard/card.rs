//! The card of one thing on the map.

use uuid::Uuid;
use wangge_domain::case::Case;
use wangge_domain::ids::{CaseId, MerchantId, NodeId, SiteId, UnitId};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_storage::{ConnectionTrait, case, unit};

use super::facts::Facts;
use super::pick::{Day, Pick, drawn, framed};
use super::{Merchants, Sight, leaders};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::reading::Wordbook;
use crate::view::{ChessboardCard, ChessboardCardQuery, ChessboardLayer};

/// The card of something on the map, as of a day.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or not seen.
pub async fn card(app: &App, actor: &Actor, lang: Lang, query: ChessboardCardQuery) -> Answer<ChessboardCard> {
    let db = app.store.read();
    let sight = Sight::of(app, &db, actor).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let day = Day::of(app, &db, query.day).await?;
    let gone = || AppError::not_found("card", query.id);
    match query.layer {
        ChessboardLayer::Nodes => {
            let pick = Pick::of(&book.register, &sight, Some(NodeId(query.id)), None, query.datum.unwrap_or_default())?;
            let facts = Facts::of(app, &db, &sight, pick, &day, query.coverage.unwrap_or_default()).await?;
            node(app, &db, &book, &facts, &day, &query).await?.ok_or_else(gone)
        }
        ChessboardLayer::Sites => {
            let pick = Pick::default();
            let facts = Facts::of(app, &db, &sight, pick, &day, query.coverage.unwrap_or_default()).await?;
            site(&db, &book, &facts, &day, &query).await?.ok_or_else(gone)
        }
        ChessboardLayer::Cases => of_case(app, &db, &book, &sight, (&day, &query)).await?.ok_or_else(gone),
        ChessboardLayer::Merchants => merchant(app, &db, &book, &sight, (&day, &query)).await?.ok_or_else(gone),
    }
}

async fn node(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    facts: &Facts,
    day: &Day,
    query: &ChessboardCardQuery,
) -> Answer<Option<ChessboardCard>> {
    let Some(node) = facts.pick.node.as_ref() else { return Ok(None) };
    let datum = query.datum.unwrap_or_default();
    let levels = crate::campaign::load(db).await?.settings.levels;
    let leader = leaders(db, day).await?.remove(&node.id).and_then(|person| book.person(person));
    let extent = Places::load(app, db).await?.extent_of(node.id);
    Ok(Some(ChessboardCard {
        code: node.code.clone(),
        name: node.name.get(book.lang).to_owned(),
        kind: levels.name(node.level, book.lang),
        place: book.chain_name(&node.path),
        unit: book.unit(node.unit_id),
        in_charge: leader.map(|person| person.name),
        extent: framed(extent, datum),
        figures: Some(facts.total()),
        ..blank(query, drawn(node.label_lon.zip(node.label_lat), datum))
    }))
}

async fn site(
    db: &impl ConnectionTrait,
    book: &Wordbook,
    facts: &Facts,
    day: &Day,
    query: &ChessboardCardQuery,
) -> Answer<Option<ChessboardCard>> {
    let id = SiteId(query.id);
    let Some(site) = book.register.sites.get(&id).filter(|site| site.active && facts.sight.site(id)) else {
        return Ok(None);
    };
    Ok(Some(ChessboardCard {
        code: site.code.clone(),
        name: site.name.get(book.lang).to_owned(),
        kind: book.site_type(&site.type_code).name,
        place: book.chain_name(&site.node_path),
        unit: book.unit(site.unit_id),
        in_charge: head(db, book, site.unit_id, day).await?,
        figures: Some(facts.site(site)),
        ..blank(query, drawn(site.lon.zip(site.lat), query.datum.unwrap_or_default()))
    }))
}

async fn of_case(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    sight: &Sight,
    (day, query): (&Day, &ChessboardCardQuery),
) -> Answer<Option<ChessboardCard>> {
    let id = CaseId(query.id);
    let stood = {
        let cases = app.memory().atlas.read();
        let entry = cases.all().iter().find(|entry| entry.id == id && sight.case(entry));
        entry.and_then(|entry| {
            let state = cases.state_at(entry, day.second())?;
            Some((state, entry.course.overdue_at(day.second(), state), entry.place()))
        })
    };
    let (Some((state, overdue, place)), Some(case)) = (stood, case::get(db, id).await?) else { return Ok(None) };
    let case: Case = case;
    Ok(Some(ChessboardCard {
        code: case.number.clone().unwrap_or_default(),
        name: case.description.clone(),
        kind: state.wording(book.lang),
        place: book.chain_name(&case.node_path),
        unit: book.unit(case.unit_id),
        in_charge: head(db, book, case.unit_id, day).await?,
        site: book.site(case.site_id),
        due_at: case.deadline.as_ref().map(|deadline| deadline.at),
        overdue,
        rebound: case.rebound_of.is_some() && sight.any_rebound(),
        ..blank(query, drawn(place, query.datum.unwrap_or_default()))
    }))
}

async fn merchant(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    sight: &Sight,
    (day, query): (&Day, &ChessboardCardQuery),
) -> Answer<Option<ChessboardCard>> {
    let merchants = Merchants::load(app, db).await?;
    let Some(merchant) = merchants.get(MerchantId(query.id)).filter(|merchant| sight.merchant(merchant)) else {
        return Ok(None);
    };
    let unit = merchant.node_id.and_then(|node| book.register.nodes.get(&node)).and_then(|node| node.unit_id);
    Ok(Some(ChessboardCard {
        code: merchant.code.clone(),
        name: merchant.name.get(book.lang).to_owned(),
        kind: merchant.kind.clone(),
        place: merchant.address.clone().unwrap_or_else(|| book.chain_name(&merchant.node_path)),
        unit: book.unit(unit),
        in_charge: merchant.legal_person.clone(),
        pledged_on: merchant.pledged_on.filter(|signed| *signed <= day.shown),
        ..blank(query, drawn(merchant.lon.zip(merchant.lat), query.datum.unwrap_or_default()))
    }))
}

/// The first responsible person of a unit on a day.
async fn head(db: &impl ConnectionTrait, book: &Wordbook, unit: Option<UnitId>, day: &Day) -> Answer<Option<String>> {
    let Some(unit) = unit else { return Ok(None) };
    let heads = unit::heads_on(db, day.shown).await?;
    let head = heads.iter().find(|head| head.unit_id == unit);
    Ok(head.and_then(|head| book.person(head.person_id)).map(|person| person.name))
}

fn blank(query: &ChessboardCardQuery, at: Option<[f64; 2]>) -> ChessboardCard {
    let id: Uuid = query.id;
    ChessboardCard {
        layer: query.layer,
        id,
        code: String::new(),
        name: String::new(),
        kind: String::new(),
        place: String::new(),
        unit: None,
        in_charge: None,
        at,
        extent: None,
        figures: None,
        site: None,
        due_at: None,
        overdue: false,
        rebound: false,
        pledged_on: None,
    }
}
