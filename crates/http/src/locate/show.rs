//! `GET /api/v1/locate`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::locate;
use wangge_app::view::{LocateQuery, Located};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("locate")
        .tag("grid")
        .summary("Where a place lies")
        .description("The chain of nodes that contains it, the territorial unit, and for an item the handling unit with the rule that chose it.")
}

async fn show(caller: Caller, Query(query): Query<LocateQuery>) -> Answered<Located> {
    Ok(Json(locate::locate(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_place_has_one_chain_and_an_item_its_department(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let found = desk.get("/locate?lon=114.05&lat=37.9&item=A01").by(&office).reply().await.done();
            let names: Vec<&str> = found["chain"].as_array().into_iter().flatten().filter_map(|n| n["name"].as_str()).collect();
            assert_eq!(names, ["云岭区", "西山街道", "石桥社区"]);
            assert_eq!(found["territorial_unit"]["code"], "xishan");
            assert_eq!(found["handling"]["unit"]["code"], "urban-management");
            assert!(found["handling"]["rule_name"].as_str().is_some_and(|name| !name.is_empty()));
            assert_eq!(found["nearest_site"]["site"]["code"], "R-1");
        }

        async fn outside_there_is_no_chain_and_no_place_on_earth_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let outside = desk.get("/locate?lon=120&lat=30").by(&office).reply().await.done();
            assert_eq!(outside["chain"], serde_json::json!([]));
            for query in ["lon=37.9&lat=114.05", "lon=NaN&lat=37.9", "lon=999&lat=37.9"] {
                let reply = desk.get(&format!("/locate?{query}")).by(&office).reply().await;
                reply.refused(422, "invalid");
            }
            desk.get("/locate?lon=east&lat=37.9").by(&office).reply().await.refused(400, "query_invalid");
            desk.get("/locate?lon=114.05").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}
