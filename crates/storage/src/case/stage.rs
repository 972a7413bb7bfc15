//! The runs of cases through their stages 环节, with the clock of each.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, Order, Query, SelectStatement};
use wangge_domain::case::{Stage, StageRun};
use wangge_domain::deadline::{Deadline, DeadlineBasis};
use wangge_domain::ids::CaseId;
use wangge_domain::time::{Period, Timestamp};

use super::filter::{CaseFilter, condition};
use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell};
use crate::{ConnectionTrait, Tx};

stored_as_word!(Stage);

table! {
    of StageRun(run) in "case_stages" as stage_col key(case_id, number) {
        case_id = run.case_id,
        number = run.number,
        stage = run.stage,
        unit_id = run.unit_id,
        started_at = run.started_at,
        due_at = run.deadline.as_ref().map(|deadline| deadline.at),
        basis = run.deadline.as_ref().map(|deadline| deadline.basis.clone()),
        ended_at = run.ended_at,
    }
    make { case_id, number, stage, unit_id, started_at, deadline: deadline(due_at, basis), ended_at }
}

fn deadline(at: Option<Timestamp>, basis: Option<DeadlineBasis>) -> Option<Deadline> {
    Some(Deadline { at: at?, basis: basis? })
}

/// Writes runs, new ones and ended ones.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when a case does not exist.
pub async fn put_stages(tx: &Tx, runs: &[StageRun]) -> Result<()> {
    row::put_many(tx, runs).await
}

/// The runs of a case, the first one first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn stages_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<StageRun>> {
    let mut statement = row::select::<StageRun>();
    statement.and_where(row::equals(stage_col::case_id, &case)).order_by(stage_col::number, Order::Asc);
    row::all(db, &statement).await
}

/// The latest run of each case that has one.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn last_stages(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<HashMap<CaseId, StageRun>> {
    let mut last = HashMap::new();
    for chunk in cases.chunks(500) {
        let mut statement = row::select::<StageRun>();
        statement.and_where(row::among(stage_col::case_id, chunk)).order_by(stage_col::number, Order::Asc);
        last.extend(row::all::<StageRun>(db, &statement).await?.into_iter().map(|run| (run.case_id, run)));
    }
    Ok(last)
}

/// The runs that ended in a period, of the cases within reach.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn stages_ended(db: &impl ConnectionTrait, reach: &Reach, period: Period) -> Result<Vec<StageRun>> {
    let mut within = Query::select();
    within.column(("cases", "id")).from("cases").cond_where(condition(reach, &CaseFilter::default()));
    let mut statement = row::select::<StageRun>();
    statement
        .and_where(Expr::col(stage_col::ended_at).gte(period.from.value()))
        .and_where(Expr::col(stage_col::ended_at).lt(period.until.value()))
        .and_where(Expr::col(stage_col::case_id).in_subquery(within))
        .order_by(stage_col::ended_at, Order::Asc);
    row::all(db, &statement).await
}

/// The cases whose present stage was due before a moment.
pub(super) fn stage_late(now: Timestamp) -> SelectStatement {
    let mut late = Query::select();
    late.column(("case_stages", stage_col::case_id))
        .from("case_stages")
        .and_where(Expr::col(("case_stages", stage_col::ended_at)).is_null())
        .and_where(Expr::col(("case_stages", stage_col::due_at)).lt(now.value()));
    late
}
