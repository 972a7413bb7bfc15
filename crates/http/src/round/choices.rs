//! `GET /api/v1/rounds/choices`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{ChoicesQuery, RoundChoices};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(choices, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showRoundChoices").tag("rounds").summary("What a round may be made of").description(
        "Editions, sites, nodes and inspectors to choose from, and what the next round of each kind would be called.",
    )
}

async fn choices(caller: Caller, Query(query): Query<ChoicesQuery>) -> Answered<RoundChoices> {
    Ok(Json(round::choices(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_next_number_the_sites_and_the_inspectors_are_offered(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.planned_round(&world, 1).await;
            desk.inspector(&world).await;
            let office = desk.account(Role::Office).await;
            let choices = desk.get("/rounds/choices").by(&office).reply().await.done();
            let mock = choices["proposals"].as_array().into_iter().flatten().find(|p| p["kind"] == "mock").cloned();
            assert_eq!(mock.map(|mock| mock["number"].clone()), Some(serde_json::json!(2)));
            assert_eq!(choices["sites"].as_array().map(Vec::len), Some(3));
            assert_eq!((&choices["inspectors"][0]["name"], &choices["inspectors"][0]["has_account"]), (&"林一舟".into(), &true.into()));
            assert_eq!(choices["sites"][0]["nodes"].as_array().map(Vec::len), Some(3));
        }

        async fn only_who_opens_rounds_is_offered_and_an_unknown_edition_has_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get("/rounds/choices").by(&leader).reply().await.refused(403, "forbidden");
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/choices?edition={}", world.road);
            desk.get(&path).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
