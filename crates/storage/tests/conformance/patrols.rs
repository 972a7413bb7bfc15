//! What patrols ask of the store.

use wangge_domain::ids::{CaseId, PatrolId};
use wangge_domain::patrol::{CellSet, Fix, Patrol, Walked};
use wangge_domain::time::Period;
use wangge_storage::patrol::{PatrolCase, PatrolPiece, PatrolWeek};
use wangge_storage::reach::Reach;
use wangge_storage::{Result, StorageError, Store, patrol};
use wangge_testkit::both_databases;

use crate::common::{District, at, id};

fn a_patrol(district: &District, street: usize, minutes: i64) -> Patrol {
    Patrol {
        id: id(),
        node_id: district.street(street).id,
        person_id: Some(district.inspector.id),
        user_id: None,
        walker: "王芳".to_owned(),
        begun_at: at(minutes),
        ended_at: None,
        received_at: at(minutes + 60),
        walked: Walked { fixes: 0, length_m: 0, covered: 0, of: 0, cells: None },
        track_removed_at: None,
        version: 0,
    }
}

fn walked(patrol: &Patrol) -> Patrol {
    let mut cells = CellSet::none("a", 9);
    cells.add(4);
    let walked = Walked { fixes: 2, length_m: 1_234, covered: 1, of: 9, cells: Some(cells) };
    Patrol { walked, ended_at: Some(patrol.begun_at), ..patrol.clone() }
}

async fn begun(store: &Store, new: &Patrol) -> Option<Patrol> {
    let new = new.clone();
    let there: Result<Option<Patrol>> = store
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move { patrol::begin(tx, &new).await })
        })
        .await;
    there.unwrap()
}

both_databases! {
    async fn a_patrol_begins_once_and_keeps_each_piece_once(store: Store) {
        let district = District::found(&store).await;
        let first = a_patrol(&district, 0, 10);
        assert_eq!(begun(&store, &first).await.as_ref(), Some(&first));
        let other = Patrol { walker: "别人".to_owned(), ..first.clone() };
        assert_eq!(begun(&store, &other).await.as_ref(), Some(&first), "the second beginning changes nothing");
        let fix = Fix { lon: 114.05, lat: 37.912_345_6, accuracy_m: 7.5, at: at(11) };
        let piece = PatrolPiece { patrol_id: first.id, sha256: "ab".repeat(32), fixes: vec![fix] };
        let case: CaseId = id();
        let (pieces, done) = ([piece.clone(), piece.clone()], walked(&first));
        let written: Result<()> = store
            .write(move |tx| {
                let (pieces, done) = (pieces.clone(), done.clone());
                Box::pin(async move {
                    for piece in &pieces {
                        patrol::add_pieces(tx, std::slice::from_ref(piece)).await?;
                        patrol::add_cases(tx, &[PatrolCase { patrol_id: piece.patrol_id, case_id: case }]).await?;
                    }
                    patrol::update(tx, &done).await
                })
            })
            .await;
        written.unwrap();
        let db = store.read();
        assert_eq!(patrol::pieces(&db, first.id).await.unwrap(), [piece]);
        let cases = patrol::cases_of(&db, &[first.id]).await.unwrap();
        assert_eq!(cases, [PatrolCase { patrol_id: first.id, case_id: case }]);
        let stored = patrol::find(&db, &Reach::everything(), first.id).await.unwrap().unwrap();
        assert_eq!(stored, Patrol { version: 1, ..walked(&first) });
        let nowhere: PatrolId = id();
        assert_eq!(patrol::find(&db, &Reach::everything(), nowhere).await.unwrap(), None);
    }

    async fn only_what_lies_in_reach_and_in_the_period_is_found(store: Store) {
        let district = District::found(&store).await;
        let (west, east) = (a_patrol(&district, 0, 10), a_patrol(&district, 1, 20));
        let later = a_patrol(&district, 0, 20_000);
        for one in [&west, &east, &later] {
            begun(&store, one).await;
        }
        let db = store.read();
        let period = Period { from: at(0), until: at(20_000) };
        let ids = |found: Vec<Patrol>| found.into_iter().map(|patrol| patrol.id).collect::<Vec<_>>();
        let all = Reach::everything();
        assert_eq!(ids(patrol::in_period(&db, &all, period, None).await.unwrap()), [west.id, east.id]);
        assert_eq!(ids(patrol::in_period(&db, &all, period, Some(east.node_id)).await.unwrap()), [east.id]);
        let subtree = Reach::subtree(district.street(1).path.clone());
        assert_eq!(ids(patrol::in_period(&db, &subtree, period, None).await.unwrap()), [east.id]);
        assert_eq!(patrol::find(&db, &subtree, west.id).await.unwrap(), None);
        assert_eq!(ids(patrol::find_many(&db, &subtree, &[west.id, east.id]).await.unwrap()), [east.id]);
        let stranger = Reach::person(id());
        assert_eq!(ids(patrol::in_period(&db, &stranger, period, None).await.unwrap()), []);
    }

    async fn what_counts_was_last_walked_and_tracks_go_while_figures_stay(store: Store) {
        let district = District::found(&store).await;
        let (done, under_way) = (a_patrol(&district, 0, 10), a_patrol(&district, 0, 30));
        for one in [&done, &under_way] {
            begun(&store, one).await;
        }
        let piece = PatrolPiece { patrol_id: done.id, sha256: "cd".repeat(32), fixes: vec![] };
        let end = walked(&done);
        let written: Result<()> = store
            .write(move |tx| {
                let (piece, end) = (piece.clone(), end.clone());
                Box::pin(async move {
                    patrol::add_pieces(tx, &[piece]).await?;
                    patrol::update(tx, &end).await
                })
            })
            .await;
        written.unwrap();
        let db = store.read();
        let last = patrol::last_walked(&db, at(100)).await.unwrap();
        assert_eq!(last.into_iter().collect::<Vec<_>>(), [(done.node_id, done.begun_at)], "one not ended is not made");
        assert!(patrol::last_walked(&db, at(10)).await.unwrap().is_empty());
        let old = patrol::with_track(&db, at(20), 10).await.unwrap();
        assert_eq!(old.iter().map(|patrol| patrol.id).collect::<Vec<_>>(), [done.id]);
        let week = PatrolWeek { node_id: done.node_id, week: "2026-W47".to_owned(), covered: 1, cells_of: 9 };
        let (kept, stale) = (week.clone(), old.clone());
        let removed: Result<()> = store
            .write(move |tx| {
                let (old, week) = (old.clone(), week.clone());
                Box::pin(async move { patrol::remove_tracks(tx, &old, &[week], at(500)).await })
            })
            .await;
        removed.unwrap();
        let db = store.read();
        assert_eq!(patrol::pieces(&db, done.id).await.unwrap(), []);
        let stored = patrol::find(&db, &Reach::everything(), done.id).await.unwrap().unwrap();
        assert_eq!((stored.walked.length_m, stored.walked.covered, &stored.walked.cells), (1_234, 1, &None));
        assert_eq!(stored.track_removed_at, Some(at(500)));
        assert_eq!(patrol::week(&db, "2026-W47").await.unwrap(), [kept]);
        assert_eq!(patrol::with_track(&db, at(20), 10).await.unwrap(), []);
        let again: Result<()> = store
            .write(move |tx| { let stale = stale.clone(); Box::pin(async move { patrol::remove_tracks(tx, &stale, &[], at(501)).await }) })
            .await;
        assert!(matches!(again, Err(StorageError::Conflict { .. })), "{again:?}");
    }
}
