//! `PATCH /api/v1/nodes/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{AmendNode, NodeDetail};
use wangge_domain::ids::NodeId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("amendNode")
        .tag("grid")
        .summary("Change a node")
        .description("Its name, its unit, whether it is in use. What is not said stays; a null unit takes it away.")
}

async fn amend(
    caller: Caller,
    Id(id): Id<NodeId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendNode>,
) -> Result<Tagged<NodeDetail>, Refusal> {
    Ok(Tagged(node::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_node_is_renamed_and_given_to_another_unit_on_the_version_it_was_read_at(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/nodes/{}", world.west_community);
            let change = |version: i64, body: serde_json::Value| {
                desk.call(Method::PATCH, &path).by(&office).on_version(version).with(&body).reply()
            };
            let reply = change(1, json!({ "name": { "zh": " 石桥新村 ", "en": "Shiqiao" }, "unit_id": world.west_office })).await;
            assert_eq!(reply.header("etag"), "\"2\"");
            let node = reply.done();
            assert_eq!((node["name"].as_str(), node["unit"]["code"].as_str()), (Some("石桥新村"), Some("xishan")));
            let problem = change(1, json!({ "name": { "zh": "别名" } })).await.refused(412, "conflict");
            assert_eq!(problem["version"], 2);
            let same = change(2, json!({ "unit_id": world.west_office })).await;
            assert_eq!(same.header("etag"), "\"2\"", "what changes nothing is no change");
            let bare = change(2, json!({ "unit_id": null })).await.done();
            assert!(bare["unit"].is_null(), "{bare}");
            let auditor = desk.account(Role::Auditor).await;
            assert_eq!(desk.get("/audit/verification").by(&auditor).reply().await.status / 100, 2);
        }

        async fn what_others_rest_on_stays_in_use(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let turn = |id: String, active: bool| {
                let call = desk.call(Method::PATCH, &format!("/nodes/{id}")).by(&office).on_version(1);
                call.with(&json!({ "active": active })).reply()
            };
            turn(world.west_street.to_string(), false).await.refused(409, "retire_nodes_below");
            turn(world.west_community.to_string(), false).await.refused(409, "retire_sites");
        }

        async fn an_empty_name_an_unknown_unit_and_others_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let path = format!("/nodes/{}", world.west_street);
            let call = || desk.call(Method::PATCH, &path).on_version(1);
            let empty = call().by(&office).with(&json!({ "name": { "zh": "  " } })).reply().await.refused(422, "invalid");
            assert_eq!(empty["errors"][0]["pointer"], "/name/zh");
            call().by(&office).with(&json!({ "unit_id": world.road })).reply().await.refused(404, "not_found");
            call().by(&leader).with(&json!({ "active": false })).reply().await.refused(403, "forbidden");
            let nobody = desk.call(Method::PATCH, &format!("/nodes/{}", world.road)).by(&office).on_version(1);
            nobody.with(&json!({})).reply().await.refused(404, "not_found");
            let away = desk.account_at(Role::Office, Some(world.east_street), None).await;
            call().by(&away).with(&json!({ "active": true })).reply().await.refused(404, "not_found");
        }
    }
}
