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
