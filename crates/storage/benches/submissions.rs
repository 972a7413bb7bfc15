//! How many visits a second the store takes: each a visit with 15 observations, 3 lost points and 4 events,
//! durable when acknowledged, from one writer and from many at once, who share commits.
//!
//! `cargo bench -p wangge-storage --bench submissions` measures the embedded database in a temporary folder;
//! with `WANGGE_BENCH_DATABASE=postgres://…` an empty PostgreSQL database instead.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot set up may panic")]

#[path = "../tests/conformance/common.rs"]
#[expect(dead_code, reason = "the suite's district, of which this uses a part")]
mod common;

use std::time::{Duration, Instant};

use common::{District, a_lost_point, a_visit, an_event, an_observation, id};
use wangge_storage::visit::{LostPointRow, ObservationRow};
use wangge_storage::{Location, StorageError, Store, event, visit};

/// For how long each row of the table is measured.
const SPAN: Duration = Duration::from_secs(5);

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let location = std::env::var("WANGGE_BENCH_DATABASE")
            .map_or_else(|_| Location::Data(folder.path().to_owned()), Location::Url);
        let store = Store::open(&location).await.unwrap();
        let district = District::found(&store).await;
        println!("{:>8} {:>10} {:>10} {:>10}", "writers", "visits/s", "p50 ms", "p99 ms");
        for writers in [1, 8, 64] {
            measure(&store, &district, writers).await;
        }
        let seen = count(&store, &district).await;
        println!("{seen} observations read back");
        store.close().await.unwrap();
    });
}

async fn measure(store: &Store, district: &District, writers: usize) {
    let end = Instant::now() + SPAN;
    let mut tasks = Vec::new();
    for n in 0..writers {
        let (store, site, round) = (store.clone(), district.sites[n % 2].clone(), district.round.id);
        tasks.push(tokio::spawn(async move {
            let mut taken = Vec::new();
            while Instant::now() < end {
                let visit = a_visit(round, site.id, 30);
                let observations: Vec<ObservationRow> =
                    (0..15).map(|i| an_observation(visit.id, &format!("M{i:02}"), i % 5 != 0)).collect();
                let lost: Vec<LostPointRow> =
                    observations.iter().step_by(5).map(|o| a_lost_point(&visit, o, &site)).collect();
                let mut events = vec![an_event("visit", visit.id.0, 1)];
                events.extend((0..3).map(|n| an_event("case", id(), n)));
                let begun = Instant::now();
                store
                    .write(move |tx| {
                        Box::pin(async move {
                            visit::insert(tx, &visit, &observations, &lost).await?;
                            event::append(tx, events).await?;
                            Ok::<_, StorageError>(())
                        })
                    })
                    .await
                    .unwrap();
                taken.push(begun.elapsed());
            }
            taken
        }));
    }
    let mut taken = Vec::new();
    for task in tasks {
        taken.extend(task.await.unwrap());
    }
    taken.sort_unstable();
    let place = |percent: usize| taken[(taken.len() * percent / 100).min(taken.len() - 1)].as_secs_f64() * 1e3;
    let rate = taken.len() as u64 / SPAN.as_secs();
    println!("{writers:>8} {rate:>10} {:>10.2} {:>10.2}", place(50), place(99));
}

async fn count(store: &Store, district: &District) -> usize {
    let mut seen = 0;
    let begun = Instant::now();
    visit::each_observation_of_round(&store.read(), district.round.id, |part| seen += part.len()).await.unwrap();
    println!("read in {:.2} s", begun.elapsed().as_secs_f64());
    seen
}
