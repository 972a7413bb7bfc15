//! `GET /api/v1/cases/counts`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseCounts, CaseQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(counts, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("countCases").tag("cases").summary("How many cases of each kind").description(
        "How many cases the same query would list, by state and by light. Order, page and cursor have no part in it.",
    )
}

async fn counts(caller: Caller, Query(query): Query<CaseQuery>) -> Answered<CaseCounts> {
    Ok(Json(case::counts(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_counts_asked_for_apart_are_those_of_the_list(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.reported_case(&world).await;
            desk.filed_case(&world).await;
            for query in ["", "?state=filed", "?open=true&sort=deadline", "?open=false&state=filed"] {
                let mark = if query.is_empty() { "?" } else { "&" };
                let whole = desk.get(&format!("/cases{query}")).by(&office).reply().await.done();
                let apart = desk.get(&format!("/cases/counts{query}")).by(&office).reply().await.done();
                assert_eq!((&whole["counts"], &whole["total"]), (&apart, &apart["total"]), "{query}");
                let rows = desk.get(&format!("/cases{query}{mark}counts=false")).by(&office).reply().await.done();
                assert_eq!(rows["items"], whole["items"]);
                assert!(rows["counts"].is_null() && rows["total"].is_null(), "{rows}");
            }
            let none = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            let counted = desk.get("/cases/counts").by(&none).reply().await.done();
            assert_eq!(counted["total"].as_u64(), Some(0));
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get("/cases/counts").by(&administrator).reply().await.refused(403, "forbidden");
        }
    }
}
