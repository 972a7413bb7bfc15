//! Ownership records 权属记录 of sites.

use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order};
use wangge_domain::ids::{OwnershipId, SiteId};
use wangge_domain::ownership::{Ownership, Validity};

use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell, Versioned};
use crate::site::reach_columns;
use crate::{ConnectionTrait, Tx};

table! {
    of Ownership(record) in "ownerships" as col key(id) {
        id = record.id,
        site_id = record.site_id,
        item_code = record.item_code,
        unit_id = record.unit_id,
        basis = record.basis,
        valid_from = record.validity.from,
        valid_until = record.validity.until,
        noted_name = record.noted_name,
        noted_at = record.noted_at,
        version = record.version,
    }
    make {
        id,
        site_id,
        item_code,
        unit_id,
        basis,
        validity: Validity { from: valid_from, until: valid_until },
        noted_name,
        noted_at,
        version,
    }
}

impl Versioned for Ownership {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Adds records. One that overlaps another is refused by the use case, which reads them first in the same transaction.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when an identity is taken, [`crate::StorageError::NoSuchReference`] when a site or
/// unit does not exist.
pub async fn insert_many(tx: &Tx, records: &[Ownership]) -> Result<()> {
    row::insert_many(tx, records).await
}

/// Writes a changed record.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, record: &Ownership) -> Result<()> {
    row::update(tx, record).await
}

/// Removes a record; whether there was one.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, id: OwnershipId) -> Result<bool> {
    Ok(row::delete(tx, "ownerships", col::id, &id).await? > 0)
}

/// A record.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: OwnershipId) -> Result<Option<Ownership>> {
    row::by(db, col::id, id).await
}

/// All records, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Ownership>> {
    row::list(db, Condition::all()).await
}

/// The records of the sites within reach, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<Ownership>> {
    let mut statement = row::select::<Ownership>();
    statement
        .inner_join("sites", Expr::col(("sites", "id")).eq(Expr::col(("ownerships", col::site_id))))
        .cond_where(reach.condition(&reach_columns()));
    row::all(db, &statement).await
}

/// The records of one site, those about all items first, then by item and day.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_site(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<Ownership>> {
    let mut statement = row::select::<Ownership>();
    statement.and_where(row::equals(col::site_id, &site)).order_by(col::id, Order::Asc);
    let mut records: Vec<Ownership> = row::all(db, &statement).await?;
    // The two databases do not agree where what is not said stands.
    records.sort_by(|a, b| (&a.item_code, a.validity.from, a.id).cmp(&(&b.item_code, b.validity.from, b.id)));
    Ok(records)
}

/// Until the transaction ends, nobody else notes or changes records of these sites.
///
/// # Errors
/// When the database cannot be read.
pub async fn hold(tx: &Tx, sites: &[SiteId]) -> Result<()> {
    // The embedded database has one writer and needs no locks.
    if tx.get_database_backend() != sea_orm::DbBackend::Postgres {
        return Ok(());
    }
    // Always in the same order, so that two that hold several do not wait for each other.
    let mut sites = sites.to_vec();
    sites.sort_unstable();
    sites.dedup();
    for site in sites {
        let text = "SELECT id FROM sites WHERE id = $1 FOR UPDATE";
        tx.query_one_raw(row::sql(tx, text, vec![site.value()])).await?;
    }
    Ok(())
}
