//! Photographs: kept by their hash, attached, and seen through the reach of what they are attached to.

use std::io::ErrorKind;
use std::sync::Arc;

use crate::common::{District, a_case, a_visit, an_observation, at, id};
use tokio::sync::Notify;
use wangge_domain::evidence::{Capture, EvidenceHash, Fix, Likeness, Media, Subject};
use wangge_domain::ids::UserId;
use wangge_domain::time::Timestamp;
use wangge_storage::evidence::{self, AttachmentRow, EvidenceRow, Files, SenderRow};
use wangge_storage::reach::Reach;
use wangge_storage::{Result, StorageError, case, visit};
use wangge_testkit::{FaultyPlace, both_databases};

fn a_photo(bytes: &[u8]) -> EvidenceRow {
    let sha256 = EvidenceHash::of(bytes);
    EvidenceRow {
        sha256,
        media: Media::Jpeg,
        size_bytes: 5,
        width: 40,
        height: 30,
        received_at: at(0),
        capture: None,
        likeness: None,
    }
}

fn sent(photo: &EvidenceRow, user_id: UserId, at: Timestamp) -> SenderRow {
    let sha256 = photo.sha256.clone();
    SenderRow { sha256, user_id, at, taken_at: None, lon: None, lat: None, accuracy_m: None }
}

fn attached(photo: &EvidenceRow, subject_kind: Subject, subject_id: uuid::Uuid) -> AttachmentRow {
    let sha256 = photo.sha256.clone();
    AttachmentRow { subject_kind, subject_id, sha256, position: 0, visit_id: None, case_id: None, at: at(5) }
}

/// Removes a photograph sent before a moment, if nothing needs it.
async fn remove(store: &wangge_storage::Store, photo: &EvidenceRow) -> bool {
    let hash = photo.sha256.clone();
    let removed: Result<bool> =
        store.write(move |tx| Box::pin(async move { evidence::remove_unattached(tx, &hash, at(50)).await })).await;
    removed.unwrap()
}

