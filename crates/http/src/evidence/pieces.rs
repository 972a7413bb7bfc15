//! `GET` and `POST /api/v1/evidence/{sha256}/pieces`

use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::DefaultBodyLimit;
use wangge_app::context::App;
use wangge_app::evidence;
use wangge_app::view::{EvidenceProgress, PieceQuery};

use super::Sha256;
use crate::answer::Answered;
use crate::extract::{Caller, File, Query};

/// A little more than a piece may have, so that one that is too large is told so in its own sentence.
const LARGEST_BODY_BYTES: usize = 2 * 1024 * 1024;

pub(crate) fn route() -> ApiMethodRouter<App> {
    let sending = post_with(receive, document_receive).layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES));
    get_with(progress, document_progress).merge(sending)
}

fn document_progress(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("evidenceProgress").tag("evidence").summary("How far a photograph is").description(
        "How many bytes of a photograph this account has sent in pieces, from the beginning without a gap, and so \
         where to go on. With its receipt, once it has arrived whole.",
    )
}

fn document_receive(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("sendEvidencePiece").tag("evidence").summary("Send a piece of a photograph").description(
        "The body is so many bytes of the file from `offset` on: 16 to 1024 KB, less only for the last piece. A piece \
         sent again is answered as the first time; one that leaves a gap is refused with `409 wrong_offset`, which \
         says in `offset` where to go on. The last piece makes the photograph evidence if its bytes are those of the \
         hash; else it begins anew. An account may have 10 photographs unfinished; one of which nothing came for a \
         day is dropped.",
    )
}

async fn progress(caller: Caller, Sha256(hash): Sha256) -> Answered<EvidenceProgress> {
    Ok(Json(evidence::progress(&caller.app, &caller.actor, &hash).await?))
}

