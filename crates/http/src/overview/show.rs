//! `GET /api/v1/overview`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::overview;
use wangge_app::view::{Overview, OverviewQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showOverview")
        .tag("overview")
        .summary("How the district stands today")
        .description("The countdown, the last round with its change, lost points by type and unit, cases by state, the week, and where it is worst; for one node's subtree when `node` is given.")
}

async fn show(caller: Caller, Query(query): Query<OverviewQuery>) -> Answered<Overview> {
    Ok(Json(overview::show(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_overview_counts_down_and_counts(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let overview = desk.get("/overview").by(&leader).reply().await.done();
            assert_eq!(overview["campaign"]["days_left"], 55);
            assert!(overview["last_round"]["score"]["shown"].as_str().is_some_and(|shown| shown != "—"), "{overview}");
            let lost: u64 = overview["lost_by_type"].as_array().into_iter().flatten().filter_map(|row| row["count"].as_u64()).sum();
            assert_eq!(lost, 2, "{overview}");
            assert_eq!(overview["incomplete_nodes"], serde_json::json!({ "count": 4, "total": 5 }));
        }

        async fn inspectors_have_no_overview(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let inspector = desk.inspector(&world).await;
            desk.get("/overview").by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
