//! `GET /api/v1/signals/inspectors`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::signal;
use wangge_app::view::{InspectorSignals, List, VisitSignalsQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(inspectors, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("signalsOfInspectors").tag("signals").summary("The inspectors of a round with their signals").description(
        "What shows only in all visits of an inspector together: judging unlike the others at sites of the same types, \
         places that never change. For whoever may return or void visits.",
    )
}

async fn inspectors(caller: Caller, Query(query): Query<VisitSignalsQuery>) -> Answered<List<InspectorSignals>> {
    Ok(Json(List::whole(signal::of_inspectors(&caller.app, &caller.actor, caller.lang, query.round).await?)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use chrono::Duration;
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Desk, World};

    /// So many visits to the markets of the east by whom, who find so much each.
    async fn visits(desk: &Desk, world: &World, path: &str, (by, counts): (&str, &[u32]), fix: impl Fn(u32) -> Value) {
        let inspector = desk.inspector(world).await;
        for (n, count) in (0..).zip(counts) {
            desk.after(Duration::minutes(15));
            let found: Vec<Value> = ["A01", "A02"]
                .iter()
                .zip([*count, 0])
                .map(|(item, count)| json!({ "item": item, "count": count }))
                .collect();
            let mut visit = desk.visit_of(world.market, world, &found);
            visit["inspector_ids"] = json!([by]);
            for (key, value) in fix(n).as_object().unwrap() {
                visit[key] = value.clone();
            }
            let made = desk.post(path).by(&inspector).with(&visit).reply().await;
            assert_eq!(made.status, 201, "{}", made.text);
        }
    }

    fn kinds(line: &Value) -> Vec<&str> {
        line["signals"]["signals"].as_array().unwrap().iter().filter_map(|one| one["kind"].as_str()).collect()
    }

    both_databases! {
        async fn who_judges_unlike_the_others_and_whose_place_never_changes_is_told_to_the_office_alone(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let mut plan = desk.round_plan(&world, 1);
            plan["assignments"] = json!([]);
            let round = desk.post("/rounds").by(&office).with(&plan).reply().await.done();
            let (id, version) = (round["id"].as_str().unwrap(), round["version"].as_i64().unwrap());
            let open = desk.post(&format!("/rounds/{id}/opening")).by(&office).on_version(version);
            open.with(&json!({})).reply().await.done();
            let people = desk.get("/people?limit=50").by(&office).reply().await.done();
            let other = people["items"].as_array().unwrap().iter().find(|one| one["id"] != json!(world.inspector)).unwrap();
            let path = format!("/rounds/{id}/visits");
            let own = world.inspector.to_string();
            // Sixteen visits of another, who finds something at all but one.
            let others: Vec<u32> = (0..16).map(|n| u32::from(n != 3)).collect();
            // A phone that wavers, and one that stands still with an accuracy no phone has.
            let wavers = |n: u32| json!({ "lon": 114.15 + f64::from(n) * 1e-5, "lat": 37.9, "accuracy_m": 10 + n });
            let still = |_| json!({ "lon": 114.151_234_5, "lat": 37.901_234_5, "accuracy_m": 0 });
            visits(&desk, &world, &path, (&own, &[0, 0, 0, 0, 0, 0, 0, 1]), still).await;
            visits(&desk, &world, &path, (other["id"].as_str().unwrap(), &others), wavers).await;
            let told = desk.get(&format!("/signals/inspectors?round={id}")).by(&office).reply().await.done();
            let lines = told["items"].as_array().unwrap();
            assert_eq!(lines.len(), 2, "{told}");
            assert_eq!((lines[0]["inspector"]["id"].as_str(), &lines[0]["visits"]), (Some(own.as_str()), &json!(8)));
            assert_eq!(kinds(&lines[0]), ["frozen_fix", "outlier", "accuracy_odd"], "{told}");
            let reason = lines[0]["signals"]["signals"][1]["reason"].as_str().unwrap();
            assert!(reason.contains("东河街道") && reason.contains("8 处"), "{reason}");
            assert_eq!(kinds(&lines[1]), [] as [&str; 0], "eight visits are too few to compare with: {told}");
            let inspector = desk.inspector(&world).await;
            let path = format!("/signals/inspectors?round={id}");
            desk.get(&path).by(&inspector).reply().await.refused(403, "forbidden");
            let nobody = uuid::Uuid::nil();
            desk.get(&format!("/signals/inspectors?round={nobody}")).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
