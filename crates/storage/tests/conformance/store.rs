//! The store itself: migrations, transactions, the group commit, and how values lie in columns.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{District, a_unit, an_event, at, id};
use uuid::Uuid;
use wangge_domain::event::verify_chain;
use wangge_domain::unit::Unit;
use wangge_storage::{ConnectionTrait, Location, Result, StorageError, Store, edition, event, migration, node, round};
use wangge_storage::{series, site, unit};
use wangge_testkit::both_databases;

async fn add(store: &Store, row: Unit) -> Result<()> {
    store.write(move |tx| Box::pin(async move { unit::insert(tx, &row).await })).await
}

both_databases! {
    async fn every_migration_is_recorded_and_a_second_run_changes_nothing(store: Store) {
        let db = store.read();
        let applied = migration::applied(&db).await.unwrap();
        assert_eq!(applied, migration::known());
        assert!(applied.len() >= 12, "one step a noun");
        add(&store, a_unit("U1")).await.unwrap();
        migration::reapply(&store).await.unwrap();
        assert_eq!(migration::applied(&db).await.unwrap(), applied);
        assert_eq!(unit::all(&db).await.unwrap().len(), 1);
    }

    async fn a_refused_use_case_leaves_nothing(store: Store) {
        let kept: Result<(), StorageError> = store
            .write(|tx| {
                Box::pin(async move {
                    unit::insert(tx, &a_unit("U1")).await?;
                    series::next(tx, "case-2026").await?;
                    event::append(tx, vec![an_event("unit", Uuid::now_v7(), 1)]).await?;
                    unit::insert(tx, &a_unit("U1")).await
                })
            })
            .await;
        assert!(matches!(kept, Err(StorageError::AlreadyThere(_))), "{kept:?}");
        let db = store.read();
        assert_eq!(unit::all(&db).await.unwrap(), []);
        assert_eq!(event::latest(&db, 10).await.unwrap(), []);
        assert_eq!(event::broken_heads(&db).await.unwrap(), []);
        let first: Result<i64> = store.write(|tx| Box::pin(async move { series::next(tx, "case-2026").await })).await;
        assert_eq!(first.unwrap(), 1, "the refused number was not used up");
    }

    async fn one_refusal_in_a_crowd_undoes_only_itself(store: Store) {
        let mut waiting = Vec::new();
        for n in 0..40 {
            let store = store.clone();
            // Every fourth takes a code that is taken by then or will be.
            let code = if n % 4 == 3 { "taken".to_owned() } else { format!("U{n}") };
            waiting.push(tokio::spawn(async move { add(&store, a_unit(&code)).await }));
        }
        let mut kept = 0;
        for task in waiting {
            kept += usize::from(task.await.unwrap().is_ok());
        }
        assert_eq!(kept, 31, "thirty of their own and the first to take the shared code");
        assert_eq!(unit::all(&store.read()).await.unwrap().len(), 31);
    }

    async fn a_panic_is_an_error_and_the_writer_lives_on(store: Store) {
        let mut waiting = Vec::new();
        for n in 0..12 {
            let store = store.clone();
            waiting.push(tokio::spawn(async move {
                store
                    .write(move |tx| {
                        Box::pin(async move {
                            unit::insert(tx, &a_unit(&format!("U{n}"))).await?;
                            assert!(n % 3 != 0, "deliberate");
                            Ok::<_, StorageError>(())
                        })
                    })
                    .await
            }));
        }
        for (n, task) in waiting.into_iter().enumerate() {
            match task.await.unwrap() {
                Err(StorageError::Panicked(text)) => assert!(n % 3 == 0 && text.contains("deliberate"), "{n}: {text}"),
                other => assert!(n % 3 != 0 && other.is_ok(), "{n}: {other:?}"),
            }
        }
        assert_eq!(unit::all(&store.read()).await.unwrap().len(), 8);
    }

    async fn eight_tasks_keep_chains_and_series_gapless(store: Store) {
        let shared = Uuid::now_v7();
        let mut tasks = Vec::new();
        for task in 0..8_i64 {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                let mut numbers = Vec::new();
                for n in 0..25_i64 {
                    let own = Uuid::now_v7();
                    let number: Result<i64> = store
                        .write(move |tx| {
                            Box::pin(async move {
                                let number = series::next(tx, "case-2026").await?;
                                // Both orders of two subjects, so that a writer that locks as it goes would deadlock.
                                let mut events = vec![an_event("case", shared, n), an_event("visit", own, n)];
                                if task % 2 == 0 {
                                    events.reverse();
                                }
                                events.push(an_event("case", shared, n));
                                event::append(tx, events).await?;
                                if n % 5 == 4 {
                                    return Err(StorageError::NotCommitted("on purpose".to_owned()));
                                }
                                Ok(number)
                            })
                        })
                        .await;
                    match number {
                        Ok(number) => numbers.push(number),
                        Err(StorageError::NotCommitted(reason)) => assert_eq!(reason, "on purpose"),
                        Err(other) => panic!("{other}"),
                    }
                }
                numbers
            }));
        }
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.extend(task.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=160).collect::<Vec<i64>>(), "no gap, none twice");
        let db = store.read();
        let chain = event::of_subject(&db, "case", shared).await.unwrap();
        assert_eq!(verify_chain(&chain).unwrap().events, 320);
        assert_eq!(event::broken_heads(&db).await.unwrap(), []);
    }

    async fn two_writers_that_lock_in_opposite_order_both_succeed(store: Store) {
        let rows = [a_unit("U1"), a_unit("U2")];
        for row in rows.clone() {
            add(&store, row).await.unwrap();
        }
        let mut tasks = Vec::new();
        for order in [[0, 1], [1, 0]] {
            let (store, codes) = (store.clone(), order.map(|n: usize| rows[n].code.clone()));
            tasks.push(tokio::spawn(async move {
                store
                    .write(move |tx| {
                        Box::pin(async move {
                            for code in &codes {
                                let add = format!("UPDATE units SET name_zh = name_zh || '+' WHERE code = '{code}'");
                                tx.execute_unprepared(&add).await?;
                                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                            }
                            Ok::<_, StorageError>(())
                        })
                    })
                    .await
            }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        for unit in unit::all(&store.read()).await.unwrap() {
            assert!(unit.name.zh.ends_with("++") && !unit.name.zh.ends_with("+++"), "{}", unit.name.zh);
        }
    }

    async fn an_acknowledged_write_is_seen_by_everybody_at_once(store: Store) {
        for n in 0..30 {
            let row = a_unit(&format!("U{n}"));
            add(&store, row.clone()).await.unwrap();
            assert_eq!(unit::get(&store.read(), row.id).await.unwrap(), Some(row));
        }
    }

    async fn a_snapshot_sees_one_moment(store: Store) {
        add(&store, a_unit("U1")).await.unwrap();
        let snapshot = store.snapshot().await.unwrap();
        add(&store, a_unit("U2")).await.unwrap();
        assert_eq!(unit::all(&snapshot).await.unwrap().len(), 1);
        assert_eq!(unit::all(&store.read()).await.unwrap().len(), 2);
    }

    async fn an_edit_of_an_old_version_is_a_conflict(store: Store) {
        let row = a_unit("U1");
        add(&store, row.clone()).await.unwrap();
        let change = |name: &str| {
            let mut changed = row.clone();
            name.clone_into(&mut changed.name.zh);
            changed
        };
        for (name, expected) in [("先改", None), ("后改", Some(1))] {
            let changed = change(name);
            let outcome: Result<()> =
                store.write(move |tx| Box::pin(async move { unit::update(tx, &changed).await })).await;
            match (outcome, expected) {
                (Ok(()), None) => {}
                (Err(StorageError::Conflict { version, .. }), Some(read)) => assert_eq!(version, read),
                other => panic!("{name}: {other:?}"),
            }
        }
        let stored = unit::get(&store.read(), row.id).await.unwrap().unwrap();
        assert_eq!((stored.version, stored.name.zh.as_str()), (2, "先改"));
    }

    async fn ids_times_decimals_fractions_and_documents_come_back_as_they_went(store: Store) {
        let district = District::found(&store).await;
        let db = store.read();
        assert_eq!(unit::all(&db).await.unwrap(), district.units);
        assert_eq!(site::get(&db, district.sites[0].id).await.unwrap().as_ref(), Some(&district.sites[0]));
        assert_eq!(node::get(&db, district.nodes[2].id).await.unwrap().as_ref(), Some(&district.nodes[2]));
        assert_eq!(round::get(&db, district.round.id).await.unwrap().as_ref(), Some(&district.round));
        // The document byte for byte, and the time to the millisecond.
        assert_eq!(edition::get(&db, district.edition.id).await.unwrap().as_ref(), Some(&district.edition));
        assert_eq!(district.edition.created_at.timestamp_subsec_millis(), 123);
    }

    async fn what_is_finer_than_a_millisecond_is_cut_alike(store: Store) {
        let mut event = an_event("unit", Uuid::now_v7(), 1);
        event.at = at(1) + chrono::TimeDelta::nanoseconds(456_789);
        let subject = event.subject_id;
        let written = store
            .write(move |tx| {
                let event = event.clone();
                Box::pin(async move { event::append(tx, vec![event]).await })
            })
            .await
            .unwrap();
        let read = event::of_subject(&store.read(), "unit", subject).await.unwrap();
        assert_eq!(read, written);
        assert_eq!(read[0].body.at, at(1));
        assert_eq!(verify_chain(&read).unwrap().events, 1);
    }

    async fn an_impossible_row_names_table_and_row(store: Store) {
        let row = a_unit("U1");
        add(&store, row.clone()).await.unwrap();
        let changed: Result<()> = store
            .write(|tx| {
                Box::pin(async move {
                    tx.execute_unprepared("UPDATE units SET class = 'guild'").await?;
                    Ok(())
                })
            })
            .await;
        changed.unwrap();
        match unit::all(&store.read()).await {
            Err(StorageError::Inconsistency { table: "units", row: named, reason }) => {
                assert_eq!(named, row.id.to_string());
                assert!(reason.contains("class") && reason.contains("guild"), "{reason}");
            }
            other => panic!("{other:?}"),
        }
    }

    async fn a_reference_to_nothing_is_refused(store: Store) {
        let mut orphan = crate::common::a_node("X", 1, None);
        orphan.unit_id = Some(id());
        let outcome: Result<()> = store.write(move |tx| Box::pin(async move { node::insert(tx, &orphan).await })).await;
        assert!(matches!(outcome, Err(StorageError::NoSuchReference(_))), "{outcome:?}");
    }

    async fn a_closed_store_says_so(store: Store) {
        add(&store, a_unit("U1")).await.unwrap();
        store.close().await.unwrap();
        assert!(add(&store, a_unit("U2")).await.is_err());
    }
}

#[test]
fn a_place_that_is_no_database_is_refused_without_telling_its_password() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (url, shown) in
        [("mysql://root:secret@host/db", "mysql://…@host/db"), ("sqlite:", "sqlite:"), ("nonsense", "nonsense")]
    {
        match runtime.block_on(Store::open(&Location::Url(url.to_owned()))) {
            Err(StorageError::UnknownLocation(named)) => assert_eq!(named, shown),
            other => panic!("{url}: {other:?}"),
        }
    }
}

/// Set for the process that is to be killed: the folder it writes to.
const VICTIM: &str = "WANGGE_TEST_VICTIM";

/// Everything acknowledged before a kill is there after it. The test starts itself as a second process that
/// writes with eight tasks and prints what is acknowledged, and kills that process in the middle, five times
/// over on the same database.
#[test]
fn what_was_acknowledged_survives_a_kill_under_load() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Ok(folder) = std::env::var(VICTIM) {
        return runtime.block_on(write_until_killed(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut known = Vec::new();
    for round in 1..=5 {
        known.extend(acknowledged_before_kill(folder.path(), 60 * round));
        let there: BTreeSet<String> = runtime.block_on(async {
            let again = Store::open(&Location::Data(folder.path().to_owned())).await.unwrap();
            let there = unit::all(&again.read()).await.unwrap().into_iter().map(|unit| unit.code).collect();
            again.close().await.unwrap();
            there
        });
        for code in &known {
            assert!(there.contains(code), "{code} was acknowledged and is lost");
        }
    }
}

/// Starts the victim, waits for so many acknowledgements, kills it, and returns all it had printed by then.
fn acknowledged_before_kill(folder: &Path, wanted: usize) -> Vec<String> {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::what_was_acknowledged_survives_a_kill_under_load", "--nocapture"])
        .env(VICTIM, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut printed = BufReader::new(victim.stdout.take().unwrap()).lines();
    let code = |line: String| line.strip_prefix("kept ").map(str::to_owned);
    let mut known: Vec<String> = printed.by_ref().map(Result::unwrap).filter_map(code).take(wanted).collect();
    victim.kill().unwrap();
    victim.wait().unwrap();
    // A last line may be torn by the kill; a torn code is longer than none and names no whole unit.
    known.extend(printed.map_while(Result::ok).filter_map(code).filter(|code| code.ends_with('.')));
    assert!(known.len() >= wanted, "the victim ended by itself");
    known
}

async fn write_until_killed(folder: &str) {
    let store = Store::open(&Location::Data(folder.into())).await.unwrap();
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            loop {
                let code = format!("{}.", Uuid::now_v7());
                add(&store, a_unit(&code)).await.unwrap();
                let mut out = std::io::stdout().lock();
                writeln!(out, "kept {code}").unwrap();
                out.flush().unwrap();
            }
        }));
    }
    for task in tasks {
        let _: () = task.await.unwrap();
    }
}
