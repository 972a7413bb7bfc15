//! How open cases stand: by place and unit, and how much of their limits is used up.

use std::collections::HashMap;

use sea_orm::Value;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order, Query};
use wangge_domain::case::{Case, CaseState};
use wangge_domain::deadline::{DeadlineBasis, Light};
use wangge_domain::ids::{CaseId, SiteId, UnitId};
use wangge_domain::time::Timestamp;

use super::filter::{self, CaseFilter};
use super::rows::col;
use crate::ConnectionTrait;
use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell, sql};

/// The open cases of one site, unit and node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The site; none for cases without one.
    pub site_id: Option<SiteId>,
    /// The handling unit; none for cases not yet dispatched.
    pub unit_id: Option<UnitId>,
    /// The path of the deepest node.
    pub node_path: String,
    /// How many are open: not closed, declined, merged or voided.
    pub open: i64,
    /// Of those, past their deadline with the clock still running.
    pub overdue: i64,
}

/// The open cases within reach by site, unit and node, at a moment.
///
/// # Errors
/// When the database cannot be read.
pub async fn standings(db: &impl ConnectionTrait, reach: &Reach, now: Timestamp) -> Result<Vec<Standing>> {
    let (narrowed, mut values) = filter::narrowed(reach);
    // The narrowing counts its own values from $3.
    let mut bound: Vec<Value> = vec![now.value(), CaseState::Closed.value()];
    bound.append(&mut values);
    let text = format!(
        "SELECT site_id, unit_id, node_path, COUNT(*), COUNT(*) FILTER (WHERE deadline_at < $1 \
         AND state IN ('filed', 'dispatched', 'in_hand')) FROM cases \
         WHERE state <> $2 AND state NOT IN ('declined', 'merged', 'voided') AND {narrowed} \
         GROUP BY site_id, unit_id, node_path ORDER BY node_path, site_id, unit_id"
    );
    db.query_all_raw(sql(db, text, bound))
        .await?
        .iter()
        .map(|row| {
            let (site, unit): (Option<uuid::Uuid>, Option<uuid::Uuid>) =
                (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok(Standing {
                site_id: site.map(SiteId),
                unit_id: unit.map(UnitId),
                node_path: row.try_get_by_index(2)?,
                open: row.try_get_by_index(3)?,
                overdue: row.try_get_by_index(4)?,
            })
        })
        .collect()
}

/// How many of the cases a filter selects show each light at a moment: green, yellow, red. Only a running
/// clock shows one: filed, dispatched and in hand.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn lights(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &CaseFilter,
    now: Timestamp,
) -> Result<(u64, u64, u64)> {
    let statement = super::over_all(db, filter, |filter| filter::running_statement(reach, filter)).await?;
    let (mut green, mut yellow, mut red) = (0, 0, 0);
    for row in db.query_all(&statement).await? {
        let at: Timestamp = row.try_get_by_index(0)?;
        if now > at {
            red += 1;
            continue;
        }
        let basis: Option<DeadlineBasis> =
            Cell::read(&row, 1).map_err(|reason| row::impossible::<Case>(&row, 2, col::deadline_basis, &reason))?;
        match basis.map_or(Light::Green, |basis| wangge_domain::deadline::Deadline { at, basis }.light(now)) {
            Light::Green => green += 1,
            Light::Yellow => yellow += 1,
            Light::Red => red += 1,
        }
    }
    Ok((green, yellow, red))
}

/// Of the cases a filter selects that count and fell due by a moment: how many, and how many of them were
/// rectified in time.
///
/// # Errors
/// When the database cannot be read.
pub async fn due(db: &impl ConnectionTrait, reach: &Reach, filter: &CaseFilter, now: Timestamp) -> Result<(i64, i64)> {
    let statement = super::over_all(db, filter, |filter| filter::due_statement(reach, filter, now)).await?;
    let Some(row) = db.query_one(&statement).await? else { return Ok((0, 0)) };
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

/// The cases at a site, whatever their state, the latest report first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn at_item(
    db: &impl ConnectionTrait,
    reach: &Reach,
    site: SiteId,
    item: &str,
    but: CaseId,
) -> Result<Vec<Case>> {
    let filter = CaseFilter { site_id: Some(site), item_code: Some(item.to_owned()), ..CaseFilter::default() };
    let page = super::CasePage { limit: 21, ..super::CasePage::default() };
    let mut cases = super::list(db, reach, &filter, &page).await?;
    cases.retain(|case| case.id != but);
    Ok(cases)
}

/// When each of these cases stood rectified at a moment: its last rectification by then, unless a check had
/// sent it back since. Cases not rectified by then are missing.
///
/// # Errors
/// When the database cannot be read.
pub async fn rectified_by(
    db: &impl ConnectionTrait,
    cases: &[CaseId],
    moment: Timestamp,
) -> Result<HashMap<CaseId, Timestamp>> {
    let mut standing = HashMap::new();
    for chunk in cases.chunks(1_000) {
        for (case, at) in steps(db, "rectifications", chunk, moment, Condition::all()).await? {
            standing.insert(case, at);
        }
        let failed = Condition::all().add(Expr::col("passed").eq(false));
        for (case, at) in steps(db, "checks", chunk, moment, failed).await? {
            if standing.get(&case).is_some_and(|rectified| *rectified <= at) {
                standing.remove(&case);
            }
        }
    }
    Ok(standing)
}

/// The steps of cases up to a moment, from the first.
async fn steps(
    db: &impl ConnectionTrait,
    table: &'static str,
    cases: &[CaseId],
    moment: Timestamp,
    which: Condition,
) -> Result<Vec<(CaseId, Timestamp)>> {
    let mut statement = Query::select();
    statement
        .columns(["case_id", "at"])
        .from(table)
        .and_where(row::among("case_id", cases))
        .and_where(Expr::col("at").lte(moment.value()))
        .cond_where(which)
        .order_by("at", Order::Asc);
    let rows = db.query_all(&statement).await?;
    rows.iter().map(|row| Ok((CaseId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}
