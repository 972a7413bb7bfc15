//! The one store: where it lies, how it is opened, and how a use case reads and writes.
//!
//! Invariants: a write is one transaction and is acknowledged only after its commit is durable; on SQLite
//! there is one writer (see [`group`]), so no write ever meets `database is locked`; readers never wait for it.

mod group;
mod open;
mod session;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbBackend, TransactionOptions, TransactionTrait};

pub use self::open::Location;
pub use self::session::{Reader, Snapshot, Tx};
use crate::error::{Result, StorageError};

/// A future in a box, as a use case's closure returns it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How often a transaction that PostgreSQL gave up (deadlock, serialization) is run again before the error stands.
const ATTEMPTS: u32 = 5;

/// One store over SQLite and PostgreSQL. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
enum Inner {
    Sqlite { file: std::path::PathBuf, readers: DatabaseConnection, writer: group::Writer },
    Postgres { pool: DatabaseConnection },
}

impl Store {
    /// Opens the database at a location, making it if it is a new embedded one, and applies the migrations
    /// it has not seen yet.
    ///
    /// # Errors
    /// [`StorageError::UnknownLocation`] or [`StorageError::Folder`] for a wrong place, else what the database says.
    pub async fn open(location: &Location) -> Result<Self> {
        let inner = match open::resolve(location)? {
            open::Target::Sqlite(file) => {
                let writing = open::sqlite(&file, open::Use::Writing).await?;
                crate::migration::apply(&writing).await?;
                let readers = open::sqlite(&file, open::Use::Reading).await?;
                Inner::Sqlite { file, readers, writer: group::Writer::start(writing) }
            }
            open::Target::Postgres(url) => {
                let pool = open::postgres(&url).await?;
                crate::migration::apply(&pool).await?;
                Inner::Postgres { pool }
            }
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// A handle for reading what is committed.
    pub fn read(&self) -> Reader {
        Reader::new(self.readers().clone())
    }

    /// A handle that sees one moment of the database however long it is used, for reports made of several queries.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        let options = match &*self.inner {
            Inner::Sqlite { .. } => TransactionOptions::default(),
            Inner::Postgres { .. } => TransactionOptions {
                isolation_level: Some(sea_orm::IsolationLevel::RepeatableRead),
                access_mode: Some(sea_orm::AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        Ok(Snapshot::new(self.readers().begin_with_options(options).await?))
    }

    /// Runs one use case as one transaction: everything it writes is kept, or nothing is. The answer comes
    /// only after the commit is durable.
    ///
    /// The closure is cloned because PostgreSQL may give a transaction up in favour of another; it is then run again.
    ///
    /// # Errors
    /// What the use case refuses, or what the database says.
    pub async fn write<T, E, F>(&self, use_case: F) -> std::result::Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, std::result::Result<T, E>> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => writer.write(use_case).await,
            Inner::Postgres { pool } => write_alone(pool, use_case).await,
        }
    }

    /// Whether this store is the embedded one.
    pub fn is_embedded(&self) -> bool {
        matches!(&*self.inner, Inner::Sqlite { .. })
    }

    /// Which of the two databases this is, for the few places where they truly differ.
    pub fn backend(&self) -> DbBackend {
        if self.is_embedded() { DbBackend::Sqlite } else { DbBackend::Postgres }
    }

    /// Applies the migrations the database has not seen, beside the writer, as a second server starting would.
    pub(crate) async fn migrate(&self) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { file, .. } => {
                let writing = open::sqlite(file, open::Use::Writing).await?;
                crate::migration::apply(&writing).await?;
                Ok(writing.close().await?)
            }
            Inner::Postgres { pool } => crate::migration::apply(pool).await,
        }
    }

    /// Waits for the writes under way and closes all connections.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn close(&self) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { readers, writer, .. } => {
                writer.close().await;
                readers.close_by_ref().await?;
            }
            Inner::Postgres { pool } => pool.close_by_ref().await?,
        }
        Ok(())
    }

    fn readers(&self) -> &DatabaseConnection {
        match &*self.inner {
            Inner::Sqlite { readers, .. } => readers,
            Inner::Postgres { pool } => pool,
        }
    }
}

/// A transaction of its own, run again when PostgreSQL gave it up.
async fn write_alone<T, E, F>(pool: &DatabaseConnection, use_case: F) -> std::result::Result<T, E>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, std::result::Result<T, E>> + Clone,
    E: From<StorageError>,
{
    let mut attempt = 1;
    loop {
        let tx = Tx::new(pool.begin().await.map_err(StorageError::from)?);
        let outcome = session::run(use_case.clone(), &tx).await;
        let retry = tx.may_be_retried() && attempt < ATTEMPTS;
        let outcome = match outcome {
            Ok(answer) => match tx.commit().await {
                Ok(()) => return Ok(answer),
                Err((error, given_up)) if given_up && attempt < ATTEMPTS => Err((E::from(error), true)),
                Err((error, _)) => Err((E::from(error), false)),
            },
            Err(error) => {
                tx.rollback().await;
                Err((error, retry))
            }
        };
        match outcome {
            Ok(answer) => return Ok(answer),
            Err((error, false)) => return Err(error),
            Err((_, true)) => {
                tracing::debug!(attempt, "transaction given up by the database, running it again");
                tokio::time::sleep(std::time::Duration::from_millis(u64::from(attempt * attempt) * 4)).await;
                attempt += 1;
            }
        }
    }
}
