//! Sites 点位 and ownership records 权属记录.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sea_orm::sea_query::{Condition, Expr, Order, SelectStatement};
use wangge_domain::ids::SiteId;
use wangge_domain::site::{Ownership, Practice, Site};
use wangge_domain::text::Wording;

use crate::error::Result;
use crate::reach::{Columns, Reach, matching};
use crate::row::{self, Versioned};
use crate::{ConnectionTrait, Tx};

/// Measures by name, kept as JSON with the numbers as text, so that both databases keep them exactly.
type Attributes = BTreeMap<String, Decimal>;

stored_as_json!(Attributes);

table! {
    of Site(site) in "sites" as col key(id) {
        id = site.id,
        code = site.code,
        name_zh = site.name.zh,
        name_en = site.name.en,
        type_code = site.type_code,
        lon = site.lon,
        lat = site.lat,
        datum = site.datum,
        address = site.address,
        node_id = site.node_id,
        node_path = site.node_path,
        unit_id = site.unit_id,
        supporting_unit_id = site.supporting_unit_id,
        demonstration = site.demonstration,
        attributes = site.attributes,
        practice_from = site.practice.as_ref().map(|practice| practice.from),
        practice_since = site.practice.as_ref().map(|practice| practice.since),
        practice_by = site.practice.as_ref().map(|practice| practice.by.clone()),
        active = site.active,
        version = site.version,
    }
    make {
        id,
        code,
        name: Wording { zh: name_zh, en: name_en },
        type_code,
        lon,
        lat,
        datum,
        address,
        node_id,
        node_path,
        unit_id,
        supporting_unit_id,
        demonstration,
        attributes,
        practice: practice(practice_from, practice_since, practice_by),
        active,
        version,
    }
}

fn practice(from: Option<SiteId>, since: Option<chrono::NaiveDate>, by: Option<String>) -> Option<Practice> {
    Some(Practice { from: from?, since: since?, by: by? })
}

table! {
    of Ownership(record) in "ownerships" as owner_col key(site_id, item_code) {
        site_id = record.site_id,
        item_code = record.item_code.clone().unwrap_or_default(),
        unit_id = record.unit_id,
        basis = record.basis,
    }
    make {
        site_id,
        item_code: Some(item_code).filter(|code: &String| !code.is_empty()),
        unit_id,
        basis,
    }
}

everyday!(Site, SiteId, col);

/// What the reach means for a query that has the table `sites` in it.
pub(crate) fn reach_columns() -> Columns {
    let assigned = matching("round_inspectors", &[("site_id", ("sites", col::id))]);
    Columns {
        path: Some(Expr::col(("sites", col::node_path))),
        units: vec![Expr::col(("sites", col::unit_id)), Expr::col(("sites", col::supporting_unit_id))],
        assigned: Some((assigned, Expr::col(("round_inspectors", "person_id")))),
        ..Columns::default()
    }
}

fn in_reach(reach: &Reach) -> SelectStatement {
    let mut statement = row::select::<Site>();
    statement.cond_where(reach.condition(&reach_columns()));
    statement
}

/// Sites within reach, by code.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<Site>> {
    let mut statement = in_reach(reach);
    statement.order_by(("sites", col::code), Order::Asc);
    row::all(db, &statement).await
}

/// The sites of some identities that lie within reach.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn find_many(db: &impl ConnectionTrait, reach: &Reach, ids: &[SiteId]) -> Result<Vec<Site>> {
    let mut statement = in_reach(reach);
    statement.and_where(row::among(col::id, ids));
    row::all(db, &statement).await
}

/// A site within reach; outside it there is none.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, id: SiteId) -> Result<Option<Site>> {
    let mut statement = in_reach(reach);
    statement.and_where(row::equals_in("sites", col::id, &id));
    row::one(db, &statement).await
}

/// All ownership records.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn ownerships(db: &impl ConnectionTrait) -> Result<Vec<Ownership>> {
    row::list(db, Condition::all()).await
}

/// The ownership records of one site.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn ownerships_of(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<Ownership>> {
    row::list(db, row::equals(owner_col::site_id, &site)).await
}

/// Writes ownership records; one for the same site and item takes the new unit and basis.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when site or unit do not exist.
pub async fn put_ownerships(tx: &Tx, records: &[Ownership]) -> Result<()> {
    row::put_many(tx, records).await
}
