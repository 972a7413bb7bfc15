//! `GET /api/v1/rounds/{id}/results`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{ResultQuery, Results};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listResults")
        .tag("results")
        .summary("Results of a round")
        .description("The score and its rows by type, unit, node, site or item, ranked before rounding.")
}

async fn list(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ResultQuery>) -> Answered<Results> {
    Ok(Json(result::list(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn results_are_laid_out_along_everything(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            for (by, rows) in [("type", 3), ("unit", 2), ("node", 2), ("site", 3)] {
                let results = desk.get(&format!("/rounds/{round}/results?by={by}")).by(&leader).reply().await.done();
                assert_eq!(results["rows"].as_array().map(Vec::len), Some(rows), "{by}: {results}");
                assert_eq!(results["rows"][0]["rank"], 1);
            }
            let results = desk.get(&format!("/rounds/{round}/results?by=item")).by(&leader).reply().await.done();
            assert!(results["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["key"] == "A01")));
        }

        async fn inspectors_never_see_scores(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let (inspector, leader) = (desk.inspector(&world).await, desk.account(Role::Leader).await);
            desk.get(&format!("/rounds/{round}/results")).by(&inspector).reply().await.refused(403, "forbidden");
            desk.get(&format!("/rounds/{round}/results?by=moon")).by(&leader).reply().await.refused(400, "query_invalid");
            desk.get(&format!("/rounds/{}/results", world.road)).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}
