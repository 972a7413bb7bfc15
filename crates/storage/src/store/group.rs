//! The one writer of the embedded database, with group commit.
//!
//! Use cases queue up. The writer takes all that wait, runs them one after another inside one
//! `BEGIN IMMEDIATE`, each in a savepoint of its own, commits once, and only then answers them all. So one
//! synchronisation of the disk serves many use cases, a refused use case undoes only itself, and nothing is
//! acknowledged before it is durable.

use std::sync::Arc;

use sea_orm::{DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{mpsc, oneshot};

use super::feed::Feed;
use super::session::{self, Tx};
use super::{BoxFuture, Notice, Result, StorageError};

/// How many use cases share one commit at most, so that the first of them does not wait too long.
const GROUP: usize = 64;

/// How many use cases may wait before callers wait for a place in the queue.
const QUEUE: usize = 1024;

enum Order {
    Write(Box<dyn Queued>),
    Close(oneshot::Sender<()>),
}

/// The queue in front of the one writing connection.
#[derive(Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Order>,
}

impl Writer {
    /// Starts the writing task. It ends when the last store is dropped or [`Writer::close`] is called.
    pub(super) fn start(connection: DatabaseConnection, feed: Arc<Feed>) -> Self {
        let (queue, orders) = mpsc::channel(QUEUE);
        tokio::spawn(serve(connection, feed, orders));
        Self { queue }
    }

    pub(super) async fn write<T, E, F>(&self, use_case: F) -> std::result::Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, std::result::Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { use_case: Some(use_case), outcome: None, reply };
        let order = Order::Write(Box::new(waiting));
        if self.queue.send(order).await.is_err() {
            return Err(StorageError::Closed.into());
        }
        answer.await.unwrap_or_else(|_| Err(StorageError::Closed.into()))
    }

    pub(super) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Order::Close(done)).await.is_ok() {
            // An error means the task has already ended, which is what was wanted.
            let _ = closed.await;
        }
    }
}

/// A use case in the queue, its types forgotten.
trait Queued: Send {
    /// Runs it and says whether its changes are to be kept.
    fn run<'t>(&'t mut self, tx: &'t Tx) -> BoxFuture<'t, bool>;

    /// Answers the caller: with the use case's own outcome when the group was committed, else with the failure.
    fn answer(self: Box<Self>, committed: &std::result::Result<(), String>);
}

struct Waiting<T, E, F> {
    use_case: Option<F>,
    outcome: Option<std::result::Result<T, E>>,
    reply: oneshot::Sender<std::result::Result<T, E>>,
}

impl<T, E, F> Queued for Waiting<T, E, F>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, std::result::Result<T, E>> + Send,
    T: Send,
    E: From<StorageError> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t Tx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let Some(use_case) = self.use_case.take() else { return false };
            let outcome = session::run(use_case, tx).await;
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn answer(self: Box<Self>, committed: &std::result::Result<(), String>) {
        let outcome = match (self.outcome, committed) {
            // A refusal stands whatever became of the others.
            (Some(Err(refusal)), _) => Err(refusal),
            (Some(Ok(answer)), Ok(())) => Ok(answer),
            (_, Err(reason)) => Err(StorageError::NotCommitted(reason.clone()).into()),
            (None, Ok(())) => Err(StorageError::Closed.into()),
        };
        // The caller may have gone; its change stands all the same.
        let _ = self.reply.send(outcome);
    }
}

async fn serve(connection: DatabaseConnection, feed: Arc<Feed>, mut orders: mpsc::Receiver<Order>) {
    let mut closing = None;
    while closing.is_none() {
        let Some(first) = orders.recv().await else { break };
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(order) = next {
            match order {
                Order::Write(waiting) => group.push(waiting),
                Order::Close(done) => closing = Some(done),
            }
            next = if group.len() < GROUP && closing.is_none() { orders.try_recv().ok() } else { None };
        }
        let committed = commit(&connection, &mut group).await;
        let committed = committed.map(|notices| feed.tell(notices)).map_err(|error| error.to_string());
        if let Err(error) = &committed {
            tracing::error!(%error, writes = group.len(), "a group of writes was not committed");
        }
        for waiting in group {
            waiting.answer(&committed);
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "closing the writing connection failed");
    }
    if let Some(done) = closing {
        let _ = done.send(());
    }
}

/// Runs a group inside one transaction and hands over what is to be told of it. A group of one needs no savepoint.
async fn commit(connection: &DatabaseConnection, group: &mut [Box<dyn Queued>]) -> Result<Vec<Notice>> {
    if group.is_empty() {
        return Ok(Vec::new());
    }
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let outer = connection.begin_with_options(options).await?;
    if let [only] = group {
        return alone(outer, only.as_mut()).await;
    }
    let mut notices = Vec::new();
    for waiting in group.iter_mut() {
        let tx = Tx::new(outer.begin().await?);
        if waiting.run(&tx).await {
            notices.extend(tx.commit().await.map_err(|(error, _)| error)?);
        } else {
            tx.rolled_back().await?;
        }
    }
    outer.commit().await?;
    Ok(notices)
}

async fn alone(outer: DatabaseTransaction, only: &mut dyn Queued) -> Result<Vec<Notice>> {
    let tx = Tx::new(outer);
    if only.run(&tx).await {
        tx.commit().await.map_err(|(error, _)| error)
    } else {
        tx.rollback().await;
        Ok(Vec::new())
    }
}
