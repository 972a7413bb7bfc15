//! `GET /api/v1/cases`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseList, CaseQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listCases").tag("cases").summary("Cases").description(
        "The cases the reader may know about, filtered, ordered and in pages, with how many there are of each kind.",
    )
}

async fn list(caller: Caller, Query(query): Query<CaseQuery>) -> Answered<CaseList> {
    Ok(Json(case::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn cases_are_filtered_and_counted(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.reported_case(&world).await;
            desk.filed_case(&world).await;
            let all = desk.get("/cases").by(&office).reply().await.done();
            assert_eq!((all["items"].as_array().map(Vec::len), all["total"].as_u64()), (Some(2), Some(2)));
            let filed = desk.get("/cases?state=filed,dispatched").by(&office).reply().await.done();
            assert_eq!(filed["items"].as_array().map(Vec::len), Some(1));
            let counted = all["counts"]["by_state"].as_array().cloned().unwrap_or_default();
            let of = |state: &str| counted.iter().find(|row| row["state"] == state).and_then(|row| row["count"].as_u64());
            assert_eq!((of("reported"), of("filed")), (Some(1), Some(1)), "{all}");
            let first = desk.get("/cases?limit=1").by(&office).reply().await.done();
            let next = first["next"].as_str().unwrap_or_default();
            let second = desk.get(&format!("/cases?limit=1&cursor={next}")).by(&office).reply().await.done();
            assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
            let east = desk.get(&format!("/cases?node={}", world.east_street)).by(&office).reply().await.done();
            assert_eq!(east["items"].as_array().map(Vec::len), Some(0));
        }

        async fn a_handler_sees_the_units_own_and_a_state_must_be_one(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.reported_case(&world).await;
            let east = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            let none = desk.get("/cases").by(&east).reply().await.done();
            assert_eq!(none["items"].as_array().map(Vec::len), Some(0), "{none}");
            desk.get("/cases?state=lost").by(&east).reply().await.refused(400, "query_invalid");
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get("/cases").by(&administrator).reply().await.refused(403, "forbidden");
        }
    }
}
