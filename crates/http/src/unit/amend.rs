//! `PATCH /api/v1/units/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::{AmendUnit, UnitDetail};
use wangge_domain::ids::UnitId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("amendUnit").tag("units").summary("Change a unit").description(
        "Its name, class, peer group, whether it is in use. What is not said stays; a null group takes it away.",
    )
}

async fn amend(
    caller: Caller,
    Id(id): Id<UnitId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendUnit>,
) -> Result<Tagged<UnitDetail>, Refusal> {
    Ok(Tagged(unit::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_unit_is_renamed_and_ranked_elsewhere(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/units/{}", world.urban_management);
            let change = |version: i64, body: serde_json::Value| {
                desk.call(Method::PATCH, &path).by(&office).on_version(version).with(&body).reply()
            };
            let body = json!({ "name": { "zh": "区城市管理局", "en": "" }, "class": "enterprise", "peer_group": null });
            let unit = change(2, body).await.done();
            assert_eq!((unit["name"].as_str(), unit["class"].as_str()), (Some("区城市管理局"), Some("enterprise")));
            assert!(unit["peer_group"].is_null());
            change(2, json!({ "active": false })).await.refused(412, "conflict");
            let retired = change(3, json!({ "active": false })).await.done();
            assert_eq!(retired["active"], false);
            let listed = desk.get("/units").by(&office).reply().await.done();
            assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "it is listed only when asked for");
            let all = desk.get("/units?retired=true").by(&office).reply().await.done();
            assert_eq!(all["items"].as_array().map(Vec::len), Some(3));
        }

        async fn a_unit_that_answers_for_nodes_stays_and_others_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let at = |id: String| desk.call(Method::PATCH, &format!("/units/{id}")).on_version(2).with(&json!({ "active": false }));
            at(world.west_office.to_string()).by(&office).reply().await.refused(409, "retire_answers");
            at(world.west_office.to_string()).by(&leader).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
