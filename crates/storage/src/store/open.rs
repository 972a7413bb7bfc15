//! Where a database lies and how its connections are set up.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use crate::error::{Result, StorageError};

/// The file of the embedded database in its folder.
const FILE_NAME: &str = "wangge.sqlite";

/// How many connections read the embedded database at once.
const SQLITE_READERS: u32 = 4;

/// How many connections the pool to PostgreSQL holds at most.
const POSTGRES_CONNECTIONS: u32 = 16;

/// How long one process waits for another to release the embedded database.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// How many prepared statements a connection keeps. Inserts of many rows differ by row count, so there are many.
const STATEMENTS: usize = 512;

/// How many pages a connection keeps, in KiB with a minus, as SQLite has it. A million cases have indexes of some hundred
/// megabytes; with less, every insert reads them anew.
const PAGE_CACHE: &str = "-65536";

/// How much of the file readers map instead of copying it page by page, in bytes.
const MAPPED_BYTES: &str = "2147483648";

/// Where the database lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder: the embedded database in it.
    Data(PathBuf),
    /// `postgres://…` or `sqlite://FILE`.
    Url(String),
}

impl Location {
    /// Whether opening it would make a new embedded database. A server is never new in this sense.
    pub fn is_new(&self) -> bool {
        let file = match self {
            Self::Data(folder) => folder.join(FILE_NAME),
            Self::Url(url) => match url.strip_prefix("sqlite:") {
                Some(file) => PathBuf::from(file.strip_prefix("//").unwrap_or(file)),
                None => return false,
            },
        };
        !file.exists()
    }
}

pub(super) enum Target {
    Sqlite(PathBuf),
    Postgres(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Reading,
    Writing,
}

/// Finds out what a location names and makes the folder of an embedded database.
pub(super) fn resolve(location: &Location) -> Result<Target> {
    let file = match location {
        Location::Data(folder) => folder.join(FILE_NAME),
        Location::Url(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            return Ok(Target::Postgres(url.clone()));
        }
        Location::Url(url) => match url.strip_prefix("sqlite:") {
            Some(file) if !file.is_empty() => PathBuf::from(file.strip_prefix("//").unwrap_or(file)),
            _ => return Err(StorageError::UnknownLocation(without_password(url))),
        },
    };
    if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|source| StorageError::Folder { path: folder.display().to_string(), source })?;
    }
    Ok(Target::Sqlite(file))
}

/// The location without what stands between `://` and `@`, since it may be a password.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

/// Opens the embedded database. `synchronous=FULL` is what makes an acknowledged write survive a power cut in WAL mode.
pub(super) async fn sqlite(file: &Path, purpose: Use) -> Result<DatabaseConnection> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .test_before_acquire(false)
        .max_connections(if purpose == Use::Writing { 1 } else { SQLITE_READERS })
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .acquire_timeout(Duration::from_mins(1));
    options.map_sqlx_sqlite_opts(move |_| {
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(purpose == Use::Writing)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_WAIT)
            .statement_cache_capacity(STATEMENTS)
            .pragma("cache_size", PAGE_CACHE)
            .pragma("temp_store", "MEMORY");
        match purpose {
            Use::Reading => options.pragma("query_only", "ON").pragma("mmap_size", MAPPED_BYTES),
            Use::Writing => options,
        }
    });
    Ok(Database::connect(options).await?)
}

/// Opens the pool to PostgreSQL.
pub(super) async fn postgres(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .test_before_acquire(false)
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(Duration::from_mins(1))
        .set_application_name("wangge");
    options.map_sqlx_postgres_opts(|options| options.statement_cache_capacity(STATEMENTS));
    Ok(Database::connect(options).await?)
}
