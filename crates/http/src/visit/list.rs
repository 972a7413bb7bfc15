//! `GET /api/v1/rounds/{id}/visits`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::{List, VisitLine, VisitQuery};
use wangge_app::visit;
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listVisits")
        .tag("visits")
        .summary("Visits of a round")
        .description("The last submitted first; those voided or returned with reason and person.")
}

async fn list(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<VisitQuery>) -> Answered<List<VisitLine>> {
    Ok(Json(visit::list(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn visits_set_aside_are_listed_with_their_reasons(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let visit = desk.submitted_visit(&world, round).await;
            let office = desk.account(Role::Office).await;
            let call = desk.post(&format!("/visits/{visit}/return")).by(&office).with(&json!({ "reason": "照片模糊" }));
            call.reply().await.done();
            let path = format!("/rounds/{round}/visits?state=returned");
            let list = desk.get(&path).by(&office).reply().await.done();
            let line = &list["items"][0];
            assert_eq!((line["reason"].as_str(), line["set_aside_by"].as_str()), (Some("照片模糊"), Some("office")));
            let none = desk.get(&format!("/rounds/{round}/visits?state=voided")).by(&office).reply().await.done();
            assert_eq!(none["items"].as_array().map(Vec::len), Some(0));
            let inspector = desk.inspector(&world).await;
            let own = desk.get(&path).by(&inspector).reply().await.done();
            assert!(own["items"][0]["lost"].is_null(), "an inspector sees no score: {own}");
        }

        async fn an_unknown_round_has_none_and_the_system_administrator_sees_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/rounds/{}/visits", world.road)).by(&office).reply().await.refused(404, "not_found");
            let administrator = desk.account(Role::SystemAdministrator).await;
            let call = desk.get(&format!("/rounds/{}/visits", world.road)).by(&administrator);
            call.reply().await.refused(403, "forbidden");
        }
    }
}
