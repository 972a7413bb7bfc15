//! `POST /api/v1/units/{id}/withdrawals`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::{HeadWithdrawal, UnitDetail};
use wangge_domain::ids::UnitId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(withdraw, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("withdrawHead")
        .tag("units")
        .summary("Take the appointment of a head back")
        .description("One that begins today or later; whoever it replaced goes on.")
}

async fn withdraw(
    caller: Caller,
    Id(id): Id<UnitId>,
    IfMatch(version): IfMatch,
    Body(command): Body<HeadWithdrawal>,
) -> Result<Tagged<UnitDetail>, Refusal> {
    Ok(Tagged(unit::take_back(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_appointment_of_today_is_taken_back(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/units/{}", world.west_office);
            let before = desk.get(&path).by(&office).reply().await.done();
            let call = |verb: &str, version: i64| desk.call(Method::POST, &format!("{path}/{verb}")).by(&office).on_version(version);
            call("appointments", 2).with(&json!({ "person_id": world.inspector, "since": "2026-11-23" })).reply().await.done();
            let body = json!({ "person_id": world.inspector, "since": "2026-11-23", "restores": before["head"]["id"] });
            let back = call("withdrawals", 3).with(&body).reply().await.done();
            assert_eq!(back["head_history"], before["head_history"]);
            call("withdrawals", 3).with(&body).reply().await.refused(412, "conflict");
            call("withdrawals", 4).with(&body).reply().await.refused(409, "term_not_holding");
        }

        async fn others_and_nowhere_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let body = json!({ "person_id": world.inspector, "since": "2026-11-23" });
            let at = |unit: String| desk.call(Method::POST, &format!("/units/{unit}/withdrawals")).on_version(2).with(&body);
            at(world.west_office.to_string()).by(&leader).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
