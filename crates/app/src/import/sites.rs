//! Sites, each put into the deepest node of its place.

use std::sync::Arc;

use wangge_documents::{Placed, SiteRow, read_sites};
use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Message;
use wangge_geo::{Datum, Position, PositionRefusal};
use wangge_storage::edition::EditionState;
use wangge_storage::{ConnectionTrait, edition};

use super::plan::{Plan, find, has};
use crate::context::Answer;
use crate::locate::Places;
use crate::reading::index_of;

/// How far around the district a place may lie for its refusal to be about exchanged numbers, in degrees.
const MARGIN_DEG: f64 = 0.01;

/// Plans sites.
pub(super) async fn plan(plan: &mut Plan<'_>, db: &impl ConnectionTrait) -> Answer<()> {
    let places = Places::load(plan.app, db).await?;
    let editions = editions(db).await?;
    let import = read_sites(&plan.source());
    plan.faults.extend(import.faults);
    for row in &import.rows {
        plan.sites.note(&row.value.code, &row.place);
        site(plan, row, &editions, &places);
    }
    // A practice may be taken over from a site that stands further down.
    for row in &import.rows {
        practice(plan, row);
    }
    Ok(())
}

/// All editions, published ones first and the newest of them at the head: the first that knows a type names it.
async fn editions(db: &impl ConnectionTrait) -> Answer<Vec<EditionIndex>> {
    let mut rows = edition::list(db).await?;
    rows.sort_by_key(|row| (row.state == EditionState::Draft, std::cmp::Reverse(row.published_at)));
    rows.iter().map(index_of).collect()
}

fn site(plan: &mut Plan<'_>, row: &Placed<SiteRow>, editions: &[EditionIndex], places: &Arc<Places>) {
    let Some(type_code) = type_code(plan, row, editions) else { return };
    let SiteRow { code, name, address, demonstration, attributes, .. } = &row.value;
    let mut site = plan.sites.get(code).cloned().unwrap_or_else(|| Site {
        id: plan.app.new_id(),
        code: code.clone(),
        name: name.clone(),
        type_code: type_code.clone(),
        lon: None,
        lat: None,
        datum: None,
        address: None,
        node_id: None,
        node_path: String::new(),
        unit_id: None,
        supporting_unit_id: None,
        demonstration: false,
        attributes: attributes.clone(),
        practice: None,
        active: true,
        version: 1,
    });
    site.name.zh.clone_from(&name.zh);
    if has(row, "name_en") {
        site.name.en.clone_from(&name.en);
    }
    site.type_code = type_code;
    if has(row, "address") {
        site.address.clone_from(address);
    }
    site.demonstration = demonstration.unwrap_or(site.demonstration);
    site.attributes.extend(attributes.iter().map(|(name, value)| (name.clone(), *value)));
    site.unit_id = unit(plan, row, "unit", row.value.unit_code.as_deref(), site.unit_id);
    let supporting = row.value.supporting_unit_code.as_deref();
    site.supporting_unit_id = unit(plan, row, "supporting_unit", supporting, site.supporting_unit_id);
    if place(plan, row, &mut site, places) {
        plan.sites.put(site);
    }
}

/// From which demonstration site a site took its practice over.
fn practice(plan: &mut Plan<'_>, row: &Placed<SiteRow>) {
    let Some(mut own) = plan.sites.get(&row.value.code).cloned().filter(|_| has(row, "practice")) else { return };
    let Some(code) = &row.value.practice_code else {
        own.practice = None;
        plan.sites.put(own);
        return;
    };
    let Some(from) = plan.sites.get(code).cloned() else {
        let message = Message::new("grid-site-unknown-practice").arg("value", code);
        plan.faults.push(row.fault("practice", code, message));
        return;
    };
    let noted = own.practice.as_ref().filter(|noted| noted.from == from.id).map(|noted| noted.since);
    let since = row.value.practice_since.or(noted).unwrap_or(plan.today);
    match own.take_over(&from, since, plan.today, &plan.by) {
        Ok(()) => plan.sites.put(own),
        Err(refusal) => plan.faults.push(row.fault("practice", code, refusal.message())),
    }
}

