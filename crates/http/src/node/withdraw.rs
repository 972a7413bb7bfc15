//! `POST /api/v1/nodes/{id}/withdrawals`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{NodeDetail, Withdrawal};
use wangge_domain::ids::NodeId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(withdraw, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("withdrawAppointment")
        .tag("grid")
        .summary("Take an appointment back")
        .description("One that begins today or later; whoever it replaced goes on.")
}

async fn withdraw(
    caller: Caller,
    Id(id): Id<NodeId>,
    IfMatch(version): IfMatch,
    Body(command): Body<Withdrawal>,
) -> Result<Tagged<NodeDetail>, Refusal> {
    Ok(Tagged(node::take_back(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_appointment_of_today_is_taken_back_and_one_of_yesterday_is_not(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/nodes/{}", world.west_street);
            let before = desk.get(&path).by(&office).reply().await.done();
            let former = before["people"][0]["person"]["id"].clone();
            let appoint = json!({ "role": "leader", "person_id": world.inspector, "since": "2026-11-23", "replaces": [former] });
            let call = |verb: &str, version: i64| desk.call(Method::POST, &format!("{path}/{verb}")).by(&office).on_version(version);
            call("appointments", 1).with(&appoint).reply().await.done();
            let body = json!({ "role": "leader", "person_id": world.inspector, "since": "2026-11-23", "restores": former });
            let back = call("withdrawals", 2).with(&body).reply().await.done();
            assert_eq!(back["people"], before["people"]);
            assert_eq!(back["people_history"], before["people_history"], "nothing of it is left but the record");
            call("withdrawals", 3).with(&body).reply().await.refused(409, "term_not_holding");
            call("appointments", 3).with(&appoint).reply().await.done();
            desk.after(chrono::Duration::days(1));
            let office = desk.account(Role::Office).await;
            let late = desk.call(Method::POST, &format!("{path}/withdrawals")).by(&office).on_version(4).with(&body);
            late.reply().await.refused(409, "term_served");
        }

        async fn others_and_nowhere_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let body = json!({ "role": "leader", "person_id": world.inspector, "since": "2026-11-23" });
            let at = |node: String| desk.call(Method::POST, &format!("/nodes/{node}/withdrawals")).on_version(1).with(&body);
            at(world.west_street.to_string()).by(&leader).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
