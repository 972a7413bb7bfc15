//! Merchants 商户.

use sea_orm::sea_query::{Expr, Order};
use wangge_domain::ids::MerchantId;
use wangge_domain::merchant::Merchant;
use wangge_domain::text::Wording;

use crate::ConnectionTrait;
use crate::error::Result;
use crate::reach::{Columns, Reach};
use crate::row::{self, Versioned, sql};

table! {
    of Merchant(merchant) in "merchants" as col key(id) {
        id = merchant.id,
        code = merchant.code,
        name_zh = merchant.name.zh,
        name_en = merchant.name.en,
        kind = merchant.kind,
        legal_person = merchant.legal_person,
        address = merchant.address,
        lon = merchant.lon,
        lat = merchant.lat,
        datum = merchant.datum,
        node_id = merchant.node_id,
        node_path = merchant.node_path,
        pledged_on = merchant.pledged_on,
        active = merchant.active,
        version = merchant.version,
    }
    make {
        id,
        code,
        name: Wording { zh: name_zh, en: name_en },
        kind,
        legal_person,
        address,
        lon,
        lat,
        datum,
        node_id,
        node_path,
        pledged_on,
        active,
        version,
    }
}

everyday!(Merchant, MerchantId, col);

/// Merchants within reach, by code: those in the reach's subtrees.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<Merchant>> {
    let columns = Columns { path: Some(Expr::col(("merchants", col::node_path))), ..Columns::default() };
    let mut statement = row::select::<Merchant>();
    statement.cond_where(reach.condition(&columns)).order_by(("merchants", col::code), Order::Asc);
    row::all(db, &statement).await
}

/// A text that changes whenever a merchant does: rows are never deleted and every edit counts a version up.
///
/// # Errors
/// When the database cannot be read.
pub async fn stamp(db: &impl ConnectionTrait) -> Result<String> {
    let text = "SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM merchants";
    let Some(row) = db.query_one_raw(sql(db, text, Vec::new())).await? else { return Ok(String::new()) };
    let (count, versions): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(format!("{count}.{versions}"))
}
