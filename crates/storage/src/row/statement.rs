//! The few statements every table needs.

use std::fmt::Write as _;

use sea_orm::sea_query::{Expr, ExprTrait as _, Iden, IntoCondition, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Statement, Value};

use super::{Cell, Row};
use crate::error::{Result, StorageError};
use crate::store::Tx;

/// How many bound values one statement carries at most; SQLite allows 32,766 and PostgreSQL 65,535.
const BOUND: usize = 30_000;

/// How many rows one insert carries at most; more make the statement slower to prepare than to run.
const ROWS: usize = 256;

/// `SELECT` of all columns of a row type.
pub(crate) fn select<R: Row>() -> SelectStatement {
    let mut statement = Query::select();
    for column in R::COLUMNS {
        statement.column((R::TABLE, *column));
    }
    statement.from(R::TABLE);
    statement
}

/// The rows of a statement made by [`select`].
pub(crate) async fn all<R: Row>(db: &impl ConnectionTrait, statement: &SelectStatement) -> Result<Vec<R>> {
    db.query_all(statement).await?.iter().map(|row| R::read(row, 0)).collect()
}

/// The rows of a statement made by [`select`] that say what can be; each other is told to whoever reads the log. For
/// queues, which one such row must not stop.
pub(crate) async fn possible<R: Row>(db: &impl ConnectionTrait, statement: &SelectStatement) -> Result<Vec<R>> {
    let found = db.query_all(statement).await?;
    let readable = found.iter().filter_map(|row| match R::read(row, 0) {
        Ok(row) => Some(row),
        Err(error) => {
            tracing::error!(%error, "a row was passed over");
            None
        }
    });
    Ok(readable.collect())
}

/// The first row of a statement made by [`select`].
pub(crate) async fn one<R: Row>(db: &impl ConnectionTrait, statement: &SelectStatement) -> Result<Option<R>> {
    db.query_one(statement).await?.map(|row| R::read(&row, 0)).transpose()
}

/// The rows that fulfil a condition, in the order of their key.
pub(crate) async fn list<R: Row>(db: &impl ConnectionTrait, condition: impl IntoCondition) -> Result<Vec<R>> {
    let mut statement = select::<R>();
    statement.cond_where(condition);
    for key in R::KEY {
        statement.order_by((R::TABLE, *key), sea_orm::sea_query::Order::Asc);
    }
    all(db, &statement).await
}

/// The row whose column has a value.
pub(crate) async fn by<R: Row>(db: &impl ConnectionTrait, column: &'static str, value: impl Cell) -> Result<Option<R>> {
    let mut statement = select::<R>();
    statement.and_where(equals(column, &value)).limit(1);
    one(db, &statement).await
}

/// `column = value`.
pub(crate) fn equals(column: &'static str, value: &impl Cell) -> Expr {
    Expr::col(column).eq(value.value())
}

/// `column IN (values)`.
pub(crate) fn among<'a, C: Cell + 'a>(column: &'static str, values: impl IntoIterator<Item = &'a C>) -> Expr {
    Expr::col(column).is_in(values.into_iter().map(Cell::value).collect::<Vec<_>>())
}

/// A plain SQL statement with `$1`, `$2` … on either database.
pub(crate) fn sql(db: &impl ConnectionTrait, text: impl Into<String>, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), text, values)
}

/// Inserts one row.
pub(crate) async fn insert<R: Row>(tx: &Tx, row: &R) -> Result<()> {
    insert_many(tx, std::slice::from_ref(row)).await
}

/// Inserts rows, many to a statement.
pub(crate) async fn insert_many<R: Row>(tx: &Tx, rows: &[R]) -> Result<()> {
    write_many(tx, rows, "").await
}

/// Inserts rows; one whose key is already there takes the new values instead.
pub(crate) async fn put_many<R: Row>(tx: &Tx, rows: &[R]) -> Result<()> {
    let mut conflict = format!(" ON CONFLICT ({}) DO ", R::KEY.join(", "));
    let rest: Vec<_> = R::COLUMNS.iter().filter(|c| !R::KEY.contains(c)).collect();
    conflict.push_str(if rest.is_empty() { "NOTHING" } else { "UPDATE SET " });
    for (i, column) in rest.iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        let _ = write!(conflict, "{comma}\"{column}\" = excluded.\"{column}\"");
    }
    write_many(tx, rows, &conflict).await
}

