//! `PUT /api/v1/rounds/{id}/assignments`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{Assignments, RoundDetail};
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(assign, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("assignInspectors")
        .tag("rounds")
        .summary("Assign inspectors")
        .description("Who visits which site, in place of what was before.")
}

async fn assign(
    caller: Caller,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(assignments): Body<Assignments>,
) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::assign(&caller.app, &caller.actor, caller.lang, id, version, assignments).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn inspectors_are_assigned(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            let given = json!({ "assignments": [{ "site_id": world.road, "person_ids": [world.inspector] }] });
            let call = desk.call(Method::PUT, &format!("{path}/assignments")).by(&office).on_version(version);
            let round = call.with(&given).reply().await.done();
            let road = round["assignments"].as_array().into_iter().flatten().find(|a| a["site"]["code"] == "R-1").cloned();
            assert_eq!(road.map(|road| road["inspectors"][0]["name"].clone()), Some(json!("林一舟")));
        }

        async fn a_site_outside_the_round_and_nobody_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            for (site, person) in [(json!(world.district), json!(world.inspector)), (json!(world.road), json!(world.road))] {
                let given = json!({ "assignments": [{ "site_id": site, "person_ids": [person] }] });
                let call = desk.call(Method::PUT, &format!("{path}/assignments")).by(&office).on_version(version);
                let reply = call.with(&given).reply().await;
                assert!(matches!(reply.status, 404 | 409 | 422), "{}", reply.text);
            }
        }
    }
}
