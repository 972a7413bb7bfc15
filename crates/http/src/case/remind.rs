//! `POST /api/v1/cases/{id}/reminder`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, PressUnit};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(remind, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("remindUnit")
        .tag("cases")
        .summary("Remind the unit")
        .description("Of what is expected; the clock is not touched.")
}

async fn remind(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<PressUnit>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::remind(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_case_moves_on(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let path = format!("/cases/{case}/reminder");
            desk.post(&path).by(&office).with(&json!({ "text": "请今日办结" })).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 5).with(&json!({ "text": "请今日办结" })).reply().await.refused(412, "conflict");
            let bad = desk.post(&path).by(&office).on_version(version).with(&json!({ "text": " " })).reply().await;
            assert!(matches!(bad.status, 409 | 422), "{}", bad.text);
            let done = desk.post(&path).by(&office).on_version(version).with(&json!({ "text": "请今日办结" })).reply().await.done();
            assert_eq!((&done["state"], &done["reminder_count"]), (&json!("dispatched"), &json!(1)), "{done}");
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&office).on_version(version).with(&json!({ "text": "再次催办" })).reply().await.done();
            assert_eq!((&again["reminder_count"], &again["deadline_at"]), (&json!(2), &done["deadline_at"]), "{again}");
            let last = again["timeline"].as_array().and_then(|timeline| timeline.last()).cloned().unwrap_or_default();
            assert_eq!(last["kind"], "case_reminded", "{last}");
            assert!(last["text"].as_str().is_some_and(|text| text.contains("再次催办")), "{last}");
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await;
            let office = desk.account(Role::Office).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/reminder");
            desk.post(&path).by(&other).on_version(1).with(&json!({ "text": "请今日办结" })).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/reminder", world.road);
            desk.post(&path).by(&office).on_version(1).with(&json!({ "text": "请今日办结" })).reply().await.refused(404, "not_found");
        }
    }
}