fn type_code(plan: &mut Plan<'_>, row: &Placed<SiteRow>, editions: &[EditionIndex]) -> Option<String> {
    let given = row.value.site_type.as_str();
    let known = |index: &EditionIndex| {
        let key = index.type_key(given).or_else(|| index.type_named(given))?;
        Some(index.site_type(key).code.clone())
    };
    let found = editions.iter().find_map(known);
    if found.is_none() {
        let message = match editions.first() {
            None => Message::new("import-no-edition-yet"),
            Some(index) => {
                let names: Vec<&str> = index.edition().site_types.iter().map(|t| t.name.zh.as_str()).collect();
                Message::new("import-unknown-type").arg("value", given).arg("expected", names.join("、"))
            }
        };
        plan.faults.push(row.fault("type", given, message));
    }
    found
}

fn unit(
    plan: &mut Plan<'_>,
    row: &Placed<SiteRow>,
    key: &str,
    code: Option<&str>,
    standing: Option<UnitId>,
) -> Option<UnitId> {
    match code {
        Some(code) => find(&plan.units, &mut plan.faults, row, key, code).map(UnitId).or(standing),
        None if has(row, key) => None,
        None => standing,
    }
}

/// Puts a site into its place and node; false when the place is refused.
fn place(plan: &mut Plan<'_>, row: &Placed<SiteRow>, site: &mut Site, places: &Places) -> bool {
    let given = row.value.node_code.as_ref().and_then(|code| find(&plan.nodes, &mut plan.faults, row, "node", code));
    let mut node = given.map(NodeId);
    if let (Some(lon), Some(lat)) = (row.value.lon, row.value.lat) {
        let Some(datum) = datum(plan, row, row.value.datum.as_deref()) else { return false };
        let at = match located(lon, lat, datum, places) {
            Ok(at) => at,
            Err(refusal) => {
                let value = format!("{lon}, {lat}");
                plan.faults.push(row.fault("lon", value, refusal.message()));
                return false;
            }
        };
        (site.lon, site.lat) = (Some(at.lon()), Some(at.lat()));
        site.datum = Some(datum.name().to_owned());
        let chain = places.chain(at.lon(), at.lat());
        if let Some(named) = node.filter(|named| !chain.contains(named) && places.geometry(*named).is_some()) {
            let here =
                chain.last().and_then(|id| plan.nodes.by_id(id.0)).map_or_else(String::new, |n| n.name.zh.clone());
            let name = plan.nodes.by_id(named.0).map_or_else(String::new, |n| n.name.zh.clone());
            let message = Message::new("import-site-elsewhere").arg("node", name).arg("here", here);
            let code = row.value.node_code.clone().unwrap_or_default();
            plan.warn(row, "node", &code, message);
        } else {
            node = chain.last().copied().or(node);
        }
    } else if site.lon.is_some() && node.is_none() {
        node = site.node_id;
    }
    if let Some(found) = node.or(site.node_id).and_then(|id| plan.nodes.by_id(id.0)) {
        site.node_id = Some(found.id);
        site.node_path.clone_from(&found.path);
    } else {
        let message = Message::new("import-site-without-node").arg("value", &row.value.code);
        plan.warn(row, "node", &row.value.code, message);
    }
    true
}

/// The datum a row names, or that of the import.
pub(super) fn datum<R>(plan: &mut Plan<'_>, row: &Placed<R>, named: Option<&str>) -> Option<Datum> {
    let Some(given) = named else { return Some(plan.query.datum.unwrap_or_default()) };
    match given.parse::<Datum>() {
        Ok(datum) => Some(datum),
        Err(refusal) => {
            plan.faults.push(row.fault("datum", given, refusal.message()));
            None
        }
    }
}

/// The place in WGS-84; outside the district, where its boundary is known, it is refused.
pub(super) fn located(lon: f64, lat: f64, datum: Datum, places: &Places) -> Result<Position, PositionRefusal> {
    let Some(extent) = places.extent() else { return Ok(Position::new(lon, lat)?.to_wgs84(datum)) };
    let at = Position::within(lon, lat, &extent.grown(MARGIN_DEG))?.to_wgs84(datum);
    if places.chain(at.lon(), at.lat()).is_empty() {
        return Err(PositionRefusal::Outside { lon, lat });
    }
    Ok(at)
}