/// Inserts rows; one whose key is already there stays as it is.
pub(crate) async fn add_new<R: Row>(tx: &Tx, rows: &[R]) -> Result<()> {
    write_many(tx, rows, " ON CONFLICT DO NOTHING").await
}

async fn write_many<R: Row>(tx: &Tx, rows: &[R], conflict: &str) -> Result<()> {
    let width = R::COLUMNS.len();
    for chunk in rows.chunks((BOUND / width).clamp(1, ROWS)) {
        let mut text = format!("INSERT INTO {} ({}) VALUES ", R::TABLE, quoted(R::COLUMNS));
        push_places(&mut text, chunk.len(), width);
        text.push_str(conflict);
        let mut values = Vec::with_capacity(width * chunk.len());
        for row in chunk {
            row.values(&mut values);
        }
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
}

fn quoted(columns: &[&str]) -> String {
    let mut text = String::with_capacity(columns.len() * 16);
    for (i, column) in columns.iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}\"{column}\"");
    }
    text
}

/// Appends `($1, $2), ($3, $4)` …
pub(crate) fn push_places(text: &mut String, rows: usize, width: usize) {
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            let comma = if column == 0 { "" } else { ", " };
            let _ = write!(text, "{comma}${}", row * width + column + 1);
        }
        text.push(')');
    }
}

/// A row that counts its changes, so that two people editing it do not undo each other.
pub(crate) trait Versioned: Row {
    /// The version the caller has read.
    fn version(&self) -> i64;
    /// The key as text, for messages.
    fn key_text(&self) -> String;
}

/// Writes a changed row if it is still at the version it was read at, and counts the version up by one.
pub(crate) async fn update<R: Versioned>(tx: &Tx, row: &R) -> Result<()> {
    update_from(tx, row, row.version(), row.version() + 1).await
}

/// Writes a changed row if it still stands at the version `read`, as the version `written`.
pub(crate) async fn update_from<R: Versioned>(tx: &Tx, row: &R, read: i64, written: i64) -> Result<()> {
    let mut values = Vec::with_capacity(R::COLUMNS.len() + 2);
    row.values(&mut values);
    let mut text = format!("UPDATE {} SET ", R::TABLE);
    for (i, column) in R::COLUMNS.iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}\"{column}\" = ${}", i + 1);
        if *column == "version" {
            values[i] = written.into();
        }
    }
    let mut place = R::COLUMNS.len();
    for (i, key) in R::KEY.iter().enumerate() {
        place += 1;
        let joint = if i == 0 { "WHERE" } else { "AND" };
        let _ = write!(text, " {joint} \"{key}\" = ${place}");
        let position = R::COLUMNS.iter().position(|c| c == key).unwrap_or_default();
        values.push(values[position].clone());
    }
    let _ = write!(text, " AND version = ${}", place + 1);
    values.push(read.into());
    let changed = tx.execute_raw(sql(tx, text, values)).await?.rows_affected();
    if changed == 1 {
        return Ok(());
    }
    Err(StorageError::Conflict { table: R::TABLE, row: row.key_text(), version: read })
}

/// Deletes the rows whose column has a value.
pub(crate) async fn delete(tx: &Tx, table: &'static str, column: &'static str, value: &impl Cell) -> Result<u64> {
    let text = format!("DELETE FROM {} WHERE \"{}\" = $1", Iden::unquoted(&table), Iden::unquoted(&column));
    Ok(tx.execute_raw(sql(tx, text, vec![value.value()])).await?.rows_affected())
}

/// `table.column = value`, where more than one table has the column.
pub(crate) fn equals_in(table: &'static str, column: &'static str, value: &impl Cell) -> Expr {
    Expr::col((table, column)).eq(value.value())
}

/// `table.column IN (values)`, where more than one table has the column.
pub(crate) fn among_in<'a, C: Cell + 'a>(
    table: &'static str,
    column: &'static str,
    values: impl IntoIterator<Item = &'a C>,
) -> Expr {
    Expr::col((table, column)).is_in(values.into_iter().map(Cell::value).collect::<Vec<_>>())
}

/// The one number a statement answers.
pub(crate) async fn count(db: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Result<i64> {
    let row = db.query_one_raw(sql(db, text, values)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}
