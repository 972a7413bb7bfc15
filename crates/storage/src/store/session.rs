//! The three handles on the database: reading, one moment of it, and one transaction of a use case.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use sea_orm_migration::async_trait::async_trait;

use super::{BoxFuture, Notice};
use crate::error::{StorageError, is_retryable};

/// Reads what is committed; two queries may see two moments.
#[derive(Clone, Debug)]
pub struct Reader {
    pool: DatabaseConnection,
}

impl Reader {
    pub(super) const fn new(pool: DatabaseConnection) -> Self {
        Self { pool }
    }
}

/// Reads one moment of the database, however many queries are made.
#[derive(Debug)]
pub struct Snapshot {
    inner: DatabaseTransaction,
}

impl Snapshot {
    pub(super) const fn new(inner: DatabaseTransaction) -> Self {
        Self { inner }
    }
}

/// The transaction of one use case. It ends with the closure it was given to: kept if that answers `Ok`,
/// undone otherwise.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    /// Set once PostgreSQL has given this transaction up, whatever error the use case makes of it.
    given_up: AtomicBool,
    /// What is to be told once this transaction is kept.
    notices: Mutex<Vec<Notice>>,
}

impl Tx {
    pub(super) const fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, given_up: AtomicBool::new(false), notices: Mutex::new(Vec::new()) }
    }

    pub(super) fn may_be_retried(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Notes what happened, to be told once it is durable.
    pub(crate) fn note(&self, notices: impl IntoIterator<Item = Notice>) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).extend(notices);
    }

    /// Commits and hands over what is to be told; an error says whether the database gave the transaction up,
    /// so that it may be run again.
    pub(super) async fn commit(self) -> Result<Vec<Notice>, (StorageError, bool)> {
        let notices = self.notices.into_inner().unwrap_or_else(PoisonError::into_inner);
        match self.inner.commit().await {
            Ok(()) => Ok(notices),
            Err(error) => Err((StorageError::NotCommitted(error.to_string()), is_retryable(&error))),
        }
    }

    /// Undoes everything; when even that fails the connection is useless and the pool drops it.
    pub(super) async fn rollback(self) {
        if let Err(error) = self.inner.rollback().await {
            tracing::warn!(%error, "rolling back failed");
        }
    }

    /// Undoes everything and says whether that worked.
    pub(super) async fn rolled_back(self) -> Result<(), DbErr> {
        self.inner.rollback().await
    }

    fn noted<T>(&self, answer: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &answer
            && is_retryable(error)
        {
            self.given_up.store(true, Ordering::Relaxed);
        }
        answer
    }
}

/// Runs a use case and turns a panic in it into an error, so that one bad use case never takes the writer along.
pub(super) async fn run<T, E, F>(use_case: F, tx: &Tx) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<StorageError>,
{
    let panicked = |cause: Box<dyn Any + Send>| {
        let text = cause
            .downcast_ref::<&str>()
            .map(|t| (*t).to_owned())
            .or_else(|| cause.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        E::from(StorageError::Panicked(text))
    };
    let mut future = match catch_unwind(AssertUnwindSafe(|| use_case(tx))) {
        Ok(future) => future,
        Err(cause) => return Err(panicked(cause)),
    };
    std::future::poll_fn(move |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(polled) => polled,
        Err(cause) => std::task::Poll::Ready(Err(panicked(cause))),
    })
    .await
}

macro_rules! connection {
    ($handle:ty, $inner:ident, $note:expr) => {
        #[async_trait]
        impl ConnectionTrait for $handle {
            fn get_database_backend(&self) -> DbBackend {
                self.$inner.get_database_backend()
            }

            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                $note(self, self.$inner.execute_raw(statement).await)
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                $note(self, self.$inner.execute_unprepared(sql).await)
            }

            async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
                $note(self, self.$inner.query_one_raw(statement).await)
            }

            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                $note(self, self.$inner.query_all_raw(statement).await)
            }
        }
    };
}

/// Reading handles have nothing to note: a failed read is simply an error.
fn as_is<H, T>(_: &H, answer: Result<T, DbErr>) -> Result<T, DbErr> {
    answer
}

connection!(Reader, pool, as_is);
connection!(Snapshot, inner, as_is);
connection!(Tx, inner, Tx::noted);
