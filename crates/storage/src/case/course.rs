//! The courses of all cases, read in few columns and large portions: what the chessboard 一张图 keeps in memory.

use sea_orm::sea_query::{Expr, ExprTrait as _, Order, Query, SelectStatement};
use sea_orm::{QueryResult, Value};
use wangge_domain::case::{Case, CaseState, Course, Second, Setback, second};
use wangge_domain::ids::{CaseId, EventId, SiteId, UnitId};
use wangge_domain::time::Timestamp;

use super::filter;
use super::rows::{DispatchRole, col};
use crate::ConnectionTrait;
use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell, sql};

/// A case as far as a map asks.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseRow {
    /// The case.
    pub id: CaseId,
    /// Its site.
    pub site_id: Option<SiteId>,
    /// The path of its deepest node.
    pub node_path: String,
    /// The unit that handles it.
    pub unit_id: Option<UnitId>,
    /// Longitude and latitude, WGS-84.
    pub place: Option<(f64, f64)>,
    /// Whether it is a rebound 反弹.
    pub rebound: bool,
    /// Its moments.
    pub course: Course,
}

const COLUMNS: [&str; 16] = [
    col::id,
    col::state,
    col::site_id,
    col::node_path,
    col::unit_id,
    col::lon,
    col::lat,
    col::reported_at,
    col::filed_at,
    col::dispatched_at,
    col::accepted_at,
    col::rectified_at,
    col::closed_at,
    col::moved_at,
    col::deadline_at,
    col::rebound_of,
];

fn select() -> SelectStatement {
    let mut statement = Query::select();
    statement.columns(COLUMNS).from("cases").order_by(col::id, Order::Asc);
    statement
}

/// The courses of the cases after one in the order of their identities.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn courses(db: &impl ConnectionTrait, after: Option<CaseId>, limit: u64) -> Result<Vec<CourseRow>> {
    let mut statement = select();
    if let Some(after) = after {
        statement.and_where(Expr::col(col::id).gt(after.value()));
    }
    statement.limit(limit);
    db.query_all(&statement).await?.iter().map(read).collect()
}

/// The courses of these cases.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn courses_of(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<CourseRow>> {
    let mut found = Vec::with_capacity(cases.len());
    for chunk in cases.chunks(1_000) {
        let mut statement = select();
        statement.and_where(row::among(col::id, chunk));
        for row in db.query_all(&statement).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

fn read(row: &QueryResult) -> Result<CourseRow> {
    let wrong = |column: &'static str| move |reason: String| row::impossible::<Case>(row, 0, column, &reason);
    let moment = |index: usize| -> Result<Option<Second>> {
        let at: Option<Timestamp> = row.try_get_by_index(index)?;
        Ok(at.and_then(second))
    };
    let (lon, lat): (Option<f64>, Option<f64>) = (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
    let (site, unit): (Option<uuid::Uuid>, Option<uuid::Uuid>) = (row.try_get_by_index(2)?, row.try_get_by_index(4)?);
    let root: Option<uuid::Uuid> = row.try_get_by_index(15)?;
    let state: CaseState = Cell::read(row, 1).map_err(wrong(col::state))?;
    Ok(CourseRow {
        id: CaseId(row.try_get_by_index(0)?),
        site_id: site.map(SiteId),
        node_path: row.try_get_by_index(3)?,
        unit_id: unit.map(UnitId),
        place: lon.zip(lat),
        rebound: root.is_some(),
        course: Course {
            state,
            reported: moment(7)?,
            filed: moment(8)?,
            dispatched: moment(9)?,
            accepted: moment(10)?,
            rectified: moment(11)?,
            closed: moment(12)?,
            moved: moment(13)?,
            deadline: moment(14)?,
        },
    })
}

/// The rectifications that checks sent back and the dispatches that were taken back, of these cases or of all.
///
/// # Errors
/// When the database cannot be read.
pub async fn setbacks(db: &impl ConnectionTrait, cases: Option<&[CaseId]>) -> Result<Vec<(CaseId, Setback)>> {
    let all = [];
    let chunks: Vec<Option<&[CaseId]>> = match cases {
        None => vec![None],
        Some(cases) => cases.chunks(1_000).map(Some).collect(),
    };
    let mut found = Vec::new();
    for chunk in chunks {
        let mut values: Vec<Value> = vec![false.into()];
        values.extend(chunk.unwrap_or(&all).iter().map(Cell::value));
        let places: Vec<String> = (2..=values.len()).map(|place| format!("${place}")).collect();
        let narrowed =
            if chunk.is_some() { format!(" AND k.case_id IN ({})", places.join(", ")) } else { String::new() };
        let sent_back = format!(
            "SELECT k.case_id, r.at, k.at FROM checks k JOIN rectifications r ON r.id = k.rectification_id \
             WHERE k.passed = $1{narrowed}"
        );
        found.extend(taken_back(db, CaseState::Rectified, sent_back, values.clone()).await?);
        values[0] = DispatchRole::Main.value();
        let withdrawn = format!(
            "SELECT k.case_id, k.at, k.returned_at FROM dispatches k \
             WHERE k.role = $1 AND k.returned_at IS NOT NULL{narrowed}"
        );
        found.extend(taken_back(db, CaseState::Dispatched, withdrawn, values).await?);
    }
    Ok(found)
}

async fn taken_back(
    db: &impl ConnectionTrait,
    state: CaseState,
    text: String,
    values: Vec<Value>,
) -> Result<Vec<(CaseId, Setback)>> {
    let mut found = Vec::new();
    for row in db.query_all_raw(sql(db, text, values)).await? {
        let (from, until): (Timestamp, Timestamp) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        if let (Some(from), Some(until)) = (second(from), second(until)) {
            found.push((CaseId(row.try_get_by_index(0)?), Setback { state, from, until }));
        }
    }
    Ok(found)
}

/// The steps of cases recorded since a moment: event, case, and when.
///
/// # Errors
/// When the database cannot be read.
pub async fn steps_since(db: &impl ConnectionTrait, since: Timestamp) -> Result<Vec<(EventId, CaseId, Timestamp)>> {
    let text = "SELECT id, subject_id, at FROM events WHERE at >= $1 AND subject_kind = 'case'";
    let rows = db.query_all_raw(sql(db, text, vec![since.value()])).await?;
    rows.iter()
        .map(|row| {
            let (event, case) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok((EventId(event), CaseId(case), row.try_get_by_index(2)?))
        })
        .collect()
}

/// When the last step of any case was recorded.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_step(db: &impl ConnectionTrait) -> Result<Option<Timestamp>> {
    let mut statement = Query::select();
    statement.column("at").from("events").order_by("at", Order::Desc).limit(1);
    Ok(db.query_one(&statement).await?.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// The identities of the cases within reach.
///
/// # Errors
/// When the database cannot be read.
pub async fn ids(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<CaseId>> {
    let mut statement = Query::select();
    statement.column(("cases", col::id)).from("cases").cond_where(reach.condition(&filter::reach_columns()));
    db.query_all(&statement).await?.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
}
