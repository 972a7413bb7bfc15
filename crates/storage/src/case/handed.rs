//! What was handed over 交办 in a period. Read from the dispatches, which keep what was taken back 收回, so that an old week
//! comes out the same whenever it is asked; but for cases voided or merged since, which count nowhere.

use std::collections::HashMap;

use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order, Query, SelectStatement};
use wangge_domain::case::Case;
use wangge_domain::ids::CaseId;
use wangge_domain::time::Period;

use super::filter::{UNCOUNTED, among, here};
use super::rows::{DispatchRole, DispatchRow, col, dispatch_col};
use crate::ConnectionTrait;
use crate::error::Result;
use crate::row::{self, Cell as _};

/// The cases dispatched to a main unit in a period, but for those taken back 收回 by its end. What was taken back later
/// had been handed over all the same, and what the unit then has came in another period.
pub(super) fn handed(period: Period) -> SelectStatement {
    let of = |column| Expr::col(("dispatches", column));
    let back = of(dispatch_col::returned_at);
    let mut statement = Query::select();
    statement
        .column(("dispatches", dispatch_col::case_id))
        .from("dispatches")
        .and_where(of(dispatch_col::role).eq(DispatchRole::Main.value()))
        .and_where(of(dispatch_col::at).gte(period.from.value()))
        .and_where(of(dispatch_col::at).lt(period.until.value()))
        .and_where(back.clone().is_null().or(back.gte(period.until.value())));
    statement
}

/// The cases handed over 交办 in a period, dispatched or fixed on the spot, by number; with the unit that had each at the
/// period's end, whoever has it now.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn handed_over(db: &impl ConnectionTrait, period: Period) -> Result<Vec<Case>> {
    let filed = here(col::filed_at).gte(period.from.value()).and(here(col::filed_at).lt(period.until.value()));
    let on_spot = here(col::fixed_on_spot).eq(true).and(here(col::dispatched_at).is_null()).and(filed);
    let mut statement = row::select::<Case>();
    statement
        .and_where(among(col::state, UNCOUNTED).not())
        .cond_where(Condition::any().add(here(col::id).in_subquery(handed(period))).add(on_spot))
        .order_by(("cases", col::number), Order::Asc)
        .order_by(("cases", col::id), Order::Asc);
    let mut cases = row::all::<Case>(db, &statement).await?;
    let mut dispatched = row::select::<DispatchRow>();
    dispatched
        .and_where(Expr::col(dispatch_col::case_id).in_subquery(handed(period)))
        .and_where(Expr::col(dispatch_col::role).eq(DispatchRole::Main.value()))
        .and_where(Expr::col(dispatch_col::at).lt(period.until.value()))
        .order_by(dispatch_col::at, Order::Asc);
    let rows = row::all::<DispatchRow>(db, &dispatched).await?;
    let last: HashMap<CaseId, DispatchRow> = rows.into_iter().map(|row| (row.case_id, row)).collect();
    for case in &mut cases {
        if let Some(row) = last.get(&case.id) {
            (case.unit_id, case.dispatched_at) = (Some(row.unit_id), Some(row.at));
        }
    }
    cases.retain(|case| case.unit_id.is_some());
    Ok(cases)
}
