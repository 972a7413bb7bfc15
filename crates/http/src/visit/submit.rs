//! `POST /api/v1/rounds/{id}/visits`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::{SubmitVisit, VisitReceipt};
use wangge_app::visit;
use wangge_domain::ids::RoundId;

use crate::answer::Created;
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(submit, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("submitVisit").tag("visits").summary("Submit a visit").description(
        "What was found at a site. A submitted visit is locked; the same visit again answers as the first time.",
    )
}

async fn submit(
    caller: Caller,
    Id(id): Id<RoundId>,
    Body(command): Body<SubmitVisit>,
) -> Result<Created<Json<VisitReceipt>>, Refusal> {
    let (answer, new) = visit::submit(&caller.app, &caller.actor, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_door_photograph_comes_first_or_says_why_not_and_older_field_apps_are_heard_and_marked(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let path = format!("/rounds/{round}/visits");
            let found = [json!({ "item": "A01", "count": 0 })];
            let with = |door: serde_json::Value| {
                let mut visit = desk.visit_of(world.market, &world, &found);
                visit["door"] = door;
                visit
            };
            for nothing in [json!({}), json!({ "reason": "  " })] {
                let refused = desk.post(&path).by(&inspector).with(&with(nothing)).reply().await;
                assert!(refused.json["detail"].as_str().unwrap().contains("门头照"), "{}", refused.text);
                refused.refused(409, "door_photo_missing");
            }
            let strange = with(json!({ "photos": ["0".repeat(64)] }));
            desk.post(&path).by(&inspector).with(&strange).reply().await.refused(422, "invalid");
            let photo = desk.sent_photo(&inspector, 9).await;
            let old = desk.visit_of(world.market, &world, &found);
            // What is shown of each: its photographs, its reason, and how the office is told.
            let table = [
                (with(json!({ "photos": [photo] })), json!([photo]), json!(null), None),
                (with(json!({ "reason": "门头正在更换" })), json!([]), json!("门头正在更换"), Some("门头正在更换")),
                (old, json!([]), json!(null), Some("版本较旧")),
            ];
            for (visit, photos, reason, told) in table {
                let made = desk.post(&path).by(&inspector).with(&visit).reply().await;
                assert_eq!(made.status, 201, "{}", made.text);
                let again = desk.post(&path).by(&inspector).with(&visit).reply().await;
                assert_eq!((again.status, &again.json), (200, &made.json));
                let at = format!("/visits/{}", made.json["id"].as_str().unwrap());
                let door = desk.get(&at).by(&office).reply().await.done()["door"].clone();
                let shown: Vec<_> = door["photos"].as_array().unwrap().iter().map(|photo| &photo["sha256"]).collect();
                assert_eq!((json!(shown), &door["reason"], &door["asked"]), (photos, &reason, &json!(true)));
                let signals = desk.get(&format!("{at}/signals")).by(&office).reply().await.done();
                let of_door = signals["signals"].as_array().unwrap().iter().find(|one| one["kind"] == "no_door");
                let sentence = of_door.and_then(|one| one["reason"].as_str());
                assert_eq!(sentence.is_some(), told.is_some(), "{signals}");
                assert!(told.is_none_or(|word| sentence.unwrap().contains(word)), "{signals}");
            }
            let file = desk.get(&format!("/sites/{}/photos", world.market)).by(&office).reply().await.done();
            assert_eq!((&file["rows"][0]["door"], &file["rows"][0]["item"]), (&json!(true), &json!(null)), "{file}");
            // Where nobody asks for one, none is missed.
            let road = desk.visit_of(world.road, &world, &found);
            let made = desk.post(&path).by(&inspector).with(&road).reply().await.done();
            let shown = desk.get(&format!("/visits/{}", made["id"].as_str().unwrap())).by(&office).reply().await.done();
            assert_eq!(shown["door"], json!(null));
        }

        async fn a_visit_is_received_without_a_score_and_a_resend_answers_the_same(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let visit = desk.visit_of(world.road, &world, &[json!({ "item": "A01", "count": 2 })]);
            let path = format!("/rounds/{round}/visits");
            let first = desk.post(&path).by(&inspector).with(&visit).reply().await;
            assert_eq!(first.status, 201, "{}", first.text);
            assert!(!first.text.contains("score") && !first.text.contains("lost"), "{}", first.text);
            assert_eq!(first.json["observation_count"], 1);
            let again = desk.post(&path).by(&inspector).with(&visit).reply().await;
            assert_eq!((again.status, &again.json), (200, &first.json));
            let mut other = visit.clone();
            other["observations"][0]["count"] = json!(0);
            desk.post(&path).by(&inspector).with(&other).reply().await.refused(409, "visit_locked");
        }

        async fn eight_at_once_are_one_visit(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let visit = desk.visit_of(world.road, &world, &[json!({ "item": "A01", "count": 2 })]);
            let calls: Vec<_> = (0..8)
                .map(|_| {
                    let call = desk.post(&format!("/rounds/{round}/visits")).by(&inspector).with(&visit);
                    tokio::spawn(call.reply())
                })
                .collect();
            let mut new = 0;
            for call in calls {
                let reply = call.await.unwrap();
                new += u32::from(reply.status == 201);
                assert_eq!(reply.done()["id"], visit["id"]);
            }
            assert_eq!(new, 1);
        }

        async fn what_cannot_be_counted_is_refused_by_field_and_leaves_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let path = format!("/rounds/{round}/visits");
            for (observation, pointer) in [
                (json!({ "item": "Z99", "count": 1 }), "/observations/0"),
                (json!({ "item": "A01", "grade": "B" }), "/observations/0"),
                (json!({ "item": "A01", "passed": true, "count": 2 }), "/observations/0"),
            ] {
                let visit = desk.visit_of(world.road, &world, &[observation]);
                let problem = desk.post(&path).by(&inspector).with(&visit).reply().await.refused(422, "invalid");
                assert!(problem["errors"][0]["pointer"].as_str().unwrap().starts_with(pointer), "{problem}");
            }
            let cases = desk.get("/cases").by(&desk.account(Role::Office).await).reply().await.done();
            assert_eq!(cases["items"], json!([]));
        }

        async fn another_site_the_future_and_a_stranger_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let path = format!("/rounds/{round}/visits");
            let found = [json!({ "item": "A01", "count": 0 })];
            let elsewhere = desk.visit_of(wangge_domain::ids::SiteId(world.district.0), &world, &found);
            let reply = desk.post(&path).by(&inspector).with(&elsewhere).reply().await;
            assert!(matches!(reply.status, 404 | 409 | 422), "{}", reply.text);
            let mut future = desk.visit_of(world.road, &world, &found);
            future["submitted_at"] = json!("2027-01-01T00:00:00Z");
            let reply = desk.post(&path).by(&inspector).with(&future).reply().await;
            assert!(matches!(reply.status, 409 | 422), "{}", reply.text);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let visit = desk.visit_of(world.road, &world, &found);
            desk.post(&path).by(&handler).with(&visit).reply().await.refused(403, "forbidden");
        }
    }
}