async fn receive(
    caller: Caller,
    Sha256(hash): Sha256,
    Query(query): Query<PieceQuery>,
    File(bytes): File,
) -> Answered<EvidenceProgress> {
    Ok(Json(evidence::receive_piece(&caller.app, &caller.actor, hash, query, bytes.to_vec()).await?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use wangge_domain::evidence::{EvidenceHash, PIECE_BYTES_LEAST, UNFINISHED_MOST};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Call, Desk, large_photo, photo};

    #[expect(clippy::cast_possible_truncation, reason = "16 KB")]
    const PIECE: usize = PIECE_BYTES_LEAST as usize;

    /// A piece of a photograph that begins at an offset.
    fn piece(desk: &Desk, account: &Account, whole: &[u8], offset: usize, len: usize) -> Call {
        let hash = EvidenceHash::of(whole);
        let path = format!("/evidence/{hash}/pieces?offset={offset}&size_bytes={}", whole.len());
        desk.post(&path).by(account).bytes(&whole[offset..whole.len().min(offset + len)])
    }

    fn asked(desk: &Desk, account: &Account, whole: &[u8]) -> Call {
        desk.get(&format!("/evidence/{}/pieces", EvidenceHash::of(whole))).by(account)
    }

    both_databases! {
        async fn a_photograph_arrives_in_pieces_and_is_evidence_only_when_whole(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = large_photo(1);
            assert!(sent.len() > 2 * PIECE, "{}", sent.len());
            assert_eq!(asked(&desk, &worker, &sent).reply().await.done()["offset"], 0);
            let mut offset = 0;
            while offset < sent.len() {
                let shown = desk.get(&format!("/evidence/{}", EvidenceHash::of(&sent))).by(&worker);
                shown.reply().await.refused(404, "not_found");
                let first = piece(&desk, &worker, &sent, offset, PIECE).reply().await.done();
                let again = piece(&desk, &worker, &sent, offset, PIECE).reply().await.done();
                assert_eq!(first, again, "a resend is answered as the first");
                offset = usize::try_from(first["offset"].as_u64().unwrap()).unwrap();
                assert_eq!(asked(&desk, &worker, &sent).reply().await.done(), first);
            }
            let whole = asked(&desk, &worker, &sent).reply().await.done();
            assert_eq!(whole["receipt"]["sha256"].as_str(), Some(EvidenceHash::of(&sent).as_str()));
            let files = desk.app.store.evidence().unwrap();
            assert_eq!(files.read(&EvidenceHash::of(&sent)).await.unwrap(), sent);
            assert_eq!(files.unfinished_of(worker.id).await.unwrap(), [], "its pieces are gone");
            let path = format!("/evidence?sha256={}", EvidenceHash::of(&sent));
            let old = desk.post(&path).by(&worker).bytes(&sent).reply().await;
            assert_eq!((old.status, &old.json), (200, &whole["receipt"]), "an older app sends the whole");
        }

        async fn eight_at_once_send_one_photograph(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = large_photo(2);
            for offset in (0..sent.len()).step_by(PIECE) {
                let calls: Vec<_> =
                    (0..8).map(|_| tokio::spawn(piece(&desk, &worker, &sent, offset, PIECE).reply())).collect();
                for call in calls {
                    call.await.unwrap().done();
                }
            }
            assert!(asked(&desk, &worker, &sent).reply().await.done()["receipt"].is_object());
        }

        async fn a_gap_is_told_where_to_go_on(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = large_photo(3);
            piece(&desk, &worker, &sent, 0, PIECE).reply().await.done();
            let refused = piece(&desk, &worker, &sent, 2 * PIECE, PIECE).reply().await.refused(409, "wrong_offset");
            assert_eq!(refused["offset"], PIECE);
            let overlapping = piece(&desk, &worker, &sent, PIECE / 2, PIECE).reply().await.done();
            assert_eq!(overlapping["offset"], PIECE / 2 + PIECE);
        }

        async fn nobody_goes_on_with_what_another_sends(store: Store) {
            let desk = Desk::open(store).await;
            let (worker, other) = (desk.account(Role::GridWorker).await, desk.account(Role::GridWorker).await);
            let sent = large_photo(4);
            piece(&desk, &worker, &sent, 0, PIECE).reply().await.done();
            assert_eq!(asked(&desk, &other, &sent).reply().await.done()["offset"], 0);
            for offset in (PIECE..sent.len()).step_by(PIECE) {
                piece(&desk, &worker, &sent, offset, PIECE).reply().await.done();
            }
            let told = asked(&desk, &other, &sent).reply().await.done();
            assert_eq!((&told["offset"], &told["receipt"]), (&0.into(), &serde_json::Value::Null), "knowing a hash is not having it");
        }

        async fn what_is_not_what_its_hash_says_begins_anew(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let (sent, other) = (photo(1), photo(2));
            let path = format!("/evidence/{}/pieces?offset=0&size_bytes={}", EvidenceHash::of(&other), sent.len());
            let refused = desk.post(&path).by(&worker).bytes(&sent).reply().await.refused(422, "invalid");
            assert_eq!(refused["errors"][0]["pointer"], "?sha256");
            assert_eq!(asked(&desk, &worker, &other).reply().await.done()["offset"], 0);
        }

        async fn what_is_too_large_too_small_or_too_many_is_refused_in_words(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = large_photo(5);
            let to = |offset: usize, size: usize| {
                let hash = EvidenceHash::of(&sent);
                desk.post(&format!("/evidence/{hash}/pieces?offset={offset}&size_bytes={size}")).by(&worker)
            };
            to(0, 21 * 1024 * 1024).bytes(&sent[..PIECE]).reply().await.refused(422, "invalid");
            to(0, sent.len()).bytes(&sent[..PIECE - 1]).reply().await.refused(422, "invalid");
            to(0, PIECE - 1).bytes(&sent[..PIECE]).reply().await.refused(422, "invalid");
            to(0, 9 << 20).bytes(&vec![0; 3 << 20]).reply().await.refused(413, "too_large");
            to(0, 9 << 20).bytes(&vec![0; (1 << 20) + 1]).reply().await.refused(422, "invalid");
            for n in 0..UNFINISHED_MOST {
                piece(&desk, &worker, &large_photo(100 + n), 0, PIECE).reply().await.done();
            }
            let refused = piece(&desk, &worker, &sent, 0, PIECE).reply().await;
            assert_eq!(refused.header("retry-after"), "60");
            refused.refused(429, "too_many_unfinished");
            piece(&desk, &worker, &large_photo(100), PIECE, PIECE).reply().await.done();
            let another = desk.account(Role::GridWorker).await;
            piece(&desk, &another, &sent, 0, PIECE).reply().await.done();
        }

        async fn what_rests_for_a_day_is_dropped(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = large_photo(6);
            piece(&desk, &worker, &sent, 0, PIECE).reply().await.done();
            // Files bear the machine's time, so these moments are far before it and far after.
            desk.clock.set("2000-01-01T00:00:00Z".parse().unwrap());
            assert_eq!(wangge_app::evidence::drop_unfinished(&desk.app).await.unwrap(), 0);
            desk.clock.set("2200-01-01T00:00:00Z".parse().unwrap());
            assert_eq!(wangge_app::evidence::drop_unfinished(&desk.app).await.unwrap(), 1);
            let files = desk.app.store.evidence().unwrap();
            assert_eq!(files.received(worker.id, &EvidenceHash::of(&sent)).await.unwrap(), 0);
        }

        async fn an_auditor_sends_no_pieces(store: Store) {
            let desk = Desk::open(store).await;
            let auditor = desk.account(Role::Auditor).await;
            piece(&desk, &auditor, &photo(7), 0, PIECE).reply().await.refused(403, "forbidden");
            asked(&desk, &auditor, &photo(7)).reply().await.refused(403, "forbidden");
        }
    }
}
