//! Rows and columns: how a Rust value lies in a column, and the few statements every table needs.
//!
//! A stored text that names no known state is never guessed at: it is an `Inconsistency` naming table and row.

use std::fmt::Write as _;

use sea_orm::sea_query::{Expr, ExprTrait as _, Iden, IntoCondition, Nullable, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult, Statement, TryGetable, Value};

use crate::error::{Result, StorageError};
use crate::store::Tx;

/// How many bound values one statement carries at most; SQLite allows 32,766 and PostgreSQL 65,535.
const BOUND: usize = 30_000;

/// How many rows one insert carries at most; more make the statement slower to prepare than to run.
const ROWS: usize = 256;

/// A value that lies in a column of its own type.
pub(crate) trait Plain: Sized {
    /// What the database holds.
    type Stored: TryGetable + Into<Value> + Nullable;
    fn store(&self) -> Self::Stored;
    /// The text says why a stored value is impossible.
    fn load(stored: Self::Stored) -> std::result::Result<Self, String>;
}

/// A value or its absence in a column.
pub(crate) trait Cell: Sized {
    fn value(&self) -> Value;
    fn read(row: &QueryResult, index: usize) -> std::result::Result<Self, String>;
}

impl<T: Plain> Cell for T {
    fn value(&self) -> Value {
        self.store().into()
    }

    fn read(row: &QueryResult, index: usize) -> std::result::Result<Self, String> {
        let stored: T::Stored = row.try_get_by_index(index).map_err(|e| e.to_string())?;
        T::load(stored)
    }
}

impl<T: Plain> Cell for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map(Plain::store).into()
    }

    fn read(row: &QueryResult, index: usize) -> std::result::Result<Self, String> {
        let stored: Option<T::Stored> = row.try_get_by_index(index).map_err(|e| e.to_string())?;
        stored.map(T::load).transpose()
    }
}

macro_rules! stored_as_is {
    ($($kind:ty),+ $(,)?) => {$(
        impl Plain for $kind {
            type Stored = $kind;
            fn store(&self) -> $kind {
                self.clone()
            }
            fn load(stored: $kind) -> std::result::Result<Self, String> {
                Ok(stored)
            }
        }
    )+};
}

stored_as_is!(String, bool, i16, i32, i64, f64, uuid::Uuid, chrono::NaiveDate, serde_json::Value);

impl Plain for wangge_domain::time::Timestamp {
    type Stored = Self;
    fn store(&self) -> Self {
        // PostgreSQL keeps microseconds and SQLite nanoseconds; both shall give back what was stored.
        wangge_domain::time::cut(*self)
    }
    fn load(stored: Self) -> std::result::Result<Self, String> {
        Ok(stored)
    }
}

impl Plain for rust_decimal::Decimal {
    type Stored = String;
    fn store(&self) -> String {
        self.to_string()
    }
    fn load(stored: String) -> std::result::Result<Self, String> {
        stored.parse().map_err(|_| format!("{stored:?} is not a decimal"))
    }
}

macro_rules! stored_as_uuid {
    ($($id:ident),+ $(,)?) => {$(
        impl Plain for wangge_domain::ids::$id {
            type Stored = uuid::Uuid;
            fn store(&self) -> uuid::Uuid {
                self.0
            }
            fn load(stored: uuid::Uuid) -> std::result::Result<Self, String> {
                Ok(Self(stored))
            }
        }
    )+};
}

stored_as_uuid!(
    NodeId,
    UnitId,
    PersonId,
    DutyId,
    SiteId,
    EditionId,
    RoundId,
    VisitId,
    ObservationId,
    LostPointId,
    CaseId,
    DispatchId,
    RectificationId,
    CheckId,
    EventId,
    BulletinId,
    UserId,
);

/// Words of a closed set, kept as text.
macro_rules! stored_as_word {
    ($($kind:ty),+ $(,)?) => {$(
        impl $crate::row::Plain for $kind {
            type Stored = String;
            fn store(&self) -> String {
                self.as_str().to_owned()
            }
            fn load(stored: String) -> std::result::Result<Self, String> {
                stored.parse().map_err(|_| format!("{stored:?} is none of the known words"))
            }
        }
    )+};
}

/// Values kept as JSON in a `jsonb` column.
macro_rules! stored_as_json {
    ($($kind:ty),+ $(,)?) => {$(
        impl $crate::row::Plain for $kind {
            type Stored = serde_json::Value;
            fn store(&self) -> serde_json::Value {
                // Own data types always serialise: their map keys are texts and they hold no failing parts.
                serde_json::to_value(self).unwrap_or_default()
            }
            fn load(stored: serde_json::Value) -> std::result::Result<Self, String> {
                serde_json::from_value(stored).map_err(|e| e.to_string())
            }
        }
    )+};
}

/// Values kept as JSON text in a `text` column, byte for byte as written.
macro_rules! stored_as_json_text {
    ($($kind:ty),+ $(,)?) => {$(
        impl $crate::row::Plain for $kind {
            type Stored = String;
            fn store(&self) -> String {
                // Own data types always serialise: their map keys are texts and they hold no failing parts.
                serde_json::to_string(self).unwrap_or_default()
            }
            fn load(stored: String) -> std::result::Result<Self, String> {
                serde_json::from_str(&stored).map_err(|e| e.to_string())
            }
        }
    )+};
}

