//! `GET /api/v1/people`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::person;
use wangge_app::view::{List, PersonQuery, PersonSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listPeople").tag("units").summary("People").description("The people who serve in nodes and units.")
}

async fn list(caller: Caller, Query(query): Query<PersonQuery>) -> Answered<List<PersonSummary>> {
    Ok(Json(person::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn people_are_found_by_name(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let found = desk.get("/people?q=%E6%9E%97%E4%B8%80%E8%88%9F").by(&office).reply().await.done();
            assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
            assert_eq!(found["items"][0]["code"], "lin");
        }

        async fn people_of_a_unit_are_listed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/people?unit={}", world.east_office);
            let found = desk.get(&path).by(&office).reply().await.done();
            assert_eq!(found["items"][0]["code"], "head-donghe");
            desk.get("/people?unit=donghe").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}
