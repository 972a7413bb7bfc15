//! `GET /api/v1/rankings/lost-points`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{List, LostPointView, RankingLostPointQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(lost_points, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listRankingLostPoints")
        .tag("rankings")
        .summary("The lost points behind a figure")
        .description("Those of one unit found in the period, each with its visit and its case.")
}

async fn lost_points(caller: Caller, Query(query): Query<RankingLostPointQuery>) -> Answered<List<LostPointView>> {
    Ok(Json(ranking::lost_points(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_lost_points_of_a_unit_stand_behind_its_figure(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let ranking = desk.get("/rankings?period=week:2026-W48").by(&leader).reply().await.done();
            let mut lost = 0;
            let groups = ranking["groups"].as_array().into_iter().flatten();
            for row in groups.flat_map(|group| group["rows"].as_array().into_iter().flatten()) {
                let path = format!("/rankings/lost-points?unit={}&period=week:2026-W48", row["unit"]["id"].as_str().unwrap_or_default());
                let list = desk.get(&path).by(&leader).reply().await.done();
                let count = list["items"].as_array().map_or(0, Vec::len);
                let figure = row["indicators"].as_array().into_iter().flatten().find(|of| of["code"] == "lost_points").cloned().unwrap_or_default();
                assert_eq!(count > 0, figure["value"]["numerator"] != "0" && !figure["value"]["numerator"].is_null(), "{row}");
                lost += count;
            }
            assert!(lost > 0, "{ranking}");
        }

        async fn an_unknown_unit_a_wrong_period_and_inspectors_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let path = |unit: String, period: &str| format!("/rankings/lost-points?unit={unit}&period={period}");
            desk.get(&path(world.road.to_string(), "campaign")).by(&leader).reply().await.refused(404, "not_found");
            desk.get(&path(world.west_office.to_string(), "moon")).by(&leader).reply().await.refused(422, "invalid");
            let inspector = desk.account(Role::Inspector).await;
            let asked = path(world.west_office.to_string(), "campaign");
            desk.get(&asked).by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
