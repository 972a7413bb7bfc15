//! `GET /api/v1/rounds/{id}/comparison`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{Comparison, ComparisonQuery};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(compare, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("compareRounds")
        .tag("results")
        .summary("A round against another")
        .description("Changes by type, unit, site and item, with lost points that are new or cleared.")
}

async fn compare(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ComparisonQuery>) -> Answered<Comparison> {
    Ok(Json(result::compare(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn two_rounds_stand_side_by_side(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let first = desk.closed_round(&world).await;
            let second = desk.open_round(&world, 2).await;
            let leader = desk.account(Role::Leader).await;
            let path = format!("/rounds/{second}/comparison?with={first}");
            let compared = desk.get(&path).by(&leader).reply().await.done();
            assert_eq!((compared["a"]["id"].as_str(), compared["b"]["id"].as_str()), (Some(first.to_string().as_str()), Some(second.to_string().as_str())));
        }

        async fn without_another_round_there_is_nothing_to_compare(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let first = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            desk.get(&format!("/rounds/{first}/comparison")).by(&leader).reply().await.refused(400, "query_invalid");
            let path = format!("/rounds/{first}/comparison?with={}", world.road);
            desk.get(&path).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}
