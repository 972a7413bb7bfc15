//! `POST /api/v1/cases/{id}/requests`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{AskRequest, CaseDetail};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(ask, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("askRequest").tag("cases").summary("Ask for something about a case").description(
        "By its unit: objection, extension, suspension, long-term rectification or appeal. One at a time; the same request \
         sent twice is one.",
    )
}

async fn ask(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AskRequest>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::ask(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use serde_json::{Value, json};
    use uuid::Uuid;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk};

    fn asking(kind: &str) -> Value {
        json!({ "id": Uuid::now_v7(), "kind": kind, "reason": "雨天无法施工" })
    }

    fn request<'a>(case: &'a Value, state: &str) -> &'a Value {
        let mut open = case["requests"].as_array().into_iter().flatten().filter(|request| request["state"] == state);
        open.next().unwrap_or(&Value::Null)
    }

    fn offered(case: &Value, action: &str) -> bool {
        case["allowed"].as_array().into_iter().flatten().any(|allowed| allowed["action"] == action)
    }

    async fn sent(desk: &Desk, path: &str, case: &str, body: &Value, by: &Account) -> crate::testing::Reply {
        let version = desk.version_of(case, by).await;
        desk.after(Duration::minutes(1));
        desk.post(path).by(by).on_version(version).with(body).reply().await
    }

    both_databases! {
        async fn an_extension_goes_through_two_hands_and_a_resend_is_one_request(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = format!("/cases/{}", desk.accepted_case(&world).await);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let (first, second) = (desk.account(Role::Office).await, desk.account(Role::Office).await);
            let before = desk.get(&case).by(&handler).reply().await.done();
            assert!(offered(&before, "ask_extension") && !offered(&before, "object") && !offered(&before, "appeal"), "{before}");
            let seen = desk.get(&format!("{case}/deadline")).by(&handler).reply().await.done();
            let body = asking("extension");
            let path = format!("{case}/requests");
            sent(&desk, &path, &case, &body, &first).await.refused(403, "forbidden");
            let asked = sent(&desk, &path, &case, &body, &handler).await.done();
            assert_eq!(asked["pending"]["code"], "extension", "{asked}");
            let version = asked["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&handler).on_version(version).with(&body).reply().await.done();
            assert_eq!((again["requests"].as_array().map(Vec::len), &again["version"]), (Some(1), &asked["version"]));
            sent(&desk, &path, &case, &asking("suspension"), &handler).await.refused(409, "request_pending");
            let waiting = desk.get("/cases?pending=true").by(&first).reply().await.done();
            assert_eq!(waiting["total"], 1, "{waiting}");
            let today = desk.get("/today").by(&first).reply().await.done();
            let rule = today["waits"].as_array().into_iter().flatten().find(|wait| wait["kind"] == "rule");
            assert_eq!(rule.map(|wait| &wait["count"]), Some(&json!(1)), "{today}");
            let one = request(&asked, "pending");
            assert_eq!((&one["may_rule"], &one["may_take_back"], &one["rulings_needed"]), (&json!(false), &json!(true), &json!(2)));
            let ruling = format!("/case-requests/{}/ruling", one["id"].as_str().unwrap_or_default());
            let yes = json!({ "approved": true });
            sent(&desk, &ruling, &case, &yes, &handler).await.refused(409, "requester_rules");
            let agreed = sent(&desk, &ruling, &case, &yes, &first).await.done();
            assert_eq!(agreed["deadline_at"], before["deadline_at"], "one agreement moves nothing");
            sent(&desk, &ruling, &case, &yes, &first).await.refused(409, "rules_twice");
            let done = sent(&desk, &ruling, &case, &yes, &second).await.done();
            assert_eq!((&done["deadline_at"], &done["extension_count"], &done["pending"]), (&seen["then"], &json!(1), &Value::Null));
            assert_eq!(request(&done, "approved")["rulings"].as_array().map(Vec::len), Some(2), "{done}");
            sent(&desk, &ruling, &case, &yes, &second).await.refused(409, "request_decided");
        }

        async fn an_objection_upheld_returns_the_case_and_tells_the_time_lost(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = format!("/cases/{}", desk.dispatched_case(&world).await);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let office = desk.account(Role::Office).await;
            let mut body = asking("objection");
            body["proposed_unit_id"] = json!(Uuid::now_v7());
            sent(&desk, &format!("{case}/requests"), &case, &body, &handler).await.refused(404, "not_found");
            let asked = sent(&desk, &format!("{case}/requests"), &case, &asking("objection"), &handler).await.done();
            let id = request(&asked, "pending")["id"].as_str().unwrap_or_default().to_owned();
            desk.after(Duration::hours(3));
            let ruling = format!("/case-requests/{id}/ruling");
            sent(&desk, &ruling, &case, &json!({ "approved": false }), &office).await.refused(409, "reason_missing");
            let done = sent(&desk, &ruling, &case, &json!({ "approved": true, "words": "属交通部门" }), &office).await.done();
            assert_eq!((&done["state"], &done["unit"]), (&json!("filed"), &Value::Null), "{done}");
            assert_eq!(done["passed_on"]["count"], 1, "{done}");
            assert!(done["passed_on"]["minutes"].as_i64().is_some_and(|minutes| (180..200).contains(&minutes)), "{done}");
            assert!(!done["dispatches"][0]["withdrawn_at"].is_null(), "{done}");
            desk.get(&case).by(&handler).reply().await.refused(404, "not_found");
        }

        async fn a_suspended_clock_stands_and_goes_on_by_itself_on_its_day(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = format!("/cases/{}", desk.accepted_case(&world).await);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let office = desk.account(Role::Office).await;
            let before = desk.get(&case).by(&office).reply().await.done();
            let path = format!("{case}/requests");
            sent(&desk, &path, &case, &asking("suspension"), &handler).await.refused(409, "hold_ends");
            let day = (desk.after(Duration::zero()) + Duration::days(30)).date_naive();
            let mut body = asking("suspension");
            body["resume_on"] = json!(day);
            let asked = sent(&desk, &path, &case, &body, &handler).await.done();
            let ruling = format!("/case-requests/{}/ruling", request(&asked, "pending")["id"].as_str().unwrap_or_default());
            let held = sent(&desk, &ruling, &case, &json!({ "approved": true }), &office).await.done();
            assert_eq!((&held["state"], &held["hold"]["resume_on"]), (&json!("suspended"), &json!(day)), "{held}");
            assert!(held["deadline_at"].as_str() > before["deadline_at"].as_str(), "{held}");
            assert_eq!(wangge_app::case::resume_due(&desk.app).await.ok(), Some(0), "not before its day");
            desk.after(Duration::days(31));
            assert_eq!(wangge_app::case::resume_due(&desk.app).await.ok(), Some(1));
            assert_eq!(wangge_app::case::resume_due(&desk.app).await.ok(), Some(0), "once");
            // The session of before has run out meanwhile.
            let office = desk.account(Role::Office).await;
            let on = desk.get(&case).by(&office).reply().await.done();
            assert_eq!((&on["state"], &on["hold"], &on["deadline_at"]), (&json!("in_hand"), &Value::Null, &held["deadline_at"]), "{on}");
        }

        async fn a_plan_is_kept_stage_by_stage_and_ended_by_its_unit(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = format!("/cases/{}", desk.accepted_case(&world).await);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let office = desk.account(Role::Office).await;
            let path = format!("{case}/requests");
            let day = (desk.after(Duration::zero()) + Duration::days(90)).date_naive();
            let mut body = asking("long_term");
            body["resume_on"] = json!(day);
            sent(&desk, &path, &case, &body, &handler).await.refused(409, "plan_missing");
            body["plan"] = json!([{ "due": day, "text": "铺装完成" }]);
            body["lasting_measures"] = json!("纳入日常养护");
            let asked = sent(&desk, &path, &case, &body, &handler).await.done();
            let id = request(&asked, "pending")["id"].as_str().unwrap_or_default().to_owned();
            sent(&desk, &format!("/case-requests/{id}/ruling"), &case, &json!({ "approved": true }), &office).await.done();
            let stage = format!("/case-requests/{id}/milestone");
            let done = json!({ "stage": 0, "words": "已完成铺装" });
            let reached = sent(&desk, &stage, &case, &done, &handler).await.done();
            assert!(!request(&reached, "approved")["plan"][0]["reached_at"].is_null(), "{reached}");
            sent(&desk, &stage, &case, &done, &handler).await.refused(409, "milestone_missing");
            let on = sent(&desk, &format!("{case}/resumption"), &case, &json!({}), &handler).await.done();
            assert_eq!(on["state"], "in_hand", "{on}");
        }

        async fn a_step_of_the_case_overtakes_what_was_asked_and_a_unit_may_take_it_back(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = format!("/cases/{}", desk.dispatched_case(&world).await);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let office = desk.account(Role::Office).await;
            let path = format!("{case}/requests");
            let asked = sent(&desk, &path, &case, &asking("objection"), &handler).await.done();
            let back = format!("/case-requests/{}/withdrawal", request(&asked, "pending")["id"].as_str().unwrap_or_default());
            sent(&desk, &back, &case, &json!({}), &office).await.refused(403, "forbidden");
            let left = sent(&desk, &back, &case, &json!({}), &handler).await.done();
            assert_eq!((&left["pending"], &request(&left, "withdrawn")["kind"]), (&Value::Null, &json!("objection")), "{left}");
            let asked = sent(&desk, &path, &case, &asking("objection"), &handler).await.done();
            let ruling = format!("/case-requests/{}/ruling", request(&asked, "pending")["id"].as_str().unwrap_or_default());
            let taken = sent(&desk, &format!("{case}/acceptance"), &case, &json!({}), &handler).await.done();
            assert_eq!((&taken["pending"], &request(&taken, "lapsed")["kind"]), (&Value::Null, &json!("objection")), "{taken}");
            sent(&desk, &ruling, &case, &json!({ "approved": true }), &office).await.refused(409, "request_decided");
        }

        async fn an_appeal_upheld_exempts_a_late_case_and_leaves_the_fact(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let id = desk.accepted_case(&world).await;
            let case = format!("/cases/{id}");
            desk.after(Duration::days(40));
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let (first, second) = (desk.account(Role::Office).await, desk.account(Role::Office).await);
            sent(&desk, &format!("{case}/rectification"), &case, &json!({ "measures": "已清运" }), &handler).await.done();
            let checked = sent(&desk, &format!("{case}/check"), &case, &json!({ "passed": true }), &second).await.done();
            assert_eq!(checked["state"], "closed");
            let asked = sent(&desk, &format!("{case}/requests"), &case, &asking("appeal"), &handler).await.done();
            let ruling = format!("/case-requests/{}/ruling", request(&asked, "pending")["id"].as_str().unwrap_or_default());
            for (by, exempt) in [(&first, false), (&second, true)] {
                let ruled = sent(&desk, &ruling, &case, &json!({ "approved": true }), by).await.done();
                assert_eq!(ruled["exempt"], exempt, "{ruled}");
            }
            let late = desk.get("/cases?late=true").by(&first).reply().await.done();
            assert_eq!(late["total"], 1, "the fact stays: {late}");
            sent(&desk, &format!("{case}/requests"), &case, &asking("appeal"), &handler).await.refused(409, "appealed_before");
        }
    }
}
