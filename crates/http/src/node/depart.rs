//! `POST /api/v1/nodes/{id}/departures`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{Departure, NodeDetail};
use wangge_domain::ids::NodeId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(depart, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("departFromNode")
        .tag("grid")
        .summary("End a part in a node")
        .description("A term gets its last day, another one, or none again. What has become history stays.")
}

async fn depart(
    caller: Caller,
    Id(id): Id<NodeId>,
    IfMatch(version): IfMatch,
    Body(command): Body<Departure>,
) -> Result<Tagged<NodeDetail>, Refusal> {
    Ok(Tagged(node::depart(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_leader_leaves_and_the_node_lacks_one_from_the_day_after(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/nodes/{}", world.west_street);
            let before = desk.get(&path).by(&office).reply().await.done();
            let person = before["people"][0]["person"]["id"].clone();
            let depart = |version: i64, until: serde_json::Value| {
                let body = json!({ "role": "leader", "person_id": person, "since": "2026-01-01", "until": until });
                desk.call(Method::POST, &format!("{path}/departures")).by(&office).on_version(version).with(&body).reply()
            };
            depart(1, json!("2025-12-31")).await.refused(409, "term_begins_later");
            let gone = depart(1, json!("2026-11-22")).await.done();
            assert!(gone["missing"].as_array().is_some_and(|missing| missing.contains(&json!("leader"))), "{gone}");
            let back = depart(2, json!(null)).await.done();
            assert_eq!((back["complete"].as_bool(), back["version"].as_i64()), (Some(true), Some(3)));
            depart(1, json!(null)).await.refused(412, "conflict");
            let _ = depart(3, json!("2026-11-22")).await.done();
            desk.after(chrono::Duration::days(2));
            let office = desk.account(Role::Office).await;
            let body = json!({ "role": "leader", "person_id": person, "since": "2026-01-01", "until": null });
            let late = desk.call(Method::POST, &format!("{path}/departures")).by(&office).on_version(4).with(&body);
            late.reply().await.refused(409, "term_served");
        }

        async fn whoever_does_not_serve_does_not_leave(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let body = json!({ "role": "worker", "person_id": world.inspector, "since": "2026-01-01", "until": "2026-11-23" });
            let at = |node: String| desk.call(Method::POST, &format!("/nodes/{node}/departures")).on_version(1).with(&body);
            at(world.west_street.to_string()).by(&office).reply().await.refused(409, "term_not_holding");
            at(world.west_street.to_string()).by(&leader).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
