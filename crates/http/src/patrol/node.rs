//! `GET /api/v1/nodes/{id}/patrols`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::patrol;
use wangge_app::view::{NodePatrols, PatrolQuery};
use wangge_domain::ids::NodeId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(of_node, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showNodePatrols")
        .tag("patrols")
        .summary("A node's patrols in a week")
        .description("Each with its track while it is kept; what they reached together, and what not.")
}

async fn of_node(caller: Caller, Id(id): Id<NodeId>, Query(query): Query<PatrolQuery>) -> Answered<NodePatrols> {
    Ok(Json(patrol::of_node(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::{Value, json};
    use wangge_app::patrol::remove_old_tracks;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    fn area(rectangles: &Value) -> f64 {
        let corners = |one: &Value| -> Vec<f64> { one.as_array().unwrap().iter().filter_map(Value::as_f64).collect() };
        rectangles.as_array().unwrap().iter().map(corners).map(|c| (c[2] - c[0]) * (c[3] - c[1])).sum()
    }

    both_databases! {
        async fn a_nodes_week_shows_tracks_and_what_was_not_reached(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let mut patrol = desk.walk(world.west_community);
            let case = json!({ "id": desk.app.new_id::<uuid::Uuid>(), "site_id": world.road, "source": "grid_report",
                "finder_level": "own", "description": "垃圾未清", "quantity": 1 });
            patrol["case_ids"] = json!([case["id"]]);
            desk.post("/patrols").by(&worker).with(&patrol).reply().await.done();
            let path = format!("/nodes/{}/patrols", world.west_community);
            let without = desk.get(&path).by(&worker).reply().await.done();
            assert_eq!(without["patrols"][0]["cases"], json!([]), "the report is still on the phone");
            desk.post("/cases").by(&worker).with(&case).reply().await.done();
            let office = desk.account(Role::Office).await;
            let shown = desk.get(&path).by(&office).reply().await.done();
            assert_eq!(shown["patrols"][0]["cases"][0]["id"], case["id"], "{shown}");
            assert_eq!(shown["patrols"][0]["track"][0].as_array().map(Vec::len), Some(31));
            assert_eq!(shown["patrols"][0]["counts"], true);
            let share = &shown["line"]["coverage"];
            let (part, whole) = (share["numerator"].as_f64().unwrap(), share["denominator"].as_f64().unwrap());
            let (reached, missed) = (area(&shown["reached"]), area(&shown["missed"]));
            assert!((reached / (reached + missed) - part / whole).abs() < 1e-6, "what is drawn is what is counted");
            let stranger = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
            desk.get(&path).by(&stranger).reply().await.refused(404, "not_found");
            desk.get(&path).by(&desk.account(Role::Auditor).await).reply().await.refused(403, "forbidden");
        }

        async fn tracks_go_after_the_days_they_are_kept_and_the_figures_stay(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let patrol = desk.walk(world.west_community);
            desk.post("/patrols").by(&worker).with(&patrol).reply().await.done();
            let office = desk.account(Role::Office).await;
            let path = format!("/nodes/{}/patrols?week=2026-W48", world.west_community);
            let before = desk.get(&path).by(&office).reply().await.done();
            // 2026-11-23 is a Monday; 180 days before the 27th of May is the 28th of November, in the same week.
            desk.clock.set("2027-05-27T02:00:00Z".parse().unwrap());
            assert_eq!(remove_old_tracks(&desk.app).await.unwrap(), 0, "the week is not over long enough");
            desk.clock.set("2027-05-29T02:00:00Z".parse().unwrap());
            assert_eq!(remove_old_tracks(&desk.app).await.unwrap(), 1);
            assert_eq!(remove_old_tracks(&desk.app).await.unwrap(), 0);
            let again = desk.account(Role::Office).await;
            let after = desk.get(&path).by(&again).reply().await.done();
            assert_eq!(after["patrols"][0]["track"], json!([]));
            assert!(after["patrols"][0]["track_removed_at"].is_string(), "{after}");
            assert_eq!(after["line"]["coverage"], before["line"]["coverage"]);
            assert_eq!(after["patrols"][0]["length_m"], before["patrols"][0]["length_m"]);
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let late = desk.walk(world.west_community);
            desk.post("/patrols").by(&worker).with(&late).reply().await.done();
            assert_eq!(remove_old_tracks(&desk.app).await.unwrap(), 1, "one that comes that late is not kept longer");
        }
    }
}
