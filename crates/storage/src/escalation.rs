//! Reminders, supervision orders and raises 催办督办: the ledger of what pressed units.

use std::collections::HashSet;

use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order};
use wangge_domain::case::{Case, CaseState};
use wangge_domain::escalation::{Asked, Escalation, EscalationMeasure, EscalationRule};
use wangge_domain::ids::{CaseId, EscalationId, UnitId};
use wangge_domain::time::Period;

use crate::case::reach_columns;
use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell};
use crate::{ConnectionTrait, Tx};

stored_as_word!(EscalationMeasure);
stored_as_json_text!(EscalationRule);

table! {
    of Escalation(escalation) in "escalations" as col key(id) {
        id = escalation.id,
        number = escalation.number,
        measure = escalation.measure,
        case_id = escalation.case_id,
        unit_id = escalation.unit_id,
        at = escalation.at,
        by_user = escalation.by_user,
        by_name = escalation.by_name,
        text = escalation.text,
        rule = escalation.rule,
        once = escalation.once,
    }
    make { id, number, measure, case_id, unit_id, at, by_user, by_name, text, rule, once }
}

/// Which measures a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EscalationFilter {
    /// Only this measure.
    pub measure: Option<EscalationMeasure>,
    /// Only against this unit.
    pub unit: Option<UnitId>,
    /// Only in this period.
    pub period: Option<Period>,
}

/// Adds a measure.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its rule acted for this clock already.
pub async fn insert(tx: &Tx, escalation: &Escalation) -> Result<()> {
    row::insert(tx, escalation).await
}

/// A measure about a case within reach; outside it there is none.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, id: EscalationId) -> Result<Option<Escalation>> {
    let mut statement = row::select::<Escalation>();
    statement
        .inner_join("cases", Expr::col(("cases", "id")).equals(("escalations", col::case_id)))
        .and_where(row::equals_in("escalations", col::id, &id))
        .cond_where(reach.condition(&reach_columns()));
    row::one(db, &statement).await
}

/// The measures about cases within reach, the latest first, at most so many.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &EscalationFilter,
    most: u64,
) -> Result<Vec<Escalation>> {
    let mut statement = row::select::<Escalation>();
    statement
        .inner_join("cases", Expr::col(("cases", "id")).equals(("escalations", col::case_id)))
        .cond_where(reach.condition(&reach_columns()))
        .order_by(("escalations", col::at), Order::Desc)
        .order_by(("escalations", col::id), Order::Desc)
        .limit(most);
    if let Some(measure) = filter.measure {
        statement.and_where(row::equals_in("escalations", col::measure, &measure));
    }
    if let Some(unit) = filter.unit {
        statement.and_where(row::equals_in("escalations", col::unit_id, &unit));
    }
    if let Some(period) = filter.period {
        let at = || Expr::col(("escalations", col::at));
        statement.and_where(at().gte(period.from.value()).and(at().lt(period.until.value())));
    }
    row::all(db, &statement).await
}

/// The cases that are with a unit, not yet rectified and not yet raised, about which a rule may speak. A row that says
/// what cannot be is passed over with a warning: it must not keep the others from being looked at.
///
/// # Errors
/// When the database cannot be read.
pub async fn candidates(db: &impl ConnectionTrait, asked: &Asked) -> Result<Vec<Case>> {
    let mut any = Condition::any();
    if let Some(by) = asked.due_by {
        any = any.add(Expr::col("deadline_at").lte(by.value()));
    }
    if let Some(by) = asked.dispatched_by {
        any = any.add(Expr::col("accepted_at").is_null().and(Expr::col("dispatched_at").lte(by.value())));
    }
    if let Some(times) = asked.sent_back {
        any = any.add(Expr::col("rework_count").gte(i64::from(times)));
    }
    if asked.rebound {
        any = any.add(Expr::col("rebound_of").is_not_null());
    }
    if let Some(by) = asked.supervised_by {
        any = any.add(Expr::col("supervised_at").lte(by.value()));
    }
    if any.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = row::select::<Case>();
    statement
        .and_where(row::among("state", &[CaseState::Dispatched, CaseState::InHand]))
        .and_where(Expr::col("raised_at").is_null())
        .cond_where(any);
    row::possible(db, &statement).await
}

/// What pressed units about these cases, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_cases(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<Escalation>> {
    let mut found = Vec::new();
    for chunk in cases.chunks(500) {
        found.extend(row::list::<Escalation>(db, row::among(col::case_id, chunk)).await?);
    }
    Ok(found)
}

/// What rules did for these cases, by the keys under which they do it once.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn done(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<HashSet<String>> {
    Ok(of_cases(db, cases).await?.into_iter().filter_map(|one| one.once).collect())
}