/// A row of a table.
pub(crate) trait Row: Sized + Send + Sync {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    const KEY: &'static [&'static str];
    fn values(&self, out: &mut Vec<Value>);
    fn read(row: &QueryResult, from: usize) -> Result<Self>;
}

/// Makes a row type with its columns by name, or says how an existing type lies in its table.
macro_rules! table {
    (
        $(#[$doc:meta])*
        pub struct $name:ident in $table:literal as $columns:ident key($($key:ident),+) {
            $($(#[$field_doc:meta])* $field:ident: $kind:ty,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)+
        }
        table! {
            of $name(row) in $table as $columns key($($key),+) { $($field = row.$field,)+ }
            make { $($field),+ }
        }
    };
    (
        of $name:ident($row:ident) in $table:literal as $columns:ident key($($key:ident),+) {
            $($column:ident = $value:expr,)+
        }
        make { $($made:tt)+ }
    ) => {
        #[expect(non_upper_case_globals, reason = "a column is named exactly as in its table")]
        #[allow(dead_code, reason = "not every column is filtered by")]
        pub(crate) mod $columns {
            $(pub(crate) const $column: &str = stringify!($column);)+
        }

        impl $crate::row::Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];
            const KEY: &'static [&'static str] = &[$(stringify!($key)),+];

            fn values(&self, out: &mut Vec<sea_orm::Value>) {
                let $row = self;
                $(out.push($crate::row::Cell::value(&$value));)+
            }

            fn read(row: &sea_orm::QueryResult, from: usize) -> $crate::error::Result<Self> {
                let mut index = from;
                $(
                    let $column = $crate::row::Cell::read(row, index)
                        .map_err(|reason| $crate::row::impossible::<Self>(row, from, stringify!($column), &reason))?;
                    index += 1;
                )+
                let _ = index;
                Ok(Self { $($made)+ })
            }
        }
    };
}

/// The error for a row whose column cannot be what it says.
pub(crate) fn impossible<R: Row>(row: &QueryResult, from: usize, column: &str, reason: &str) -> StorageError {
    let key = row
        .try_get_by_index::<uuid::Uuid>(from)
        .map(|id| id.to_string())
        .or_else(|_| row.try_get_by_index::<String>(from))
        .unwrap_or_else(|_| "?".to_owned());
    StorageError::Inconsistency { table: R::TABLE, row: key, reason: format!("column {column}: {reason}") }
}

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

/// The one number a statement answers.
pub(crate) async fn count(db: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Result<i64> {
    let row = db.query_one_raw(sql(db, text, values)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// The everyday functions of a noun with an id, a code and a version, written once.
macro_rules! everyday {
    ($kind:ident, $id:ident, $columns:ident) => {
        impl Versioned for $kind {
            fn version(&self) -> i64 {
                self.version
            }

            fn key_text(&self) -> String {
                self.code.clone()
            }
        }

        /// Adds a row.
        ///
        /// # Errors
        /// [`crate::StorageError::AlreadyThere`] when its id or code is taken,
        /// [`crate::StorageError::NoSuchReference`] when it refers to what does not exist.
        pub async fn insert(tx: &$crate::Tx, row: &$kind) -> $crate::Result<()> {
            $crate::row::insert(tx, row).await
        }

        /// Adds rows, many at once.
        ///
        /// # Errors
        /// As [`insert`].
        pub async fn insert_many(tx: &$crate::Tx, rows: &[$kind]) -> $crate::Result<()> {
            $crate::row::insert_many(tx, rows).await
        }

        /// Writes a changed row; its stored version counts up by one.
        ///
        /// # Errors
        /// [`crate::StorageError::Conflict`] when it was changed since it was read.
        pub async fn update(tx: &$crate::Tx, row: &$kind) -> $crate::Result<()> {
            $crate::row::update(tx, row).await
        }

        /// Writes many changed rows, each as [`update`] does.
        ///
        /// # Errors
        /// As [`update`].
        pub async fn update_many(tx: &$crate::Tx, rows: &[$kind]) -> $crate::Result<()> {
            for row in rows {
                $crate::row::update(tx, row).await?;
            }
            Ok(())
        }

        /// The row of an id.
        ///
        /// # Errors
        /// When the database cannot be read or the row is impossible.
        pub async fn get(db: &impl $crate::ConnectionTrait, id: $id) -> $crate::Result<Option<$kind>> {
            $crate::row::by(db, $columns::id, id).await
        }

        /// The row of a code.
        ///
        /// # Errors
        /// When the database cannot be read or the row is impossible.
        pub async fn by_code(db: &impl $crate::ConnectionTrait, code: &str) -> $crate::Result<Option<$kind>> {
            $crate::row::by(db, $columns::code, code.to_owned()).await
        }

        /// All rows, by code.
        ///
        /// # Errors
        /// When the database cannot be read or a row is impossible.
        pub async fn all(db: &impl $crate::ConnectionTrait) -> $crate::Result<Vec<$kind>> {
            let mut statement = $crate::row::select::<$kind>();
            statement.order_by($columns::code, sea_orm::sea_query::Order::Asc);
            $crate::row::all(db, &statement).await
        }
    };
}

/// A count that was stored as a wide number; one that cannot be is shown as the greatest there is.
pub(crate) fn small(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(u32::MAX)
}
