//! Rows and columns: how a Rust value lies in a column, and the few statements every table needs.
//!
//! A stored text that names no known state is never guessed at: it is an `Inconsistency` naming table and row.

mod cell;
mod statement;

use sea_orm::{QueryResult, Value};

use crate::error::{Result, StorageError};

pub(crate) use cell::{Cell, Plain};
pub(crate) use statement::{
    Versioned, add_new, all, among, among_in, by, count, delete, equals, equals_in, insert, insert_many, list, one,
    possible, push_places, put_many, select, sql, update, update_from,
};

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
        pub(crate) mod $columns {
            $(pub(crate) const $column: &str = stringify!($column);)+
        }

        impl $crate::row::Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$($columns::$column),+];
            const KEY: &'static [&'static str] = &[$($columns::$key),+];

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
