//! Merchants, each put into the deepest node of its place.

use std::sync::Arc;

use wangge_documents::{MerchantRow, Placed, read_merchants};
use wangge_domain::ids::NodeId;
use wangge_domain::merchant::Merchant;
use wangge_domain::text::Message;
use wangge_storage::ConnectionTrait;

use super::plan::{Plan, find, has};
use super::sites::{datum, located};
use crate::context::Answer;
use crate::locate::Places;

/// Plans merchants.
pub(super) async fn plan(plan: &mut Plan<'_>, db: &impl ConnectionTrait) -> Answer<()> {
    let places = Places::load(plan.app, db).await?;
    let import = read_merchants(&plan.source());
    plan.faults.extend(import.faults);
    for row in &import.rows {
        plan.merchants.note(&row.value.code, &row.place);
        merchant(plan, row, &places);
    }
    Ok(())
}

fn merchant(plan: &mut Plan<'_>, row: &Placed<MerchantRow>, places: &Arc<Places>) {
    let MerchantRow { code, name, kind, .. } = &row.value;
    let mut merchant = plan.merchants.get(code).cloned().unwrap_or_else(|| Merchant {
        id: plan.app.new_id(),
        code: code.clone(),
        name: name.clone(),
        kind: kind.clone(),
        legal_person: None,
        address: None,
        lon: None,
        lat: None,
        datum: None,
        node_id: None,
        node_path: String::new(),
        pledged_on: None,
        active: true,
        version: 1,
    });
    merchant.name.zh.clone_from(&name.zh);
    if has(row, "name_en") {
        merchant.name.en.clone_from(&name.en);
    }
    if has(row, "kind") {
        merchant.kind.clone_from(kind);
    }
    if has(row, "legal_person") {
        merchant.legal_person.clone_from(&row.value.legal_person);
    }
    if has(row, "address") {
        merchant.address.clone_from(&row.value.address);
    }
    if has(row, "pledged_on") {
        merchant.pledged_on = row.value.pledged_on;
    }
    merchant.active = row.value.active.unwrap_or(merchant.active);
    if place(plan, row, &mut merchant, places) {
        plan.merchants.put(merchant);
    }
}

/// Puts a merchant into its place and node; false when the place is refused.
fn place(plan: &mut Plan<'_>, row: &Placed<MerchantRow>, merchant: &mut Merchant, places: &Places) -> bool {
    let given = row.value.node_code.as_ref().and_then(|code| find(&plan.nodes, &mut plan.faults, row, "node", code));
    let mut node = given.map(NodeId);
    if let (Some(lon), Some(lat)) = (row.value.lon, row.value.lat) {
        let Some(datum) = datum(plan, row, row.value.datum.as_deref()) else { return false };
        let at = match located(lon, lat, datum, places) {
            Ok(at) => at,
            Err(refusal) => {
                plan.faults.push(row.fault("lon", format!("{lon}, {lat}"), refusal.message()));
                return false;
            }
        };
        (merchant.lon, merchant.lat) = (Some(at.lon()), Some(at.lat()));
        merchant.datum = Some(datum.name().to_owned());
        // Where it stands decides, whatever node the file names.
        node = places.chain(at.lon(), at.lat()).last().copied().or(node);
    }
    if let Some(found) = node.or(merchant.node_id).and_then(|id| plan.nodes.by_id(id.0)) {
        merchant.node_id = Some(found.id);
        merchant.node_path.clone_from(&found.path);
    } else {
        let message = Message::new("import-merchant-without-node").arg("value", &row.value.code);
        plan.warn(row, "node", &row.value.code, message);
    }
    true
}
