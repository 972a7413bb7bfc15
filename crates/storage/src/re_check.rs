//! Re-checks 回头看 of closed cases, and which cases came back.

use std::collections::HashMap;

use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Func, Order, Query, SelectStatement};
use wangge_domain::case::CaseState;
use wangge_domain::ids::{CaseId, ReCheckId};
use wangge_domain::rebound::{ReCheck, ReCheckResult};
use wangge_domain::time::{Period, Timestamp};

use crate::error::Result;
use crate::row::{self, Cell};
use crate::{ConnectionTrait, Tx};

stored_as_word!(ReCheckResult);

table! {
    of ReCheck(one) in "re_checks" as col key(id) {
        id = one.id,
        case_id = one.case_id,
        at = one.at,
        received_at = one.received_at,
        days_after = one.days_after,
        result = one.result,
        note = one.note,
        lon = one.lon,
        lat = one.lat,
        user_id = one.user_id,
        person_id = one.person_id,
        by_name = one.by_name,
        found_case_id = one.found_case_id,
    }
    make {
        id, case_id, at, received_at, days_after, result, note, lon, lat, user_id, person_id, by_name, found_case_id,
    }
}

/// Adds a re-check.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its id is taken, [`crate::StorageError::NoSuchReference`] when the case does
/// not exist.
pub async fn insert(tx: &Tx, one: &ReCheck) -> Result<()> {
    row::insert_many(tx, std::slice::from_ref(one)).await
}

/// Waits until nobody else writes a re-check of a case, and keeps it so until the transaction ends.
///
/// # Errors
/// When the database cannot be read.
pub async fn hold(tx: &Tx, case: CaseId) -> Result<()> {
    // The embedded database has one writer and needs no locks.
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        let text = "SELECT id FROM cases WHERE id = $1 FOR NO KEY UPDATE";
        tx.query_one_raw(row::sql(tx, text, vec![case.value()])).await?;
    }
    Ok(())
}

/// A re-check.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: ReCheckId) -> Result<Option<ReCheck>> {
    row::by(db, col::id, id).await
}

/// The re-checks of some cases, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_cases(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<ReCheck>> {
    let mut found = Vec::new();
    for chunk in cases.chunks(1_000) {
        let mut statement = row::select::<ReCheck>();
        statement
            .and_where(row::among(col::case_id, chunk))
            .order_by(col::at, Order::Asc)
            .order_by(col::id, Order::Asc);
        found.extend(row::all::<ReCheck>(db, &statement).await?);
    }
    Ok(found)
}

/// The re-checks of a period that could be judged and stand, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn judged_in(db: &impl ConnectionTrait, period: Period) -> Result<Vec<ReCheck>> {
    let mut statement = row::select::<ReCheck>();
    statement
        .and_where(Expr::col(("re_checks", col::at)).gte(period.from.value()))
        .and_where(Expr::col(("re_checks", col::at)).lt(period.until.value()))
        .cond_where(judged())
        .order_by(("re_checks", col::at), Order::Asc)
        .order_by(("re_checks", col::id), Order::Asc);
    row::all(db, &statement).await
}

/// The states of a rebound that the office did not take up: what was found then counts as not judged.
const SET_ASIDE: &[CaseState] = &[CaseState::Declined, CaseState::Voided];
/// The states in which a case continues no chain.
const NO_LINK: &[CaseState] = &[CaseState::Declined, CaseState::Voided, CaseState::Merged];

fn here(column: &'static str) -> Expr {
    Expr::col(("re_checks", column))
}

fn set_aside() -> SelectStatement {
    let mut statement = Query::select();
    statement
        .expr(Expr::val(1_i64))
        .from_as("cases", "found")
        .and_where(Expr::col(("found", "id")).equals(("re_checks", col::found_case_id)))
        .and_where(Expr::col(("found", "state")).is_in(SET_ASIDE.iter().map(Cell::value).collect::<Vec<_>>()));
    statement
}

fn rebounded() -> Condition {
    Condition::all().add(here(col::result).eq(ReCheckResult::Rebounded.value())).add(Expr::exists(set_aside()).not())
}

