//! `GET /api/v1/rounds/{id}/lost-points`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{List, LostPointQuery, LostPointView};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(lost_points, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listLostPoints")
        .tag("results")
        .summary("Lost points of a round")
        .description("Every lost point with its site, item, unit and the case it became.")
}

async fn lost_points(
    caller: Caller,
    Id(id): Id<RoundId>,
    Query(query): Query<LostPointQuery>,
) -> Answered<List<LostPointView>> {
    Ok(Json(result::lost_points(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn every_lost_point_leads_to_its_case(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let list = desk.get(&format!("/rounds/{round}/lost-points")).by(&leader).reply().await.done();
            let items = list["items"].as_array().cloned().unwrap_or_default();
            assert_eq!(items.len(), 2, "{list}");
            assert!(items.iter().all(|point| point["case"]["id"].is_string()), "{list}");
            let road = format!("/rounds/{round}/lost-points?item=A01&site={}", world.road);
            let road = desk.get(&road).by(&leader).reply().await.done();
            assert_eq!(road["items"].as_array().map(Vec::len), Some(1));
        }

        async fn inspectors_never_see_them(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let inspector = desk.inspector(&world).await;
            desk.get(&format!("/rounds/{round}/lost-points")).by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
