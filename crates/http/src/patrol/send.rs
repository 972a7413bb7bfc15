//! `POST /api/v1/patrols`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::patrol;
use wangge_app::view::{PatrolReceipt, SendPatrol};

use crate::answer::Created;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(send, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("sendPatrol").tag("patrols").summary("Send a piece of a patrol").description(
        "Every piece names its patrol, so pieces may come in any order, more than once, and days later; each counts once.",
    )
}

async fn send(caller: Caller, Body(command): Body<SendPatrol>) -> Result<Created<Json<PatrolReceipt>>, Refusal> {
    let (answer, new) = patrol::send(&caller.app, &caller.actor, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn pieces_in_any_order_and_more_than_once_are_one_patrol(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let whole = desk.walk(world.west_community);
            let all = desk.post("/patrols").by(&worker).with(&whole).reply().await;
            assert_eq!(all.status, 201, "{}", all.text);
            assert!((295..=305).contains(&all.json["length_m"].as_u64().unwrap_or(0)), "{}", all.text);
            assert!(all.json["covered"].as_u64() > Some(0) && all.json["covered"].as_u64() < all.json["of"].as_u64());
            let mut pieces = desk.walk(world.west_community);
            let (fixes, end) = (pieces["fixes"].clone(), pieces["ended_at"].take());
            let mut last = pieces.clone();
            last["fixes"] = json!(fixes.as_array().map(|all| all[15..].to_vec()));
            last["ended_at"] = end;
            pieces["fixes"] = json!(fixes.as_array().map(|all| all[..15].to_vec()));
            let replies = [
                desk.post("/patrols").by(&worker).with(&last).reply().await,
                desk.post("/patrols").by(&worker).with(&pieces).reply().await,
                desk.post("/patrols").by(&worker).with(&last).reply().await,
                desk.post("/patrols").by(&worker).with(&pieces).reply().await,
            ];
            assert_eq!(replies.each_ref().map(|reply| reply.status), [201, 200, 200, 200], "{}", replies[1].text);
            for field in ["length_m", "covered", "of", "fixes", "ended"] {
                assert_eq!(replies[3].json[field], all.json[field], "{field}");
            }
            let office = desk.account(Role::Office).await;
            let week = desk.get("/patrols").by(&office).reply().await.done();
            let line = week["items"].as_array().and_then(|all| all.iter().find(|line| line["made"] == 2)).cloned();
            let line = line.unwrap_or_default();
            assert_eq!(line["node"]["id"], json!(world.west_community), "{week}");
            assert_eq!(line["kept"], json!({ "numerator": 1, "denominator": 1 }));
            assert_eq!(line["coverage"]["numerator"], all.json["covered"], "the same way twice is not twice the way");
        }

        async fn eight_at_once_are_one_patrol(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let piece = desk.walk(world.west_community);
            let calls: Vec<_> = (0..8).map(|_| tokio::spawn(desk.post("/patrols").by(&worker).with(&piece).reply())).collect();
            let mut new = 0;
            for call in calls {
                let reply = call.await.unwrap();
                new += u32::from(reply.status == 201);
                assert_eq!(reply.done()["fixes"], 31);
            }
            assert_eq!(new, 1);
        }

        async fn what_is_no_patrol_of_ones_own_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let piece = desk.walk(world.west_community);
            let office = desk.account(Role::Office).await;
            desk.post("/patrols").by(&office).with(&piece).reply().await.refused(403, "forbidden");
            let elsewhere = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
            desk.post("/patrols").by(&elsewhere).with(&piece).reply().await.refused(404, "not_found");
            desk.post("/patrols").by(&worker).with(&piece).reply().await.done();
            let neighbour = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            desk.post("/patrols").by(&neighbour).with(&piece).reply().await.refused(409, "patrol_locked");
            let mut other = piece.clone();
            other["ended_at"] = json!("2026-11-23T01:07:00Z");
            desk.post("/patrols").by(&worker).with(&other).reply().await.refused(409, "patrol_locked");
            let mut late = piece.clone();
            (late["ended_at"], late["fixes"]) = (Value::Null, json!([{ "lon": 114.05, "lat": 37.9, "accuracy_m": 6.0, "at": "2026-11-23T01:09:50Z" }]));
            let problem = desk.post("/patrols").by(&worker).with(&late).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/fixes/0", "after the end that came before: {problem}");
            for (field, value, status, code) in [
                ("ended_at", json!("2026-11-23T00:59:00Z"), 409, "patrol_ends_before_it_begins"),
                ("begun_at", json!("2026-11-23T02:06:00Z"), 409, "patrol_in_the_future"),
                ("fixes", json!([{ "lon": 114.05, "lat": 97.0, "accuracy_m": 1.0, "at": "2026-11-23T01:01:00Z" }]), 422, "invalid"),
            ] {
                let mut wrong = desk.walk(world.west_community);
                wrong[field] = value;
                desk.post("/patrols").by(&worker).with(&wrong).reply().await.refused(status, code);
            }
        }

        async fn the_record_never_says_where_somebody_was(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let piece = desk.walk(world.west_community);
            desk.post("/patrols").by(&worker).with(&piece).reply().await.done();
            let office = desk.account(Role::Office).await;
            let id = piece["id"].as_str().unwrap_or_default();
            let events = desk.get(&format!("/events?subject_kind=patrol&subject_id={id}")).by(&office).reply().await;
            assert!(!events.text.contains("114.05") && !events.text.contains("\"lon\""), "{}", events.text);
        }
    }
}