both_databases! {
    async fn a_photograph_is_noted_once_and_by_everyone_who_sent_it(store: Store) {
        let photo = a_photo(b"one");
        let (first, second): (UserId, UserId) = (id(), id());
        for (user_id, received_at) in [(first, at(0)), (first, at(1)), (second, at(2))] {
            let row = EvidenceRow { received_at, ..photo.clone() };
            let sender = sent(&row, user_id, received_at);
            let noted: Result<()> =
                store.write(move |tx| Box::pin(async move { evidence::note(tx, &row, &sender).await })).await;
            noted.unwrap();
        }
        let db = store.read();
        let all = evidence::all(&db).await.unwrap();
        assert_eq!((all.len(), all.first()), (1, Some(&photo)), "the first time stands");
        for (user, sent) in [(first, true), (second, true), (id(), false)] {
            assert_eq!(evidence::was_sent_by(&db, &photo.sha256, user).await.unwrap(), sent);
        }
    }

    async fn what_a_photograph_says_of_itself_is_kept_and_one_of_before_learns_it_once(store: Store) {
        let fix = Fix { lon: 114.5, lat: 38.25, accuracy_m: Some(8.5) };
        let capture = Capture { device: Some("Phone 5".to_owned()), fix: Some(fix), ..Capture::default() };
        let said = EvidenceRow {
            capture: Some(capture.clone()),
            likeness: Some(Likeness(u64::MAX - 3)),
            received_at: at(7),
            ..a_photo(b"says")
        };
        let sender = SenderRow { taken_at: Some(at(6)), lon: Some(114.5), lat: Some(38.25), ..sent(&said, id(), at(7)) };
        let silent = a_photo(b"from before");
        let (rows, kept) = ([(said.clone(), sender.clone()), (silent.clone(), sent(&silent, id(), at(0)))], silent.clone());
        let noted: Result<()> = store
            .write(move |tx| {
                Box::pin(async move {
                    for (row, sender) in &rows {
                        evidence::note(tx, row, sender).await?;
                    }
                    Ok(())
                })
            })
            .await;
        noted.unwrap();
        let db = store.read();
        let hashes = [said.sha256.clone(), silent.sha256.clone()];
        assert!(evidence::of_hashes(&db, &hashes).await.unwrap().contains(&said));
        assert!(evidence::senders_of(&db, &hashes).await.unwrap().contains(&sender));
        assert_eq!(evidence::unread(&db, 10).await.unwrap(), [silent]);
        for (capture, likeness) in [(Capture::default(), Likeness(5)), (capture, Likeness(6))] {
            let hash = kept.sha256.clone();
            let learnt: Result<()> = store
                .write(move |tx| Box::pin(async move { evidence::learn(tx, &hash, &capture, Some(likeness)).await }))
                .await;
            learnt.unwrap();
        }
        assert_eq!(evidence::unread(&db, 10).await.unwrap(), []);
        let all = evidence::fingerprints_since(&db, None).await.unwrap();
        let likenesses: Vec<u64> = all.iter().map(|one| one.likeness.0).collect();
        assert_eq!(likenesses, [5, u64::MAX - 3], "the first that was learnt stands");
        let late = evidence::fingerprints_since(&db, Some(at(7))).await.unwrap();
        assert_eq!(late.iter().map(|one| &one.sha256).collect::<Vec<_>>(), [&said.sha256]);
    }

    async fn a_photograph_is_seen_with_its_visit_its_case_and_not_elsewhere(store: Store) {
        let district = District::found(&store).await;
        let seen = a_visit(district.round.id, district.sites[0].id, 60);
        let observation = an_observation(seen.id, "M01", false);
        let report = a_case(&district.sites[1], 90);
        let (of_visit, of_case) = (a_photo(b"visit"), a_photo(b"case"));
        let rows = [
            AttachmentRow { visit_id: Some(seen.id), ..attached(&of_visit, Subject::Observation, observation.id.0) },
            AttachmentRow { case_id: Some(report.id), ..attached(&of_case, Subject::Case, report.id.0) },
        ];
        let (photos, kept) = ([of_visit.clone(), of_case.clone()], (seen.clone(), observation.clone(), report.clone()));
        let written: Result<()> = store
            .write(move |tx| {
                Box::pin(async move {
                    for photo in &photos {
                        let sender = sent(photo, id(), at(0));
                        evidence::note(tx, photo, &sender).await?;
                    }
                    visit::insert(tx, &kept.0, &[kept.1], &[]).await?;
                    case::insert(tx, &kept.2).await?;
                    evidence::attach(tx, &rows).await
                })
            })
            .await;
        written.unwrap();
        let db = store.read();
        let (own, other) = (Reach::subtree(&district.street(0).path), Reach::subtree(&district.street(1).path));
        for (reach, visits, cases) in [(&own, true, false), (&other, false, true), (&Reach::everything(), true, true)] {
            assert_eq!(evidence::is_in_visits(&db, reach, &of_visit.sha256).await.unwrap(), visits);
            assert_eq!(evidence::is_in_cases(&db, reach, &of_case.sha256).await.unwrap(), cases);
        }
        assert!(!evidence::is_in_cases(&db, &Reach::everything(), &of_visit.sha256).await.unwrap(), "no case yet");
        let found = evidence::of_visits(&db, &[seen.id]).await.unwrap();
        assert_eq!((found.len(), found[0].width, found[0].row.sha256.clone()), (1, 40, of_visit.sha256));
        assert_eq!(evidence::of_cases(&db, &[report.id]).await.unwrap().len(), 1);
        assert_eq!(evidence::of_subjects(&db, &[observation.id.0]).await.unwrap().len(), 1);
    }

    async fn bytes_are_kept_whole_never_written_over_and_compared_when_read(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(folder.path()).unwrap();
        let hash = EvidenceHash::of(b"photo");
        files.keep(&hash, b"photo".to_vec()).await.unwrap();
        files.keep(&hash, b"other".to_vec()).await.unwrap();
        assert_eq!(files.read(&hash).await.unwrap(), b"photo");
        let file = folder.path().join("photos").join(&hash.as_str()[..2]).join(hash.as_str());
        std::fs::write(&file, b"forged").unwrap();
        assert!(matches!(files.read(&hash).await, Err(StorageError::Evidence { .. })));
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(files.read(&hash).await, Err(StorageError::Evidence { .. })));
        assert!(files.shown(&hash, "thumb").await.is_none());
        files.keep_shown(&hash, "thumb", b"small".to_vec()).await;
        assert_eq!(files.shown(&hash, "thumb").await.as_deref(), Some(&b"small"[..]));
        assert!(store.evidence().is_ok());
    }

    async fn only_what_is_attached_to_nothing_for_long_is_removed(store: Store) {
        let (old, wanted, used) = (a_photo(b"old"), a_photo(b"wanted"), a_photo(b"used"));
        let photos = [old.clone(), wanted.clone(), used.clone()];
        let (again, row) = (wanted.clone(), attached(&used, Subject::Case, uuid::Uuid::now_v7()));
        let written: Result<()> = store
            .write(move |tx| {
                Box::pin(async move {
                    for photo in &photos {
                        evidence::note(tx, photo, &sent(photo, id(), at(0))).await?;
                    }
                    evidence::note(tx, &again, &sent(&again, id(), at(100))).await?;
                    evidence::attach(tx, &[row]).await
                })
            })
            .await;
        written.unwrap();
        let db = store.read();
        assert_eq!(evidence::unattached(&db, at(50), 10).await.unwrap(), std::slice::from_ref(&old));
        assert_eq!(evidence::unattached(&db, at(0), 10).await.unwrap(), []);
        for (photo, removed) in [(&old, true), (&old, false), (&wanted, false), (&used, false)] {
            assert_eq!(remove(&store, photo).await, removed);
            assert_eq!(evidence::get(&db, &photo.sha256).await.unwrap().is_some(), *photo != old);
        }
        assert_eq!(evidence::senders_of(&db, std::slice::from_ref(&old.sha256)).await.unwrap(), []);
        let late = attached(&old, Subject::Case, uuid::Uuid::now_v7());
        let refused: Result<()> =
            store.write(move |tx| Box::pin(async move { evidence::attach(tx, &[late]).await })).await;
        assert!(matches!(refused, Err(StorageError::NoSuchReference(_))), "{refused:?}");
    }

    async fn what_is_being_attached_is_not_removed(store: Store) {
        let photo = a_photo(b"in time");
        let kept = photo.clone();
        let noted: Result<()> = store
            .write(move |tx| Box::pin(async move { evidence::note(tx, &kept, &sent(&kept, id(), at(0))).await }))
            .await;
        noted.unwrap();
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let row = attached(&photo, Subject::Case, uuid::Uuid::now_v7());
        let attaching = tokio::spawn({
            let (store, begun, go) = (store.clone(), begun.clone(), go.clone());
            async move {
                let done: Result<()> = store
                    .write(move |tx| {
                        Box::pin(async move {
                            evidence::attach(tx, &[row]).await?;
                            begun.notify_one();
                            go.notified().await;
                            Ok(())
                        })
                    })
                    .await;
                done
            }
        });
        begun.notified().await;
        let collecting = tokio::spawn({
            let (store, photo) = (store.clone(), photo.clone());
            async move { remove(&store, &photo).await }
        });
        // Long enough for whoever does not wait to be done; whoever waits needs no time.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        go.notify_one();
        attaching.await.unwrap().unwrap();
        assert!(!collecting.await.unwrap(), "it was attached in time");
        assert!(evidence::get(&store.read(), &photo.sha256).await.unwrap().is_some());
    }

    async fn pieces_are_joined_without_a_gap_and_dropped_when_nothing_more_comes(store: Store) {
        let (mine, other): (UserId, UserId) = (id(), id());
        let hash = EvidenceHash::of(b"onetwothree");
        let files = store.evidence().unwrap();
        for (user, offset, bytes) in [(mine, 0, &b"one"[..]), (mine, 6, b"three"), (other, 0, b"else")] {
            files.keep_piece(user, &hash, offset, bytes.to_vec()).await.unwrap();
        }
        assert_eq!(files.received(mine, &hash).await.unwrap(), 3, "a gap is no progress");
        files.keep_piece(mine, &hash, 3, b"two".to_vec()).await.unwrap();
        files.keep_piece(mine, &hash, 3, b"TWO".to_vec()).await.unwrap();
        let reopened = Files::in_folder(std::path::Path::new(files.place())).unwrap();
        assert_eq!(reopened.received(mine, &hash).await.unwrap(), 11, "a server that starts again goes on");
        assert_eq!(reopened.joined(mine, &hash).await.unwrap(), b"onetwothree");
        assert!(!files.has(&hash).await.unwrap(), "pieces are no evidence");
        assert_eq!(files.unfinished_of(mine).await.unwrap(), std::slice::from_ref(&hash));
        files.drop_pieces(mine, &hash).await.unwrap();
        assert_eq!(files.unfinished_of(mine).await.unwrap(), []);
        assert_eq!(files.received(other, &hash).await.unwrap(), 4, "another's stay");
        assert_eq!(files.drop_unfinished("2000-01-01T00:00:00Z".parse().unwrap()).await.unwrap(), 0);
        assert_eq!(files.drop_unfinished("2200-01-01T00:00:00Z".parse().unwrap()).await.unwrap(), 1);
        assert_eq!(files.received(other, &hash).await.unwrap(), 0);
    }

    async fn a_full_place_is_told_from_a_broken_one_and_keeps_nothing(store: Store) {
        let place = FaultyPlace::default();
        let store = store.with_evidence(place.files());
        let (files, hash) = (store.evidence().unwrap(), EvidenceHash::of(b"photo"));
        place.fail(Some(ErrorKind::StorageFull));
        assert!(matches!(files.keep(&hash, b"photo".to_vec()).await, Err(StorageError::EvidenceFull { .. })));
        place.fail(Some(ErrorKind::PermissionDenied));
        assert!(matches!(files.keep(&hash, b"photo".to_vec()).await, Err(StorageError::Evidence { .. })));
        assert!(!files.has(&hash).await.unwrap());
        place.fail(None);
        files.keep(&hash, b"photo".to_vec()).await.unwrap();
        assert_eq!(files.read(&hash).await.unwrap(), b"photo");
        files.remove(&hash, &["thumb"]).await.unwrap();
        files.remove(&hash, &["thumb"]).await.unwrap();
        assert!(!files.has(&hash).await.unwrap());
    }
}
