//! `GET /api/v1/patrols`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::patrol;
use wangge_app::view::{PatrolQuery, PatrolWeekView};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(week, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listPatrols").tag("patrols").summary("A week's patrols by node").description(
        "What was due and made, what of each node was reached, and how much its own people found. Nodes nobody walked come first.",
    )
}

async fn week(caller: Caller, Query(query): Query<PatrolQuery>) -> Answered<PatrolWeekView> {
    Ok(Json(patrol::week(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn nodes_nobody_walked_come_first_and_self_found_unfolds_to_its_cases(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let office = desk.account(Role::Office).await;
            let patrol = desk.walk(world.west_community);
            desk.post("/patrols").by(&worker).with(&patrol).reply().await.done();
            for (finder, source) in [("own", "grid_report"), ("city", "city_notice"), ("city", "hotline")] {
                let case = json!({ "id": desk.app.new_id::<uuid::Uuid>(), "site_id": world.road, "source": source,
                    "finder_level": finder, "description": "垃圾未清", "quantity": 1 });
                desk.post("/cases").by(&office).with(&case).reply().await.done();
            }
            let week = desk.get("/patrols?week=2026-W48").by(&office).reply().await.done();
            let names: Vec<_> = week["items"].as_array().into_iter().flatten().map(|line| line["node"]["name"].clone()).collect();
            assert_eq!(names, ["柳岸社区", "石桥社区"], "{week}");
            assert_eq!(week["unwalked"], json!({ "numerator": 1, "denominator": 2 }));
            assert_eq!(week["self_found"], json!({ "numerator": 1, "denominator": 3 }));
            assert_eq!(week["items"][1]["self_found"], json!({ "numerator": 1, "denominator": 3 }));
            assert_eq!(week["items"][0]["last_walked"], json!(null));
            let states = "reported,filed,dispatched,in_hand,suspended,long_term,rectified,closed";
            let path = format!("/cases?week=2026-W48&node={}&state={states}", world.west_community);
            assert_eq!(desk.get(&path).by(&office).reply().await.done()["total"], 3);
            assert_eq!(desk.get(&format!("{path}&finder=own")).by(&office).reply().await.done()["total"], 1);
            let before = desk.get("/patrols?week=2026-W47").by(&office).reply().await.done();
            assert_eq!((&before["unwalked"]["numerator"], &before["next"]), (&json!(2), &json!("2026-W48")));
            let east = desk.get(&format!("/patrols?node={}", world.east_street)).by(&office).reply().await.done();
            assert_eq!(east["items"].as_array().map(Vec::len), Some(1));
        }

        async fn each_sees_what_is_theirs_and_others_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let week = desk.get("/patrols").by(&worker).reply().await.done();
            assert_eq!(week["items"].as_array().map(Vec::len), Some(1), "{week}");
            desk.get(&format!("/patrols?node={}", world.east_street)).by(&worker).reply().await.refused(404, "not_found");
            for role in [Role::Inspector, Role::UnitHandler, Role::Auditor, Role::SystemAdministrator] {
                desk.get("/patrols").by(&desk.account(role).await).reply().await.refused(403, "forbidden");
            }
            desk.get("/patrols?week=2026-W54").by(&worker).reply().await.refused(400, "query_invalid");
        }
    }
}
