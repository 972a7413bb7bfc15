//! `GET /api/v1/visits/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::VisitDetail;
use wangge_app::visit;
use wangge_domain::ids::VisitId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showVisit")
        .tag("visits")
        .summary("One visit")
        .description("Its observations in words; points only for readers who may see scores.")
}

async fn show(caller: Caller, Id(id): Id<VisitId>) -> Answered<VisitDetail> {
    Ok(Json(visit::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_office_sees_the_points_and_the_inspector_does_not(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let visit = desk.submitted_visit(&world, round).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let seen = desk.get(&format!("/visits/{visit}")).by(&office).reply().await.done();
            let lost = seen["observations"].as_array().into_iter().flatten().find(|o| o["item"]["code"] == "A01").cloned();
            assert_eq!(lost.map(|o| o["lost"]["shown"].as_str().map(|s| s.starts_with('4'))), Some(Some(true)), "{seen}");
            let own = desk.get(&format!("/visits/{visit}")).by(&inspector).reply().await.done();
            assert!(own["lost"].is_null() && own["observations"][0]["lost"].is_null(), "{own}");
        }

        async fn no_visit_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/visits/{}", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
