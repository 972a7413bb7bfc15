//! `POST /api/v1/units/{id}/appointments`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::{HeadAppointment, UnitDetail};
use wangge_domain::ids::UnitId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(appoint, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("appointHead")
        .tag("units")
        .summary("Appoint the head of a unit")
        .description("The first responsible person from a day on; whoever was before ends the day before.")
}

async fn appoint(
    caller: Caller,
    Id(id): Id<UnitId>,
    IfMatch(version): IfMatch,
    Body(command): Body<HeadAppointment>,
) -> Result<Tagged<UnitDetail>, Refusal> {
    Ok(Tagged(unit::appoint(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_new_head_follows_the_former(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/units/{}/appointments", world.west_office);
            let body = json!({ "person_id": world.inspector, "since": "2026-11-23" });
            let call = |version: i64| desk.call(Method::POST, &path).by(&office).on_version(version).with(&body).reply();
            let unit = call(2).await.done();
            assert_eq!(unit["head"]["code"], "lin");
            assert_eq!((unit["head_history"][0]["until"].clone(), unit["head_history"][1]["until"].as_str()), (json!(null), Some("2026-11-22")));
            call(2).await.refused(412, "conflict");
            call(3).await.refused(409, "term_already_holds");
        }

        async fn others_nobody_and_nowhere_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let at = |unit: String| desk.call(Method::POST, &format!("/units/{unit}/appointments")).on_version(2);
            let body = json!({ "person_id": world.inspector, "since": "2026-11-23" });
            at(world.west_office.to_string()).by(&leader).with(&body).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).with(&body).reply().await.refused(404, "not_found");
            let stranger = json!({ "person_id": world.road, "since": "2026-11-23" });
            at(world.west_office.to_string()).by(&office).with(&stranger).reply().await.refused(404, "not_found");
        }
    }
}
