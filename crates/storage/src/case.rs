//! Cases 案卷 with their dispatches 派遣, rectifications 整改 and checks 核查; lists of cases by any filter.

mod course;
mod filter;
mod handed;
mod page;
mod request;
mod rows;
mod stage;
mod standing;
mod trace;
mod words;

use std::borrow::Cow;

use sea_orm::sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use wangge_domain::case::{Case, CaseState, ClosedProblem};
use wangge_domain::ids::{CaseId, SiteId, UnitId};
use wangge_domain::ranking::CaseFact;
use wangge_domain::time::{Period, Timestamp};

pub use self::course::{CourseRow, courses, courses_of, ids, last_step, setbacks, steps_since};
pub(crate) use self::filter::reach_columns;
pub use self::filter::{CaseFilter, CasePage, CaseSort, Cursor, Grouping, ReChecked, WatchBand, WatchFilter};
pub use self::handed::handed_over;
pub use self::request::{held_until, insert_request, lapse_requests, put_request, request, requests_of};
pub use self::rows::{CheckRow, DispatchRole, DispatchRow, RectificationRow};
use self::rows::{check_col, col, dispatch_col, rectification_col};
pub use self::stage::{last_stages, put_stages, stages_ended, stages_of};
pub use self::standing::{Standing, at_item, due, lights, rectified_by, standings};
pub use self::trace::{Trace, traces};
use self::words::Named;
pub(crate) use self::words::catch_up;
use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

/// Adds a case.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its id or number is taken.
pub async fn insert(tx: &Tx, case: &Case) -> Result<()> {
    insert_many(tx, std::slice::from_ref(case)).await
}

/// Adds cases, many at once.
///
/// # Errors
/// As [`insert`].
pub async fn insert_many(tx: &Tx, cases: &[Case]) -> Result<()> {
    row::insert_many(tx, cases).await?;
    words::keep(tx, cases).await
}

/// Writes a changed case. Its steps have counted its version up; `read` is the version it was read at.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, case: &Case, read: i64) -> Result<()> {
    words::renew(tx, case).await?;
    row::update_from(tx, case, read, Ord::max(case.version, read + 1)).await
}

/// A case, whoever asks.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<Case>> {
    row::by(db, col::id, id).await
}

/// Cases by their ids, in no order; for unfolding a figure.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn get_many(db: &impl ConnectionTrait, reach: &Reach, ids: &[CaseId]) -> Result<Vec<Case>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(1_000) {
        let mut statement = row::select::<Case>();
        statement.and_where(row::among(col::id, chunk)).cond_where(reach.condition(&filter::reach_columns()));
        found.extend(row::all::<Case>(db, &statement).await?);
    }
    Ok(found)
}

/// A case within reach; outside it there is none.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, id: CaseId) -> Result<Option<Case>> {
    let mut statement = row::select::<Case>();
    statement.and_where(row::equals_in("cases", col::id, &id)).cond_where(reach.condition(&filter::reach_columns()));
    row::one(db, &statement).await
}

/// The filter with the few cases named that its text can mean, where they are few; else a condition for statements that
/// must look at all of them anyway.
async fn narrowed_by_words<'a>(
    db: &impl ConnectionTrait,
    filter: &'a CaseFilter,
) -> Result<(Cow<'a, CaseFilter>, Option<Expr>)> {
    let Some(text) = filter.text.as_deref() else { return Ok((Cow::Borrowed(filter), None)) };
    match words::named(db, text).await? {
        Named::Unknown => Ok((Cow::Borrowed(filter), None)),
        Named::Many(among) => Ok((Cow::Borrowed(filter), Some(among))),
        Named::Few(mut ids) => {
            if let Some(among) = &filter.among {
                ids.retain(|id| among.contains(id));
            }
            Ok((Cow::Owned(CaseFilter { among: Some(ids), ..filter.clone() }), None))
        }
    }
}

