//! `POST /api/v1/cases/{id}/withdrawal`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, Reason};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(withdraw, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("withdrawDispatch")
        .tag("cases")
        .summary("Take a dispatch back")
        .description("With a reason, before its unit accepts it; the case can then be dispatched anew.")
}

async fn withdraw(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<Reason>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::withdraw(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
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
            let path = format!("/cases/{case}/withdrawal");
            desk.post(&path).by(&office).with(&json!({ "reason": "派错单位" })).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 5).with(&json!({ "reason": "派错单位" })).reply().await.refused(412, "conflict");
            let bad = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "" })).reply().await;
            assert!(matches!(bad.status, 409 | 422), "{}", bad.text);
            let done = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "派错单位" })).reply().await.done();
            assert_eq!((&done["state"], &done["unit"]), (&json!("filed"), &json!(null)), "{done}");
            assert!(done["dispatches"][0]["withdrawn_at"].is_string(), "{done}");
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "派错单位" })).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn what_its_unit_has_accepted_is_not_taken_back(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.accepted_case(&world).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let path = format!("/cases/{case}/withdrawal");
            desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "派错单位" })).reply().await.refused(409, "case_wrong_state");
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await;
            let office = desk.account(Role::Office).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/withdrawal");
            desk.post(&path).by(&other).on_version(1).with(&json!({ "reason": "派错单位" })).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/withdrawal", world.road);
            desk.post(&path).by(&office).on_version(1).with(&json!({ "reason": "派错单位" })).reply().await.refused(404, "not_found");
        }
    }
}
