//! `POST /api/v1/units/{id}/departures`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::{HeadDeparture, UnitDetail};
use wangge_domain::ids::UnitId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(depart, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("departHead")
        .tag("units")
        .summary("End the term of the head of a unit")
        .description("The term gets its last day, another one, or none again. What has become history stays.")
}

async fn depart(
    caller: Caller,
    Id(id): Id<UnitId>,
    IfMatch(version): IfMatch,
    Body(command): Body<HeadDeparture>,
) -> Result<Tagged<UnitDetail>, Refusal> {
    Ok(Tagged(unit::depart(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_head_leaves_and_stays_after_all(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/units/{}", world.west_office);
            let person = desk.get(&path).by(&office).reply().await.done()["head"]["id"].clone();
            let depart = |version: i64, until: serde_json::Value| {
                let body = json!({ "person_id": person, "since": "2026-01-01", "until": until });
                desk.call(Method::POST, &format!("{path}/departures")).by(&office).on_version(version).with(&body).reply()
            };
            let gone = depart(2, json!("2026-11-22")).await.done();
            assert!(gone["head"].is_null(), "{gone}");
            let back = depart(3, json!(null)).await.done();
            assert_eq!(back["head"]["id"], person);
            depart(3, json!(null)).await.refused(412, "conflict");
        }

        async fn others_and_nowhere_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let body = json!({ "person_id": world.inspector, "since": "2026-01-01", "until": "2026-11-23" });
            let at = |unit: String| desk.call(Method::POST, &format!("/units/{unit}/departures")).on_version(2).with(&body);
            at(world.west_office.to_string()).by(&office).reply().await.refused(409, "term_not_holding");
            at(world.west_office.to_string()).by(&leader).reply().await.refused(403, "forbidden");
            at(world.road.to_string()).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