/// A statement over every case a filter selects, narrowed by the index of words.
async fn over_all(
    db: &impl ConnectionTrait,
    filter: &CaseFilter,
    statement: impl FnOnce(&CaseFilter) -> SelectStatement,
) -> Result<SelectStatement> {
    let (filter, among) = narrowed_by_words(db, filter).await?;
    let mut statement = statement(&filter);
    if let Some(among) = among {
        statement.and_where(among);
    }
    Ok(statement)
}

/// Whether any case within reach fulfils a condition.
pub(crate) async fn is_any(db: &impl ConnectionTrait, reach: &Reach, condition: Expr) -> Result<bool> {
    let mut statement = row::select::<Case>();
    statement.and_where(condition).cond_where(reach.condition(&filter::reach_columns())).limit(1);
    Ok(row::one::<Case>(db, &statement).await?.is_some())
}

/// A page of the cases within reach that a filter selects.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, reach: &Reach, filter: &CaseFilter, page: &CasePage) -> Result<Vec<Case>> {
    let mut found = Vec::new();
    let (filter, _) = narrowed_by_words(db, filter).await?;
    for statement in page::page_statements(reach, &filter, page) {
        let left = page.limit.saturating_sub(found.len() as u64);
        if left == 0 {
            break;
        }
        found.extend(row::all::<Case>(db, &statement.rows(left)).await?);
    }
    Ok(found)
}

/// How many cases within reach a filter selects.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &impl ConnectionTrait, reach: &Reach, filter: &CaseFilter) -> Result<i64> {
    let statement = over_all(db, filter, |filter| filter::count_statement(reach, filter)).await?;
    let row = db.query_one(&statement).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// How many closed cases within reach that a filter selects stand in each of these ways of their watch, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_watched(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &CaseFilter,
    watches: &[WatchFilter],
) -> Result<Vec<i64>> {
    let statement = filter::watched_statement(reach, filter, watches);
    let Some(row) = db.query_one(&statement).await? else { return Ok(vec![0; watches.len()]) };
    (0..watches.len()).map(|place| Ok(row.try_get_by_index(place)?)).collect()
}

/// How many cases within reach a filter selects, by state.
///
/// # Errors
/// When the database cannot be read or a state is impossible.
pub async fn count_by_state(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &CaseFilter,
) -> Result<Vec<(CaseState, i64)>> {
    counted(db, reach, filter, Grouping::State).await
}

/// How many cases within reach a filter selects, by handling unit; none for those not yet dispatched.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_by_unit(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &CaseFilter,
) -> Result<Vec<(Option<UnitId>, i64)>> {
    counted(db, reach, filter, Grouping::Unit).await
}

/// How many cases within reach a filter selects, by a text: type, item or node path.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_by(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &CaseFilter,
    grouping: Grouping,
) -> Result<Vec<(Option<String>, i64)>> {
    counted(db, reach, filter, grouping).await
}

async fn counted<K: Cell>(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &CaseFilter,
    grouping: Grouping,
) -> Result<Vec<(K, i64)>> {
    let statement = over_all(db, filter, |filter| filter::grouped_statement(reach, filter, grouping)).await?;
    db.query_all(&statement)
        .await?
        .iter()
        .map(|row| {
            let key = K::read(row, 0).map_err(|reason| row::impossible::<Case>(row, 0, grouping.column(), &reason))?;
            Ok((key, row.try_get_by_index(1)?))
        })
        .collect()
}

/// Adds a dispatch.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when case or unit do not exist.
pub async fn insert_dispatches(tx: &Tx, dispatches: &[DispatchRow]) -> Result<()> {
    row::insert_many(tx, dispatches).await
}

/// Writes what became of a dispatch.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_dispatches(tx: &Tx, dispatches: &[DispatchRow]) -> Result<()> {
    row::put_many(tx, dispatches).await
}

/// Adds a rectification.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when case or unit do not exist.
pub async fn insert_rectification(tx: &Tx, rectification: &RectificationRow) -> Result<()> {
    row::insert(tx, rectification).await
}

