//! `POST /api/v1/evidence`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::DefaultBodyLimit;
use wangge_app::context::App;
use wangge_app::evidence;
use wangge_app::view::{EvidenceQuery, EvidenceReceipt};

use crate::answer::Created;
use crate::extract::{Caller, File, Query};
use crate::problem::Refusal;

/// A little more than a photograph may have, so that one that is too large is told so in its own sentence.
const LARGEST_BODY_BYTES: usize = 32 * 1024 * 1024;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(receive, document).layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("sendEvidence").tag("evidence").summary("Send a photograph").description(
        "The body is the file itself: JPEG, PNG, WebP or HEIC. The sender says its SHA-256 and attaches it by that to \
         an observation, a report, a rectification or a check, and may say when and where the phone took it. The same \
         photograph again answers as the first time.",
    )
}

async fn receive(
    caller: Caller,
    Query(query): Query<EvidenceQuery>,
    File(bytes): File,
) -> Result<Created<Json<EvidenceReceipt>>, Refusal> {
    let (answer, new) = evidence::receive(&caller.app, &caller.actor, query, bytes.to_vec()).await?;
    Ok(Created { new, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use std::io::ErrorKind;

    use chrono::TimeDelta;
    use serde_json::json;
    use wangge_app::evidence;
    use wangge_domain::evidence::EvidenceHash;
    use wangge_domain::permission::{Actor, Role};
    use wangge_domain::time::Timestamp;
    use wangge_testkit::{FaultyPlace, both_databases};

    use crate::testing::{BEGINNING, Desk, photo};

    both_databases! {
        async fn a_photograph_is_received_once_however_often_it_is_sent(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = photo(1);
            let path = format!("/evidence?sha256={}", EvidenceHash::of(&sent));
            let first = desk.post(&path).by(&worker).bytes(&sent).reply().await;
            assert_eq!((first.status, first.json["width"].as_u64()), (201, Some(4)), "{}", first.text);
            let again = desk.post(&path).by(&worker).bytes(&sent).reply().await;
            assert_eq!((again.status, &again.json), (200, &first.json));
        }

        async fn eight_at_once_are_one_photograph(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = photo(1);
            let path = format!("/evidence?sha256={}", EvidenceHash::of(&sent));
            let calls: Vec<_> =
                (0..8).map(|_| tokio::spawn(desk.post(&path).by(&worker).bytes(&sent).reply())).collect();
            for call in calls {
                let reply = call.await.unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(reply.done()["sha256"].as_str(), Some(EvidenceHash::of(&sent).as_str()));
            }
        }

        async fn what_is_not_what_it_says_or_no_photograph_is_refused(store: Store) {
            let desk = Desk::open(store).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = photo(1);
            let send = |hash: String, bytes: &[u8]| {
                desk.post(&format!("/evidence?sha256={hash}")).by(&worker).bytes(bytes).reply()
            };
            let other = EvidenceHash::of(b"other").to_string();
            let problem = send(other, &sent).await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?sha256");
            for bytes in [&b"<html>"[..], &sent[..sent.len() - 30], b""] {
                send(EvidenceHash::of(bytes).to_string(), bytes).await.refused(422, "invalid");
            }
            send("UPPER".to_owned(), &sent).await.refused(400, "query_invalid");
            desk.post("/evidence").by(&worker).bytes(&sent).reply().await.refused(400, "query_invalid");
            let large = vec![0; 33 * 1024 * 1024];
            send(EvidenceHash::of(&large).to_string(), &large).await.refused(413, "too_large");
        }

        async fn a_full_or_failing_place_keeps_no_half_photograph_and_says_so(store: Store) {
            let place = FaultyPlace::default();
            let desk = Desk::open(store.with_evidence(place.files())).await;
            let worker = desk.account(Role::GridWorker).await;
            let sent = photo(9);
            let hash = EvidenceHash::of(&sent);
            for (fault, status, code) in
                [(ErrorKind::StorageFull, 507, "evidence_full"), (ErrorKind::PermissionDenied, 503, "photo_not_kept")]
            {
                place.fail(Some(fault));
                for path in [
                    format!("/evidence?sha256={hash}"),
                    format!("/evidence/{hash}/pieces?offset=0&size_bytes={}", sent.len()),
                ] {
                    let refused = desk.post(&path).by(&worker).bytes(&sent).reply().await;
                    assert_eq!(refused.header("retry-after"), "60");
                    refused.refused(status, code);
                }
                desk.get(&format!("/evidence/{hash}")).by(&worker).reply().await.refused(404, "not_found");
            }
            place.fail(None);
            let path = format!("/evidence?sha256={hash}");
            assert_eq!(desk.post(&path).by(&worker).bytes(&sent).reply().await.status, 201, "nothing half was in its way");
        }

        async fn what_is_attached_to_nothing_is_collected_and_the_record_says_so(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account(Role::Office).await;
            let (used, forgotten) = (desk.sent_photo(&worker, 1).await, desk.sent_photo(&worker, 2).await);
            let case = json!({
                "id": uuid::Uuid::now_v7(),
                "source": "daily_patrol",
                "finder_level": "own",
                "site_id": world.road,
                "description": "路灯不亮",
                "photos": [used],
            });
            desk.post("/cases").by(&worker).with(&case).reply().await.done();
            let by = Actor::system("test");
            assert_eq!(evidence::collect(&desk.app, &by, 30).await.unwrap().count, 0, "none is old");
            desk.clock.set(BEGINNING.parse::<Timestamp>().unwrap() + TimeDelta::days(31));
            let listed = evidence::unattached(&desk.app, 30).await.unwrap();
            assert_eq!(listed.iter().map(|photo| photo.sha256.as_str()).collect::<Vec<_>>(), [&forgotten]);
            assert_eq!(evidence::collect(&desk.app, &by, 30).await.unwrap().count, 1);
            assert_eq!(evidence::collect(&desk.app, &by, 30).await.unwrap().count, 0);
            let found = evidence::check(&desk.app).await.unwrap();
            assert_eq!((found.count, found.faulty), (1, vec![]), "what is attached is there and whole");
            assert!(!desk.app.store.evidence().unwrap().has(&forgotten.parse().unwrap()).await.unwrap());
            let events = wangge_storage::event::latest(&desk.app.store.read(), 1).await.unwrap();
            assert_eq!((events[0].body.subject_kind.as_str(), events[0].body.kind.as_str()), ("evidence", "collected"));
            assert_eq!(events[0].body.payload["sha256"], forgotten.as_str());
            let late = json!({ "id": uuid::Uuid::now_v7(), "source": "daily_patrol", "finder_level": "own",
                "site_id": world.road, "description": "路灯不亮", "photos": [forgotten] });
            let worker = desk.account(Role::Office).await;
            desk.post("/cases").by(&worker).with(&late).reply().await.refused(422, "invalid");
            desk.sent_photo(&worker, 2).await;
            desk.post("/cases").by(&worker).with(&late).reply().await.done();
        }

        async fn an_auditor_sends_none(store: Store) {
            let desk = Desk::open(store).await;
            let auditor = desk.account(Role::Auditor).await;
            let bytes = photo(7);
            let path = format!("/evidence?sha256={}", EvidenceHash::of(&bytes));
            desk.post(&path).by(&auditor).bytes(&bytes).reply().await.refused(403, "forbidden");
        }
    }
}
