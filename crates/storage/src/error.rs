//! What the store can refuse, and what it finds impossible.

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use wangge_domain::text::Message;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The database refused or could not be reached. The text is for operators, never for the public.
    #[error("database: {0}")]
    Database(#[source] DbErr),
    /// A stored row says something that cannot be.
    #[error("table {table}, row {row}: {reason}")]
    Inconsistency {
        /// The table.
        table: &'static str,
        /// The row's key as far as it could be read.
        row: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The row was changed by somebody else since it was read.
    #[error("table {table}, row {row} is no longer at version {version}")]
    Conflict {
        /// The table.
        table: &'static str,
        /// The row's key.
        row: String,
        /// The version the caller had read.
        version: i64,
    },
    /// A unique value is already taken.
    #[error("already there: {0}")]
    AlreadyThere(String),
    /// A row refers to another that does not exist.
    #[error("refers to a row that does not exist: {0}")]
    NoSuchReference(String),
    /// The transaction could not be made durable, so nothing of it is kept.
    #[error("not committed: {0}")]
    NotCommitted(String),
    /// The use case panicked; its changes were undone.
    #[error("the transaction panicked: {0}")]
    Panicked(String),
    /// The store is closed.
    #[error("the store is closed")]
    Closed,
    /// The location names no database this store knows.
    #[error("{0}: not a database; expected a folder, sqlite://FILE or postgres://HOST/DATABASE")]
    UnknownLocation(String),
    /// A photograph could not be kept, or is not what it was.
    #[error("evidence {hash}: {reason}")]
    Evidence {
        /// The photograph.
        hash: String,
        /// What is wrong.
        reason: String,
    },
    /// The place of photographs has no room left.
    #[error("no room for evidence: {reason}")]
    EvidenceFull {
        /// What the place said.
        reason: String,
    },
    /// The place of photographs cannot be used as it was named.
    #[error("{place}: {reason}")]
    EvidencePlace {
        /// The place in words.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// The store has no place for photographs.
    #[error("no evidence folder")]
    NoEvidenceFolder,
    /// The folder of the database cannot be made.
    #[error("{path}: {source}")]
    Folder {
        /// The folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl StorageError {
    /// A stable code for problem documents and exit messages.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "database",
            Self::Inconsistency { .. } => "inconsistency",
            Self::Conflict { .. } => "conflict",
            Self::AlreadyThere(_) => "already_there",
            Self::NoSuchReference(_) => "no_such_reference",
            Self::NotCommitted(_) => "not_committed",
            Self::Panicked(_) => "panicked",
            Self::Closed => "closed",
            Self::UnknownLocation(_) => "unknown_location",
            Self::Evidence { .. } => "evidence",
            Self::EvidenceFull { .. } => "evidence_full",
            Self::EvidencePlace { .. } => "evidence_place",
            Self::NoEvidenceFolder => "no_evidence_folder",
            Self::Folder { .. } => "folder",
        }
    }

    /// The public sentence; it names no table and no server.
    pub fn message(&self) -> Message {
        match self {
            Self::Conflict { version, .. } => Message::new("app-storage-conflict").arg("version", version),
            Self::AlreadyThere(_) => Message::new("app-storage-already-there"),
            Self::NoSuchReference(_) => Message::new("app-storage-no-such-reference"),
            Self::UnknownLocation(location) => Message::new("app-storage-unknown-location").arg("location", location),
            Self::Folder { path, source } => Message::new("app-storage-folder").arg("path", path).arg("reason", source),
            Self::Inconsistency { table, row, .. } => {
                Message::new("app-storage-inconsistency").arg("table", table).arg("row", row)
            }
            Self::Evidence { hash, .. } => Message::new("evidence-altered").arg("hash", hash),
            Self::EvidenceFull { .. } => Message::new("evidence-full"),
            Self::EvidencePlace { place, reason } => {
                Message::new("evidence-place").arg("place", place).arg("reason", reason)
            }
            Self::NoEvidenceFolder => Message::new("evidence-no-folder"),
            Self::Database(_) | Self::NotCommitted(_) | Self::Panicked(_) | Self::Closed => {
                Message::new("app-storage-unavailable")
            }
        }
    }
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::AlreadyThere(what),
            Some(SqlErr::ForeignKeyConstraintViolation(what)) => Self::NoSuchReference(what),
            _ => Self::Database(error),
        }
    }
}

/// Whether PostgreSQL gave this transaction up in favour of another, so that running it again may succeed:
/// serialization failure (40001) or deadlock (40P01).
pub(crate) fn is_retryable(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))
    | DbErr::Conn(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let code = error.as_database_error().and_then(sea_orm::sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("40001" | "40P01"))
}

/// The usual answer of this crate.
pub type Result<T, E = StorageError> = std::result::Result<T, E>;