/// Adds a check.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when case or rectification do not exist.
pub async fn insert_check(tx: &Tx, check: &CheckRow) -> Result<()> {
    row::insert(tx, check).await
}

/// The dispatches of a case, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn dispatches_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<DispatchRow>> {
    let mut statement = row::select::<DispatchRow>();
    statement
        .and_where(row::equals(dispatch_col::case_id, &case))
        .order_by(dispatch_col::at, Order::Asc)
        .order_by(dispatch_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// The dispatches of several cases, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn dispatches_of_many(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<DispatchRow>> {
    of_many(db, cases, dispatch_col::case_id, (dispatch_col::at, dispatch_col::id)).await
}

/// The checks of several cases, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn checks_of_many(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<CheckRow>> {
    of_many(db, cases, check_col::case_id, (check_col::at, check_col::id)).await
}

/// The rows of several cases, in an order.
async fn of_many<R: row::Row>(
    db: &impl ConnectionTrait,
    cases: &[CaseId],
    case: &'static str,
    (first, then): (&'static str, &'static str),
) -> Result<Vec<R>> {
    let mut found = Vec::new();
    for chunk in cases.chunks(1_000) {
        let mut statement = row::select::<R>();
        statement.and_where(row::among(case, chunk)).order_by(first, Order::Asc).order_by(then, Order::Asc);
        found.extend(row::all::<R>(db, &statement).await?);
    }
    Ok(found)
}

/// The rectifications of a case, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn rectifications_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<RectificationRow>> {
    let mut statement = row::select::<RectificationRow>();
    statement
        .and_where(row::equals(rectification_col::case_id, &case))
        .order_by(rectification_col::at, Order::Asc)
        .order_by(rectification_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// The rectifications of several cases, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn rectifications_of_many(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<RectificationRow>> {
    of_many(db, cases, rectification_col::case_id, (rectification_col::at, rectification_col::id)).await
}

/// The checks of a case, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn checks_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<CheckRow>> {
    let mut statement = row::select::<CheckRow>();
    statement
        .and_where(row::equals(check_col::case_id, &case))
        .order_by(check_col::at, Order::Asc)
        .order_by(check_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// The closed cases about an item since a moment, at some sites or within a box of west, south, east and north, for finding
/// rebounds; the first closed first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn closed_problems(
    db: &impl ConnectionTrait,
    sites: &[SiteId],
    within: Option<[f64; 4]>,
    since: Timestamp,
) -> Result<Vec<ClosedProblem>> {
    let mut found = Vec::new();
    let at_sites = sites.chunks(1_000).map(|chunk| row::among(col::site_id, chunk));
    let around = within.map(|[west, south, east, north]| {
        Expr::col(col::lat).between(south, north).and(Expr::col(col::lon).between(west, east))
    });
    for place in at_sites.chain(around) {
        let mut statement = sea_orm::sea_query::Query::select();
        statement
            .columns([
                col::id,
                col::site_id,
                col::item_code,
                col::closed_at,
                col::rebound_of,
                col::lon,
                col::lat,
                col::severity,
            ])
            .from("cases")
            .and_where(place)
            .and_where(row::equals(col::state, &CaseState::Closed))
            .and_where(Expr::col(col::closed_at).gte(since.value()))
            .and_where(Expr::col(col::item_code).is_not_null());
        for row in db.query_all(&statement).await? {
            found.push(closed_problem(&row)?);
        }
    }
    found.sort_by_key(|problem| (problem.closed_at, problem.id));
    found.dedup_by_key(|problem| problem.id);
    Ok(found)
}

