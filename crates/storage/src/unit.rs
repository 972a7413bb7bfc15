//! Units 单位 and their first responsible persons 第一责任人.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _};
use wangge_domain::ids::{PersonId, UnitId};
use wangge_domain::text::Wording;
use wangge_domain::unit::{Unit, UnitClass, UnitHead};

use crate::error::Result;
use crate::reach::{Columns, Reach};
use crate::row::{self, Cell, Versioned};
use crate::{ConnectionTrait, Tx};

stored_as_word!(UnitClass);

table! {
    of Unit(unit) in "units" as col key(id) {
        id = unit.id,
        code = unit.code,
        name_zh = unit.name.zh,
        name_en = unit.name.en,
        class = unit.class,
        peer_group = unit.peer_group,
        parent_id = unit.parent_id,
        node_id = unit.node_id,
        active = unit.active,
        version = unit.version,
    }
    make {
        id,
        code,
        name: Wording { zh: name_zh, en: name_en },
        class,
        peer_group,
        parent_id,
        node_id,
        active,
        version,
    }
}

table! {
    of UnitHead(head) in "unit_heads" as head_col key(unit_id, person_id, since) {
        unit_id = head.unit_id,
        person_id = head.person_id,
        since = head.since,
        until = head.until,
    }
    make { unit_id, person_id, since, until }
}

everyday!(Unit, UnitId, col);

/// Units within reach, by code: those the reach names and those that answer for a territory in it.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<Unit>> {
    let mut of_territory = crate::reach::matching("nodes", &[("id", ("units", "node_id"))]);
    let mut any = Condition::any();
    for path in &reach.paths {
        any = any.add(crate::reach::within(Expr::col(("nodes", "path")), path));
    }
    let columns = Columns { units: vec![Expr::col(("units", col::id))], ..Columns::default() };
    let mut condition = Condition::any().add(reach.condition(&columns));
    if !reach.paths.is_empty() {
        of_territory.cond_where(any);
        condition = condition.add(Expr::exists(of_territory));
    }
    let mut statement = row::select::<Unit>();
    statement.cond_where(condition).order_by(("units", col::code), sea_orm::sea_query::Order::Asc);
    row::all(db, &statement).await
}

/// Everybody who is or was first responsible person, by unit and day.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn heads(db: &impl ConnectionTrait) -> Result<Vec<UnitHead>> {
    row::list(db, Condition::all()).await
}

/// Who is first responsible person of which unit on a day.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn heads_on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<UnitHead>> {
    let in_office = Condition::all().add(Expr::col(head_col::since).lte(day.value())).add(
        Condition::any().add(Expr::col(head_col::until).is_null()).add(Expr::col(head_col::until).gte(day.value())),
    );
    row::list(db, in_office).await
}

/// Writes terms of office; one that begins on the same day takes the new end.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when unit or person do not exist.
pub async fn put_heads(tx: &Tx, heads: &[UnitHead]) -> Result<()> {
    row::put_many(tx, heads).await
}

/// Takes back a term of office that never came to be. The event of taking it back stays.
///
/// # Errors
/// When the database cannot be written.
pub async fn withdraw_head(tx: &Tx, head: &UnitHead) -> Result<()> {
    let text = "DELETE FROM unit_heads WHERE unit_id = $1 AND person_id = $2 AND since = $3";
    let values = vec![head.unit_id.value(), head.person_id.value(), head.since.value()];
    tx.execute_raw(row::sql(tx, text, values)).await?;
    Ok(())
}

/// The terms of office of one unit.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn heads_of(db: &impl ConnectionTrait, unit: UnitId) -> Result<Vec<UnitHead>> {
    row::list(db, row::equals(head_col::unit_id, &unit)).await
}

/// The terms of office of one person.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn headships_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<UnitHead>> {
    row::list(db, row::equals(head_col::person_id, &person)).await
}
