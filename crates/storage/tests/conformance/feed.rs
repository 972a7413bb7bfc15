//! What was committed is told: once, only when it is durable, and also when another process wrote it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;
use uuid::Uuid;
use wangge_storage::{Notice, Result, StorageError, Store, event};
use wangge_testkit::{Database, Kind, both_databases};

use crate::common::an_event;

/// How long what must come may take.
const SOON: Duration = Duration::from_secs(10);

/// How long nothing must come.
const A_WHILE: Duration = Duration::from_millis(2_500);

async fn happens(store: &Store, subject: Uuid, n: i64) {
    let written: Result<()> = store
        .write(move |tx| {
            Box::pin(async move {
                event::append(tx, vec![an_event("case", subject, n)]).await?;
                Ok(())
            })
        })
        .await;
    written.unwrap();
}

async fn next(heard: &mut Receiver<Arc<Notice>>) -> Arc<Notice> {
    timeout(SOON, heard.recv()).await.unwrap().unwrap()
}

both_databases! {
    async fn what_is_kept_is_told_once_and_what_is_refused_is_not(store: Store) {
        let (early, refused, kept) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        happens(&store, early, 1).await;
        let mut heard = store.listen().await.unwrap();
        let outcome: Result<(), StorageError> = store
            .write(move |tx| {
                Box::pin(async move {
                    event::append(tx, vec![an_event("case", refused, 2)]).await?;
                    Err(StorageError::Closed)
                })
            })
            .await;
        outcome.unwrap_err();
        happens(&store, kept, 3).await;
        let notice = next(&mut heard).await;
        assert_eq!((notice.subject_id, notice.kind.as_str(), &*notice.actor_name), (kept, "case_changed", "系统"));
        let again = timeout(A_WHILE, heard.recv()).await;
        assert!(again.is_err(), "neither what was before nor the same again: {again:?}");
    }

    async fn a_crowd_of_writers_is_heard_to_the_last(store: Store) {
        let mut heard = store.listen().await.unwrap();
        let subjects: Vec<Uuid> = (0..50).map(|_| Uuid::now_v7()).collect();
        let writers: Vec<_> = subjects
            .iter()
            .map(|subject| {
                let (store, subject) = (store.clone(), *subject);
                tokio::spawn(async move { happens(&store, subject, 1).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let mut told = Vec::new();
        while told.len() < subjects.len() {
            told.push(next(&mut heard).await.subject_id);
        }
        told.sort_unstable();
        let mut wanted = subjects;
        wanted.sort_unstable();
        assert_eq!(told, wanted);
    }

}

/// A second process is a second store on the same database.
async fn another_process_is_heard(kind: Kind) {
    let database = Database::make(kind).await;
    let mut heard = database.store().listen().await.unwrap();
    let other = Store::open(database.location()).await.unwrap();
    let subject = Uuid::now_v7();
    happens(&other, subject, 5).await;
    assert_eq!(next(&mut heard).await.subject_id, subject);
    other.close().await.unwrap();
    database.drop_it().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_writes_is_heard_on_sqlite() {
    another_process_is_heard(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_writes_is_heard_on_postgres() {
    another_process_is_heard(Kind::Postgres).await;
}
