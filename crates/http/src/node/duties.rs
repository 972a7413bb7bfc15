//! `PUT /api/v1/nodes/{id}/duties`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{NodeDetail, ReplaceDuties};
use wangge_domain::ids::NodeId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(replace, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("replaceDuties")
        .tag("grid")
        .summary("Replace the duties of a node")
        .description("All of them in order: added, reworded, moved or left out. One that names its id keeps it.")
}

async fn replace(
    caller: Caller,
    Id(id): Id<NodeId>,
    IfMatch(version): IfMatch,
    Body(command): Body<ReplaceDuties>,
) -> Result<Tagged<NodeDetail>, Refusal> {
    Ok(Tagged(node::replace_duties(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn duties_are_added_reworded_moved_and_left_out(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/nodes/{}", world.west_street);
            let before = desk.get(&path).by(&office).reply().await.done();
            let id = before["duties"][0]["id"].clone();
            let body = json!({ "duties": [
                { "text": { "zh": "雨后检查积水", "en": "Look for puddles after rain" } },
                { "id": id, "text": { "zh": "每日巡查两次" } },
            ] });
            let put = |version: i64, body: &serde_json::Value| {
                desk.call(Method::PUT, &format!("{path}/duties")).by(&office).on_version(version).with(body).reply()
            };
            let after = put(1, &body).await.done();
            assert_eq!((after["duties"][0]["text"].as_str(), after["duties"][1]["text"].as_str()), (Some("雨后检查积水"), Some("每日巡查两次")));
            assert_eq!((after["duties"][1]["id"].clone(), after["version"].as_i64()), (id, Some(2)));
            put(1, &body).await.refused(412, "conflict");
            let none = put(2, &json!({ "duties": [] })).await.done();
            assert!(none["missing"].as_array().is_some_and(|missing| missing.contains(&json!("duty"))), "{none}");
        }

        async fn every_unacceptable_duty_is_named(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let path = format!("/nodes/{}/duties", world.west_street);
            let body = json!({ "duties": [{ "text": { "zh": "巡查" } }, { "text": { "zh": "" } }, { "text": { "zh": "巡查" } }] });
            let call = desk.call(Method::PUT, &path).by(&office).on_version(1).with(&body);
            let problem = call.reply().await.refused(422, "invalid");
            assert_eq!((problem["errors"][0]["pointer"].as_str(), problem["errors"][1]["pointer"].as_str()),
                (Some("/duties/1/text/zh"), Some("/duties/2/text/zh")));
            desk.call(Method::PUT, &path).by(&leader).on_version(1).with(&json!({ "duties": [] })).reply().await.refused(403, "forbidden");
            let nobody = desk.call(Method::PUT, &format!("/nodes/{}/duties", world.road)).by(&office).on_version(1);
            nobody.with(&json!({ "duties": [] })).reply().await.refused(404, "not_found");
        }
    }
}
