//! `POST /api/v1/rounds/{id}/causes`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::cause;
use wangge_app::context::App;
use wangge_app::view::{CauseAssignments, CauseResult, List};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Body, Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(assign_causes, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("assignCauses")
        .tag("results")
        .summary("Give causes to lost points")
        .description("One or many, each with a result of its own. Giving the former cause back, or null, undoes it.")
}

async fn assign_causes(
    caller: Caller,
    Id(id): Id<RoundId>,
    Body(command): Body<CauseAssignments>,
) -> Answered<List<CauseResult>> {
    Ok(Json(cause::assign(&caller.app, &caller.actor, id, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn causes_are_given_in_a_batch_each_with_its_result_and_undone(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let list = desk.get(&format!("/rounds/{round}/lost-points")).by(&office).reply().await.done();
            let (one, two) = (list["items"][0]["id"].clone(), list["items"][1]["id"].clone());
            assert_eq!(list["items"][0]["proposal"]["cause"]["code"], "management", "{list}");
            let path = format!("/rounds/{round}/causes");
            let give = |id: &Value, cause: Value, seen: Value| json!({ "lost_point_id": id, "cause": cause, "seen": seen });
            let send = |assignments: Value| desk.post(&path).by(&office).with(&json!({ "assignments": assignments }));
            let done = send(json!([
                give(&one, json!("management"), Value::Null),
                give(&two, json!("facility"), json!("other")),
                give(&json!(world.road), json!("other"), Value::Null),
            ]));
            let done = done.reply().await.done();
            let outcomes: Vec<&str> = done["items"].as_array().into_iter().flatten().filter_map(|r| r["outcome"].as_str()).collect();
            assert_eq!(outcomes, ["given", "changed_meanwhile", "unknown"]);
            let by_cause = format!("/rounds/{round}/ledger?by=cause");
            let ledger = desk.get(&by_cause).by(&office).reply().await.done();
            assert_eq!((ledger["groups"].as_array().map(Vec::len), ledger["total"]["without_cause"].as_u64()), (Some(2), Some(1)));
            let only = desk.get(&format!("/rounds/{round}/lost-points?cause=management")).by(&office).reply().await.done();
            assert_eq!((only["items"].as_array().map(Vec::len), &only["items"][0]["id"]), (Some(1), &one));
            send(json!([give(&one, Value::Null, json!("management"))])).reply().await.done();
            let ledger = desk.get(&by_cause).by(&office).reply().await.done();
            assert_eq!(ledger["total"]["without_cause"], 2);
        }

        async fn an_unknown_cause_a_leader_and_an_unknown_round_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let wrong = json!({ "assignments": [{ "lost_point_id": world.road, "cause": "luck", "seen": null }] });
            let path = format!("/rounds/{round}/causes");
            desk.post(&path).by(&office).with(&wrong).reply().await.refused(422, "invalid");
            let leader = desk.account(Role::Leader).await;
            desk.post(&path).by(&leader).with(&wrong).reply().await.refused(403, "forbidden");
            let unknown = format!("/rounds/{}/causes", world.road);
            desk.post(&unknown).by(&office).with(&wrong).reply().await.refused(404, "not_found");
        }
    }
}
