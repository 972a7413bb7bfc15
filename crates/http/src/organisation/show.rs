//! `GET /api/v1/organisation`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::organisation;
use wangge_app::view::Organisation;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showOrganisation")
        .tag("grid")
        .summary("The organisation 组织架构")
        .description("Who is in charge from the district down to the cells, and the units by class with their heads.")
}

async fn show(caller: Caller) -> Answered<Organisation> {
    Ok(Json(organisation::show(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_chart_goes_from_the_district_to_the_communities_and_names_units_by_class(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let chart = desk.get("/organisation").by(&leader).reply().await.done();
            assert_eq!(chart["nodes"].as_array().map(Vec::len), Some(5));
            assert_eq!((chart["nodes"][1]["above"].as_str(), chart["nodes"][1]["leaders"][0].as_str()), (Some("9999"), Some("西山街道办事处负责人")));
            assert_eq!((chart["classes"][0]["class"].as_str(), chart["classes"][0]["units"].as_array().map(Vec::len)), (Some("street"), Some(2)));
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let own = desk.get("/organisation").by(&worker).reply().await.done();
            assert_eq!(own["nodes"].as_array().map(Vec::len), Some(2), "{own}");
        }
    }
}
