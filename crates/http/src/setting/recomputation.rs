//! `POST /api/v1/settings/deadlines/recomputation`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{Recomputation, RecomputeDeadlines};

use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(recompute, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("recomputeDeadlines").tag("settings").summary("Reckon deadlines anew").description(
        "By the calendar and the settings of now, with a reason that stands in the record of every case. A case that \
         is changed by somebody else in this moment stays as it is and is counted.",
    )
}

async fn recompute(caller: Caller, Body(command): Body<RecomputeDeadlines>) -> Result<Json<Recomputation>, Refusal> {
    Ok(Json(case::recompute(&caller.app, &caller.actor, caller.lang, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_setting_moves_no_deadline_until_the_office_says_so_with_a_reason(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.filed_case(&world).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let path = format!("/cases/{case}");
            let before = desk.get(&path).by(&office).reply().await.done();
            let none = desk.get("/settings/deadlines").by(&office).reply().await.done();
            assert_eq!((&none["total"], &none["of"]), (&json!(0), &json!(1)));
            let version = desk.version_of("/settings", &office).await;
            let body = json!({ "limits": [{ "limit": { "value": 20, "clock": "calendar_days" } }] });
            desk.call(Method::PATCH, "/settings").by(&office).on_version(version).with(&body).reply().await.done();
            let would = desk.get("/settings/deadlines").by(&office).reply().await.done();
            assert_eq!((&would["total"], &would["items"][0]["now"]), (&json!(1), &before["deadline_at"]));
            assert_eq!(desk.get(&path).by(&office).reply().await.done()["deadline_at"], before["deadline_at"]);
            let anew = "/settings/deadlines/recomputation";
            desk.get("/settings/deadlines").by(&leader).reply().await.refused(403, "forbidden");
            desk.post(anew).by(&leader).with(&json!({ "reason": "x" })).reply().await.refused(403, "forbidden");
            desk.post(anew).by(&office).with(&json!({ "reason": " " })).reply().await.refused(422, "invalid");
            let done = desk.post(anew).by(&office).with(&json!({ "reason": "时限表已调整" })).reply().await.done();
            assert_eq!(done, json!({ "moved": 1, "passed_over": 0 }));
            let after = desk.get(&path).by(&office).reply().await.done();
            assert_eq!(after["deadline_at"], would["items"][0]["then"]);
            let last = after["timeline"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
            assert!(last["text"].as_str().is_some_and(|text| text.contains("时限表已调整")), "{last}");
            let none = desk.get("/settings/deadlines").by(&office).reply().await.done();
            assert_eq!(none["total"], 0, "{none}");
        }

        async fn stages_keep_the_limits_they_began_with_and_are_told_by_unit(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of("/settings", &office).await;
            let body = json!({ "stages": { "dispatch": { "value": 30, "clock": "minutes" } } });
            let changed = desk.call(Method::PATCH, "/settings").by(&office).on_version(version).with(&body).reply().await.done();
            assert!(changed["stages"]["file"].is_null() && changed["suggested_stages"]["file"].is_object(), "{changed}");
            let case = desk.filed_case(&world).await;
            let path = format!("/cases/{case}");
            let filed = desk.get(&path).by(&office).reply().await.done();
            let stages = filed["stages"].as_array().cloned().unwrap_or_default();
            let names: Vec<_> = stages.iter().map(|run| run["stage"].as_str().unwrap_or_default()).collect();
            assert_eq!(names, ["file", "dispatch"], "{filed}");
            assert!(stages[0]["due_at"].is_null() && stages[0]["ended_at"].is_string(), "{filed}");
            assert_eq!((&stages[1]["light"], &stages[1]["late"]), (&json!("green"), &json!(false)));
            let late = |of: &str| desk.get(&format!("/cases?stage_late={of}")).by(&office);
            assert_eq!(late("true").reply().await.done()["total"], 0);
            desk.after(chrono::TimeDelta::minutes(31));
            assert_eq!(late("true").reply().await.done()["items"][0]["id"], json!(case));
            let times = desk.get("/stage-times").by(&office).reply().await.done();
            assert_eq!((&times["items"][0]["stage"], &times["items"][0]["count"]), (&json!("file"), &json!(1)), "{times}");
            desk.get("/stage-times?from=2026-02-01&until=2026-01-01").by(&office).reply().await.refused(422, "invalid");
            // The last day there is has none after it, and no database reckons with the first.
            for day in ["%2B262142-12-31", "-262143-01-01"] {
                desk.get(&format!("/stage-times?until={day}")).by(&office).reply().await.refused(422, "invalid");
            }
        }
    }
}