fn closed_problem(row: &sea_orm::QueryResult) -> Result<ClosedProblem> {
    let site: Option<uuid::Uuid> = row.try_get_by_index(1)?;
    let root: Option<uuid::Uuid> = row.try_get_by_index(4)?;
    let (lon, lat): (Option<f64>, Option<f64>) = (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
    let severity = Cell::read(row, 7).map_err(|reason| row::impossible::<Case>(row, 0, col::severity, &reason))?;
    Ok(ClosedProblem {
        id: CaseId(row.try_get_by_index(0)?),
        site_id: site.map(SiteId),
        item_code: row.try_get_by_index(2)?,
        closed_at: row.try_get_by_index(3)?,
        rebound_of: root.map(CaseId),
        place: lon.zip(lat),
        severity,
    })
}

/// The cases a ranking over a period needs: those that count, have a unit, and were reported, due or closed in
/// it, or still open past their deadline at its end. In the order they were reported.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn facts(db: &impl ConnectionTrait, period: Period) -> Result<Vec<CaseFact>> {
    // One part per date, each served by its own index; a case may come in several and is taken once.
    let text = "SELECT id, unit_id, reported_at, deadline_at, rectified_at, closed_at, rework_count, finder_level, exempt \
        FROM cases WHERE unit_id IS NOT NULL AND state NOT IN ('reported', 'declined', 'merged', 'voided') AND (\
          (reported_at >= $1 AND reported_at < $2) OR (deadline_at >= $1 AND deadline_at < $2) \
          OR (closed_at >= $1 AND closed_at < $2) OR (deadline_at < $2 AND closed_at IS NULL) \
          OR (deadline_at < $2 AND closed_at >= $2)) \
        ORDER BY reported_at, id";
    db.query_all_raw(sql(db, text, vec![period.from.value(), period.until.value()]))
        .await?
        .iter()
        .map(|row| {
            let wrong = |column| move |reason: String| row::impossible::<Case>(row, 0, column, &reason);
            Ok(CaseFact {
                id: CaseId(row.try_get_by_index(0)?),
                unit_id: UnitId(row.try_get_by_index(1)?),
                reported_at: row.try_get_by_index(2)?,
                deadline_at: row.try_get_by_index(3)?,
                rectified_at: row.try_get_by_index(4)?,
                closed_at: row.try_get_by_index(5)?,
                rework_count: Cell::read(row, 6).map_err(wrong(col::rework_count))?,
                finder_level: Cell::read(row, 7).map_err(wrong(col::finder_level))?,
                exempt: row.try_get_by_index(8)?,
            })
        })
        .collect()
}

/// The cases that have come to a unit or have entries in the score ledger, in the order of their identities, after one of them, at most so many; for going over
/// all of them, or over those that are open or were moved since a moment.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_units_after(
    db: &impl ConnectionTrait,
    after: Option<CaseId>,
    moved_since: Option<Timestamp>,
    most: u64,
) -> Result<Vec<Case>> {
    let mut statement = row::select::<Case>();
    // One that was taken back from its unit may still have entries in the score ledger.
    let mut entered = sea_orm::sea_query::Query::select();
    entered.column("case_id").from("score_entries").and_where(Expr::col("case_id").is_not_null());
    statement
        .and_where(Expr::col(col::unit_id).is_not_null().or(Expr::col(col::id).in_subquery(entered)))
        .order_by(col::id, Order::Asc)
        .limit(most);
    if let Some(after) = after {
        statement.and_where(Expr::col(col::id).gt(after.value()));
    }
    if let Some(since) = moved_since {
        statement.and_where(Expr::col("ended").eq(false).or(Expr::col(col::moved_at).gte(since.value())));
    }
    row::all(db, &statement).await
}

/// The open cases whose deadline passed in a period.
///
/// # Errors
/// When the database cannot be read.
pub async fn passed_deadlines(db: &impl ConnectionTrait, period: Period) -> Result<Vec<CaseId>> {
    let text = "SELECT id FROM cases WHERE ended = FALSE AND deadline_at >= $1 AND deadline_at < $2";
    let found = db.query_all_raw(sql(db, text, vec![period.from.value(), period.until.value()])).await?;
    found.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
}
