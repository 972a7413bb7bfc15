//! `GET /api/v1/escalations` and `/api/v1/escalations/{id}`

use aide::axum::ApiRouter;
use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::escalation;
use wangge_app::view::{EscalationList, EscalationQuery, EscalationView};
use wangge_domain::ids::EscalationId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/escalations", list_route()).api_route("/escalations/{id}", show_route())
}

fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation
            .id("listEscalations")
            .tag("escalations")
            .summary("What pressed units")
            .description("Reminders, supervision orders and raises about cases within reach, the latest first.")
    })
}

fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation
            .id("showEscalation")
            .tag("escalations")
            .summary("One measure")
            .description("What its document says: the number, the unit, the case, what is expected.")
    })
}

async fn list(caller: Caller, Query(query): Query<EscalationQuery>) -> Answered<EscalationList> {
    Ok(Json(escalation::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn show(caller: Caller, Id(id): Id<EscalationId>) -> Answered<EscalationView> {
    Ok(Json(escalation::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk};

    async fn pressed(desk: &Desk, case: &str, what: &str, by: &Account) -> crate::testing::Reply {
        desk.after(chrono::Duration::minutes(1));
        let version = desk.version_of(&format!("/cases/{case}"), by).await;
        let body = json!({ "text": "限今日办结并书面反馈" });
        desk.post(&format!("/cases/{case}/{what}")).by(by).on_version(version).with(&body).reply().await
    }

    async fn ledger(desk: &Desk, query: &str, by: &Account) -> Vec<Value> {
        let list = desk.get(&format!("/escalations{query}")).by(by).reply().await.done();
        list["items"].as_array().cloned().unwrap_or_default()
    }

    both_databases! {
        async fn each_measure_has_its_number_and_stands_in_the_ledger(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await.to_string();
            let office = desk.account(Role::Office).await;
            pressed(&desk, &case, "raise", &office).await.refused(409, "not_supervised");
            pressed(&desk, &case, "reminder", &office).await.done();
            let done = pressed(&desk, &case, "supervision-order", &office).await.done();
            assert_eq!((&done["supervision_count"], &done["raised_at"]), (&json!(1), &json!(null)), "{done}");
            pressed(&desk, &case, "raise", &office).await.done();
            pressed(&desk, &case, "raise", &office).await.refused(409, "raised_before");
            let lines = ledger(&desk, "", &office).await;
            let numbers: Vec<_> = lines.iter().filter_map(|line| line["number"].as_str()).collect();
            assert_eq!(numbers, ["创城提级督办〔2026〕1号", "创城督办〔2026〕1号", "创城催办〔2026〕1号"], "a refused one uses no number up");
            assert_eq!(ledger(&desk, "?measure=supervise", &office).await.len(), 1);
            assert_eq!(ledger(&desk, "?until=2020-01-01", &office).await.len(), 0);
            desk.get("/escalations?from=2026-02-01&until=2026-01-01").by(&office).reply().await.refused(422, "invalid");
            let id = lines[1]["id"].as_str().unwrap_or_default().to_owned();
            let own = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let shown = desk.get(&format!("/escalations/{id}")).by(&own).reply().await.done();
            assert_eq!(shown["text"], "限今日办结并书面反馈");
            let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            desk.get(&format!("/escalations/{id}")).by(&other).reply().await.refused(404, "not_found");
            assert_eq!(ledger(&desk, "", &other).await.len(), 0);
            pressed(&desk, &case, "supervision-order", &own).await.refused(403, "forbidden");
        }

        async fn rules_press_by_themselves_once_for_each_clock_and_never_at_night(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await.to_string();
            let office = desk.account(Role::Office).await;
            desk.after(chrono::Duration::days(40));
            let office_later = desk.account(Role::Office).await;
            assert_eq!(wangge_app::escalation::press_due(&desk.app).await.ok(), Some(0), "off until the office says so");
            let version = desk.get("/settings").by(&office_later).reply().await.done()["version"].as_i64().unwrap_or_default();
            let settings = |rules: Value| json!({ "escalation": { "automatic": true, "rules": rules, "quiet": { "from": "00:00:00", "until": "23:59:59" }, "number_prefix": "示范" } });
            let rules = json!([
                { "trigger": { "kind": "overdue", "hours": 24 }, "measure": "supervise" },
                { "trigger": { "kind": "supervised", "hours": 48 }, "measure": "raise" },
            ]);
            let wrong = settings(json!([{ "trigger": { "kind": "overdue", "hours": 24 }, "measure": "raise" }]));
            let put = |version: i64, body: Value| desk.call(axum::http::Method::PATCH, "/settings").by(&office_later).on_version(version).with(&body).reply();
            let refused = put(version, wrong).await.refused(422, "invalid");
            assert_eq!(refused["errors"][0]["pointer"], "/escalation/rules/0/measure", "{refused}");
            put(version, settings(rules.clone())).await.done();
            assert_eq!(wangge_app::escalation::press_due(&desk.app).await.ok(), Some(0), "quiet hours");
            let mut day = settings(rules);
            day["escalation"]["quiet"] = json!(null);
            put(version + 1, day).await.done();
            assert_eq!(wangge_app::escalation::press_due(&desk.app).await.ok(), Some(1));
            assert_eq!(wangge_app::escalation::press_due(&desk.app).await.ok(), Some(0), "once");
            desk.after(chrono::Duration::hours(48));
            let reader = desk.account(Role::Office).await;
            assert_eq!(wangge_app::escalation::press_due(&desk.app).await.ok(), Some(1));
            assert_eq!(wangge_app::escalation::press_due(&desk.app).await.ok(), Some(0));
            let lines = ledger(&desk, "", &reader).await;
            let told: Vec<_> = lines.iter().map(|line| (line["number"].as_str().unwrap_or_default(), line["rule"].as_str().unwrap_or_default())).collect();
            assert_eq!(told, [("示范提级督办〔2027〕1号", "督办后 48 小时仍未整改"), ("示范督办〔2027〕1号", "超时 24 小时")]);
            let shown = desk.get(&format!("/cases/{case}")).by(&reader).reply().await.done();
            let last = shown["timeline"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
            assert!(last["text"].as_str().is_some_and(|text| text.contains("按规则自动发出：督办后 48 小时仍未整改")), "{last}");
            let _ = office;
        }
    }
}