/// A re-check that could be judged and stands.
fn judged() -> Condition {
    Condition::any().add(here(col::result).eq(ReCheckResult::Held.value())).add(rebounded())
}

fn of_case() -> SelectStatement {
    let mut statement = Query::select();
    statement.expr(Expr::val(1_i64)).from("re_checks").and_where(here(col::case_id).equals(("cases", "id")));
    statement
}

/// That a judged re-check was made so many days after the close-out or later.
pub(crate) fn covered_from(days: u32) -> Expr {
    let mut statement = of_case();
    statement.and_where(here(col::days_after).gte(i64::from(days))).cond_where(judged());
    Expr::exists(statement)
}

/// That a judged re-check was made in a period; only one that found a rebound, where that is asked.
pub(crate) fn looked_at(period: Option<Period>, came_back: bool) -> Expr {
    let mut statement = of_case();
    if let Some(period) = period {
        statement.and_where(here(col::at).gte(period.from.value())).and_where(here(col::at).lt(period.until.value()));
    }
    statement.cond_where(if came_back { rebounded() } else { judged() });
    Expr::exists(statement)
}

/// That `next` is a later case of the chain of the case in the table `cases`.
fn goes_on() -> Condition {
    let root = Func::coalesce([Expr::col(("cases", "rebound_of")), Expr::col(("cases", "id"))]);
    let linked = Expr::col(("next", "state")).is_in(NO_LINK.iter().map(Cell::value).collect::<Vec<_>>()).not();
    Condition::all()
        .add(Expr::col(("next", "rebound_of")).eq(root))
        .add(Expr::col(("next", "id")).not_equals(("cases", "id")))
        .add(Expr::col(("next", "reported_at")).gte(Expr::col(("cases", "closed_at"))))
        .add(linked)
}

/// That a case of the table `cases` came back after its close-out: a re-check found so, or its chain went on.
pub(crate) fn came_back() -> Condition {
    let mut chain = Query::select();
    chain.expr(Expr::val(1_i64)).from_as("cases", "next").cond_where(goes_on());
    Condition::any().add(looked_at(None, true)).add(Expr::exists(chain))
}

/// When closed cases first came back, of those that did: by the report of the next case of their chain, or by the re-check
/// that found it, whichever is earlier.
///
/// # Errors
/// When the database cannot be read.
pub async fn came_back_at(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<HashMap<CaseId, Timestamp>> {
    let mut first: HashMap<CaseId, Timestamp> = HashMap::new();
    let mut note = |id: CaseId, at: Timestamp| {
        first.entry(id).and_modify(|known| *known = Ord::min(at, *known)).or_insert(at);
    };
    for chunk in cases.chunks(500) {
        let ids: Vec<sea_orm::Value> = chunk.iter().map(Cell::value).collect();
        let mut chain = Query::select();
        chain
            .columns([("cases", "id"), ("next", "reported_at")])
            .from("cases")
            .join_as(sea_orm::sea_query::JoinType::InnerJoin, "cases", "next", goes_on())
            .and_where(Expr::col(("cases", "id")).is_in(ids.clone()));
        let mut seen = Query::select();
        seen.columns([("re_checks", col::case_id), ("re_checks", col::at)])
            .from("re_checks")
            .and_where(here(col::case_id).is_in(ids))
            .cond_where(rebounded());
        for statement in [chain, seen] {
            for row in db.query_all(&statement).await? {
                note(CaseId(row.try_get_by_index(0)?), row.try_get_by_index(1)?);
            }
        }
    }
    Ok(first)
}

/// Re-checks that found a rebound which the office did not take up; they count as not judged.
///
/// # Errors
/// When the database cannot be read.
pub async fn set_aside_of(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<ReCheckId>> {
    let mut found = Vec::new();
    for chunk in cases.chunks(1_000) {
        let mut statement = Query::select();
        statement
            .column(("re_checks", col::id))
            .from("re_checks")
            .and_where(here(col::case_id).is_in(chunk.iter().map(Cell::value).collect::<Vec<_>>()))
            .and_where(Expr::exists(set_aside()));
        for row in db.query_all(&statement).await? {
            found.push(ReCheckId(row.try_get_by_index(0)?));
        }
    }
    Ok(found)
}
