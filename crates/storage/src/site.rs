//! Sites 点位.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sea_orm::sea_query::{Expr, Order, SelectStatement};
use wangge_domain::ids::SiteId;
use wangge_domain::site::{Practice, Site};
use wangge_domain::text::Wording;

use crate::ConnectionTrait;
use crate::error::Result;
use crate::reach::{Columns, Reach, matching};
use crate::row::{self, Versioned};

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
