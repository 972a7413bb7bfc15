//! Requests 申请 about cases, and cases whose clock is to go on.

use sea_orm::sea_query::Order;
use wangge_domain::case::{CaseRequest, Hold, Milestone, RequestKind, RequestState, Ruling};
use wangge_domain::ids::{CaseId, RequestId};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

/// The stages of a plan, kept as JSON.
type Plan = Vec<Milestone>;
/// Decisions, kept as JSON.
type Rulings = Vec<Ruling>;

stored_as_word!(RequestKind, RequestState);
stored_as_json_text!(Hold, Plan, Rulings);

table! {
    of CaseRequest(request) in "case_requests" as request_col key(id) {
        id = request.id,
        case_id = request.case_id,
        kind = request.kind,
        state = request.state,
        unit_id = request.unit_id,
        by_user = request.by_user,
        by_name = request.by_name,
        made_at = request.made_at,
        reason = request.reason,
        until = request.until,
        proposed_unit = request.proposed_unit,
        plan = request.plan,
        lasting_measures = request.lasting_measures,
        rulings = request.rulings,
    }
    make {
        id,
        case_id,
        kind,
        state,
        unit_id,
        by_user,
        by_name,
        made_at,
        reason,
        until,
        proposed_unit,
        plan,
        lasting_measures,
        rulings,
    }
}

/// Adds a request.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its id is taken.
pub async fn insert_request(tx: &Tx, request: &CaseRequest) -> Result<()> {
    row::insert_many(tx, std::slice::from_ref(request)).await
}

/// Writes a request after a ruling on it.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_request(tx: &Tx, request: &CaseRequest) -> Result<()> {
    row::put_many(tx, std::slice::from_ref(request)).await
}

/// A request.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn request(db: &impl ConnectionTrait, id: RequestId) -> Result<Option<CaseRequest>> {
    row::by(db, request_col::id, id).await
}

/// The requests of a case, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn requests_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<CaseRequest>> {
    let mut statement = row::select::<CaseRequest>();
    statement
        .and_where(row::equals(request_col::case_id, &case))
        .order_by(request_col::made_at, Order::Asc)
        .order_by(request_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// Marks what is still open of a case as overtaken.
///
/// # Errors
/// When the database cannot be written.
pub async fn lapse_requests(tx: &Tx, case: CaseId) -> Result<()> {
    let mut open = requests_of(tx, case).await?;
    open.retain(|request| request.state.open());
    for request in &mut open {
        request.state = RequestState::Lapsed;
        put_request(tx, request).await?;
    }
    Ok(())
}

/// The cases whose clock is to go on by a moment, the earliest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn held_until(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<CaseId>> {
    let text = "SELECT id FROM cases WHERE hold_until <= $1 ORDER BY hold_until, id";
    let rows = db.query_all_raw(sql(db, text, vec![now.value()])).await?;
    rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
}
