//! Duty changes 职责变更 of nodes and sites.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order};
use wangge_domain::duty_change::{DutyChange, DutyChangeFailure, DutyChangeState, DutyPart, DutySubject};
use wangge_domain::ids::{DutyChangeId, NodeId, SiteId};

use crate::error::{Result, StorageError};
use crate::row::{self, Cell, Versioned, sql};
use crate::{ConnectionTrait, Tx};

stored_as_word!(DutyPart, DutyChangeState, DutyChangeFailure);

table! {
    of DutyChange(change) in "duty_changes" as col key(id) {
        id = change.id,
        node_id = node_of(change.subject),
        site_id = site_of(change.subject),
        part = change.part,
        unit_id = change.unit_id,
        effective_on = change.effective_on,
        basis = change.basis,
        planned_by = change.planned_by,
        planned_name = change.planned_name,
        planned_at = change.planned_at,
        state = change.state,
        from_unit_id = change.from_unit_id,
        failure = change.failure,
        ended_name = change.ended_name,
        ended_at = change.ended_at,
        version = change.version,
    }
    make {
        subject: subject(id, node_id, site_id)?,
        id,
        part,
        unit_id,
        effective_on,
        basis,
        planned_by,
        planned_name,
        planned_at,
        state,
        from_unit_id,
        failure,
        ended_name,
        ended_at,
        version,
    }
}

fn node_of(subject: DutySubject) -> Option<NodeId> {
    match subject {
        DutySubject::Node(id) => Some(id),
        DutySubject::Site(_) => None,
    }
}

fn site_of(subject: DutySubject) -> Option<SiteId> {
    match subject {
        DutySubject::Site(id) => Some(id),
        DutySubject::Node(_) => None,
    }
}

fn subject(id: DutyChangeId, node: Option<NodeId>, site: Option<SiteId>) -> Result<DutySubject> {
    match (node, site) {
        (Some(node), None) => Ok(DutySubject::Node(node)),
        (None, Some(site)) => Ok(DutySubject::Site(site)),
        _ => Err(StorageError::Inconsistency {
            table: "duty_changes",
            row: id.to_string(),
            reason: "it is about neither a node nor a site, or about both".to_owned(),
        }),
    }
}

impl Versioned for DutyChange {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Adds a change. A second one of a day is refused by the use case, which holds the subject and reads its changes first.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when its identity is taken, [`StorageError::NoSuchReference`] when its node, site or unit
/// does not exist.
pub async fn insert(tx: &Tx, change: &DutyChange) -> Result<()> {
    row::insert(tx, change).await
}

/// Writes a change that came into another state; its stored version counts up by one.
///
/// # Errors
/// [`StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, change: &DutyChange) -> Result<()> {
    row::update(tx, change).await
}

/// A change.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: DutyChangeId) -> Result<Option<DutyChange>> {
    row::by(db, col::id, id).await
}

/// All changes, by day.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<DutyChange>> {
    in_order(db, Condition::all()).await
}

/// The changes of a node or site, in whatever state, by day.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_subject(db: &impl ConnectionTrait, subject: DutySubject) -> Result<Vec<DutyChange>> {
    let own = match subject {
        DutySubject::Node(id) => row::equals(col::node_id, &id),
        DutySubject::Site(id) => row::equals(col::site_id, &id),
    };
    in_order(db, Condition::all().add(own)).await
}

/// The changes in a state, by day.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn in_state(db: &impl ConnectionTrait, state: DutyChangeState) -> Result<Vec<DutyChange>> {
    in_order(db, Condition::all().add(row::equals(col::state, &state))).await
}

/// The planned changes whose day is this one or earlier, in the order in which they take effect.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn due(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<DutyChange>> {
    let planned = row::equals(col::state, &DutyChangeState::Planned);
    in_order(db, Condition::all().add(planned).add(Expr::col(col::effective_on).lte(day))).await
}

async fn in_order(db: &impl ConnectionTrait, wanted: Condition) -> Result<Vec<DutyChange>> {
    let mut statement = row::select::<DutyChange>();
    statement.cond_where(wanted).order_by(col::effective_on, Order::Asc).order_by(col::id, Order::Asc);
    row::all(db, &statement).await
}

/// Holds a change, so that whoever else holds it waits until this transaction ends: two servers whose minute has come do
/// not effect it twice.
///
/// # Errors
/// When the database cannot be written.
pub async fn hold(tx: &Tx, id: DutyChangeId) -> Result<()> {
    let text = "UPDATE duty_changes SET version = version WHERE id = $1";
    tx.execute_raw(sql(tx, text, vec![id.value()])).await?;
    Ok(())
}

/// Until the transaction ends, nobody else plans a change of this node or site or edits it.
///
/// # Errors
/// When the database cannot be read.
pub async fn hold_subject(tx: &Tx, subject: DutySubject) -> Result<()> {
    // The embedded database has one writer and needs no locks.
    if tx.get_database_backend() != sea_orm::DbBackend::Postgres {
        return Ok(());
    }
    let (text, id) = match subject {
        DutySubject::Node(id) => ("SELECT id FROM nodes WHERE id = $1 FOR UPDATE", id.value()),
        DutySubject::Site(id) => ("SELECT id FROM sites WHERE id = $1 FOR UPDATE", id.value()),
    };
    tx.query_one_raw(sql(tx, text, vec![id])).await?;
    Ok(())
}
