//! `POST /api/v1/cases`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, ReportCase};

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(report, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("reportCase")
        .tag("cases")
        .summary("Report a problem")
        .description("At a site or a place. The same report again answers as the first time.")
}

async fn report(caller: Caller, Body(command): Body<ReportCase>) -> Result<Created<Tagged<CaseDetail>>, Refusal> {
    let (answer, new) = case::report(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new, answer: Tagged(answer) })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_report_becomes_a_case_once(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let report = desk.report_of(&world);
            let first = desk.post("/cases").by(&worker).with(&report).reply().await;
            assert_eq!((first.status, first.json["state"].as_str()), (201, Some("reported")), "{}", first.text);
            assert!(!first.header("etag").is_empty());
            let again = desk.post("/cases").by(&worker).with(&report).reply().await;
            assert_eq!((again.status, &again.json["id"]), (200, &first.json["id"]), "{}", again.text);
        }

        async fn whoever_reports_is_told_what_becomes_of_it_and_may_mend_it_at_once(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let finder = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let report = desk.report_of(&world);
            let made = desk.post("/cases").by(&finder).with(&report).reply().await;
            assert_eq!(made.status, 201, "{}", made.text);
            let path = format!("/cases/{}", made.json["id"].as_str().unwrap_or_default());
            desk.get(&path).by(&finder).reply().await.done();
            let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            desk.get(&path).by(&other).reply().await.refused(404, "not_found");
            let mended = json!({ "measures": "当场清扫", "on_spot": true });
            let version = made.json["version"].as_i64().unwrap_or_default();
            let path = format!("{path}/rectification");
            desk.post(&path).by(&other).on_version(version).with(&mended).reply().await.refused(404, "not_found");
            let done = desk.post(&path).by(&finder).on_version(version).with(&mended).reply().await.done();
            assert_eq!(done["state"], "rectified", "{done}");
        }

        async fn nowhere_nothing_and_outside_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let mut nowhere = desk.report_of(&world);
            nowhere.as_object_mut().unwrap().remove("site_id");
            let mut outside = nowhere.clone();
            outside["lon"] = json!(120.0);
            outside["lat"] = json!(30.0);
            let mut nothing = desk.report_of(&world);
            nothing["description"] = json!(" ");
            for report in [nowhere, outside, nothing] {
                let reply = desk.post("/cases").by(&office).with(&report).reply().await;
                assert!(matches!(reply.status, 404 | 409 | 422), "{report}: {}", reply.text);
            }
            let auditor = desk.account(Role::Auditor).await;
            desk.post("/cases").by(&auditor).with(&desk.report_of(&world)).reply().await.refused(403, "forbidden");
        }
    }
}
