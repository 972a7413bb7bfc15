//! The one store: where it lies, how it is opened, and how a use case reads and writes.
//!
//! Invariants: a write is one transaction and is acknowledged only after its commit is durable; on SQLite
//! there is one writer (see [`group`]), so no write ever meets `database is locked`; readers never wait for it.

mod feed;
mod group;
mod open;
mod session;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, TransactionOptions, TransactionTrait};
use tokio::sync::broadcast;

use self::feed::Feed;
pub use self::feed::Notice;
pub use self::open::Location;
pub use self::session::{Reader, Snapshot, Tx};
use crate::error::{Result, StorageError};
use crate::evidence::Files;

/// The folder of photographs beside the embedded database.
const EVIDENCE_FOLDER: &str = "evidence";

/// A future in a box, as a use case's closure returns it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How often a transaction that PostgreSQL gave up (deadlock, serialization) is run again before the error stands.
const ATTEMPTS: u32 = 5;

/// How long to wait before the second attempt; later attempts wait longer by the square of their number.
const FIRST_PAUSE: Duration = Duration::from_millis(4);

/// One store over SQLite and PostgreSQL. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
    feed: Arc<Feed>,
    evidence: Option<Files>,
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
        let feed = Feed::new();
        let mut evidence = None;
        let inner = match open::resolve(location)? {
            open::Target::Sqlite(file) => {
                evidence = Some(Files::in_folder(&file.with_file_name(EVIDENCE_FOLDER))?);
                let writing = open::sqlite(&file, open::Use::Writing).await?;
                crate::migration::apply(&writing).await?;
                let readers = open::sqlite(&file, open::Use::Reading).await?;
                Inner::Sqlite { file, readers, writer: group::Writer::start(writing, feed.clone()) }
            }
            open::Target::Postgres(url) => {
                let pool = open::postgres(&url).await?;
                crate::migration::apply(&pool).await?;
                Inner::Postgres { pool }
            }
        };
        Ok(Self { inner: Arc::new(inner), feed, evidence })
    }

    /// The same store with its photographs elsewhere than beside the embedded database.
    #[must_use]
    pub fn with_evidence(self, evidence: Files) -> Self {
        Self { evidence: Some(evidence), ..self }
    }

    /// The photographs.
    ///
    /// # Errors
    /// [`StorageError::NoEvidenceFolder`] on a database server for which no place was named.
    pub fn evidence(&self) -> Result<&Files> {
        self.evidence.as_ref().ok_or(StorageError::NoEvidenceFolder)
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
        let begun = self.readers().begin_with_options(options).await?;
        // Both databases fix the moment at the first read, not at the beginning.
        begun.execute_unprepared("SELECT 1 FROM series LIMIT 1").await?;
        Ok(Snapshot::new(begun))
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
            Inner::Postgres { pool } => write_alone(pool, &self.feed, use_case).await,
        }
    }

    /// Listens to what is committed from now on, by this process or another. A listener too slow to follow is
    /// told so and goes on from there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn listen(&self) -> Result<broadcast::Receiver<Arc<Notice>>> {
        self.feed.listen(self.readers()).await
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
async fn write_alone<T, E, F>(pool: &DatabaseConnection, feed: &Feed, use_case: F) -> std::result::Result<T, E>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, std::result::Result<T, E>> + Clone,
    E: From<StorageError>,
{
    let mut attempt = 1;
    loop {
        let (outcome, given_up) = write_once(pool, feed, use_case.clone()).await;
        if outcome.is_ok() || !given_up || attempt == ATTEMPTS {
            return outcome;
        }
        tracing::debug!(attempt, "transaction given up by the database, running it again");
        tokio::time::sleep(FIRST_PAUSE * attempt * attempt).await;
        attempt += 1;
    }
}

/// Runs a use case in one transaction, and says whether the database gave it up in favour of another.
async fn write_once<T, E, F>(pool: &DatabaseConnection, feed: &Feed, use_case: F) -> (std::result::Result<T, E>, bool)
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, std::result::Result<T, E>>,
    E: From<StorageError>,
{
    let tx = match pool.begin().await {
        Ok(begun) => Tx::new(begun),
        Err(error) => return (Err(StorageError::from(error).into()), false),
    };
    match session::run(use_case, &tx).await {
        Ok(answer) => match tx.commit().await {
            Ok(noted) => {
                feed.tell(noted);
                (Ok(answer), false)
            }
            Err((error, given_up)) => (Err(error.into()), given_up),
        },
        Err(error) => {
            let given_up = tx.may_be_retried();
            tx.rollback().await;
            (Err(error), given_up)
        }
    }
}
