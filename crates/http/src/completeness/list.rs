//! `GET /api/v1/completeness`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::completeness;
use wangge_app::context::App;
use wangge_app::view::{Completeness, CompletenessQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listCompleteness").tag("grid").summary("Whether the grid is complete").description(
        "Which nodes lack a person, a unit with its first responsible person, a duty or an applicable item.",
    )
}

async fn list(caller: Caller, Query(query): Query<CompletenessQuery>) -> Answered<Completeness> {
    Ok(Json(completeness::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn what_is_missing_is_listed_and_the_complete_node_is_not(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let found = desk.get("/completeness").by(&office).reply().await.done();
            assert_eq!((found["total"].as_u64(), found["complete"].as_u64()), (Some(5), Some(1)));
            let items = found["items"].as_array().cloned().unwrap_or_default();
            assert_eq!(items.len(), 4);
            assert!(items.iter().all(|item| item["node"]["id"] != world.west_street.to_string().as_str()), "{found}");
            assert!(items.iter().all(|item| item["missing"].as_array().is_some_and(|list| !list.is_empty())));
            let level = desk.get("/completeness?level=3").by(&office).reply().await.done();
            assert_eq!(level["total"], 2);
        }

        async fn a_level_that_is_no_number_is_refused(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            desk.get("/completeness?level=all").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}
