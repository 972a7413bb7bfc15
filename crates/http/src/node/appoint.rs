//! `POST /api/v1/nodes/{id}/appointments`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{Appointment, NodeDetail};
use wangge_domain::ids::NodeId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(appoint, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("appointToNode")
        .tag("grid")
        .summary("Appoint a person to a node")
        .description("From a day on, beside those who serve or in their place. Nothing that was is overwritten.")
}

async fn appoint(
    caller: Caller,
    Id(id): Id<NodeId>,
    IfMatch(version): IfMatch,
    Body(command): Body<Appointment>,
) -> Result<Tagged<NodeDetail>, Refusal> {
    Ok(Tagged(node::appoint(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_new_leader_takes_over_and_the_former_stays_in_the_history(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/nodes/{}", world.west_street);
            let before = desk.get(&path).by(&office).reply().await.done();
            let former = before["people"][0]["person"]["id"].clone();
            let body = json!({ "role": "leader", "person_id": world.inspector, "since": "2026-11-23", "replaces": [former] });
            let call = |version: i64| desk.call(Method::POST, &format!("{path}/appointments")).by(&office).on_version(version);
            let after = call(1).with(&body).reply().await.done();
            assert_eq!(after["people"].as_array().map(Vec::len), Some(1));
            assert_eq!((after["people"][0]["person"]["code"].as_str(), after["leader"]["code"].as_str()), (Some("lin"), Some("lin")));
            let history = after["people_history"].as_array().cloned().unwrap_or_default();
            assert!(history.iter().any(|past| past["person"]["id"] == former && past["until"] == "2026-11-22"), "{after}");
            call(1).with(&body).reply().await.refused(412, "conflict");
            call(2).with(&body).reply().await.refused(409, "term_already_holds");
        }

        async fn nobody_unknown_is_appointed_and_nobody_else_appoints(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let at = |node: String| desk.call(Method::POST, &format!("/nodes/{node}/appointments")).on_version(1);
            let body = json!({ "role": "worker", "person_id": world.inspector, "since": "2026-11-23" });
            at(world.west_street.to_string()).by(&leader).with(&body).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).with(&body).reply().await.refused(404, "not_found");
            let stranger = json!({ "role": "worker", "person_id": world.road, "since": "2026-11-23" });
            at(world.west_street.to_string()).by(&office).with(&stranger).reply().await.refused(404, "not_found");
            let king = json!({ "role": "king", "person_id": world.inspector, "since": "2026-11-23" });
            at(world.west_street.to_string()).by(&office).with(&king).reply().await.refused(422, "invalid");
        }
    }
}
