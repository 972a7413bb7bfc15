//! `GET /api/v1/units`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::{List, UnitQuery, UnitSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listUnits")
        .tag("units")
        .summary("Units")
        .description("The units the reader may know about, with their open and overdue cases.")
}

async fn list(caller: Caller, Query(query): Query<UnitQuery>) -> Answered<List<UnitSummary>> {
    Ok(Json(unit::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn units_are_listed_with_their_heads_and_by_group(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let all = desk.get("/units").by(&leader).reply().await.done();
            assert_eq!(all["items"].as_array().map(Vec::len), Some(3));
            assert!(all["items"].as_array().is_some_and(|units| units.iter().all(|unit| unit["head"].is_object())), "{all}");
            let streets = desk.get("/units?group=streets").by(&leader).reply().await.done();
            assert_eq!(streets["items"].as_array().map(Vec::len), Some(2));
            let found = desk.get("/units?q=%E5%9F%8E%E7%AE%A1").by(&leader).reply().await.done();
            assert_eq!(found["items"][0]["code"], "urban-management");
        }

        async fn an_unknown_parameter_is_refused(store: Store) {
            let desk = Desk::open(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get("/units?groups=streets").by(&leader).reply().await.refused(400, "query_invalid");
        }
    }
}
