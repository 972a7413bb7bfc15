//! `POST /api/v1/cases/{id}/check`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, CheckCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(check, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("checkCase").tag("cases").summary("Check a rectification").description(
        "By somebody who neither dispatched nor rectified it; it is closed, or goes back and counts as rework.",
    )
}

async fn check(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<CheckCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::check(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
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
            let case = desk.rectified_case(&world).await;
            let checker = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &checker).await;
            let path = format!("/cases/{case}/check");
            desk.post(&path).by(&checker).with(&json!({ "passed": true })).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&checker).on_version(version + 5).with(&json!({ "passed": true })).reply().await.refused(412, "conflict");
            let bad = desk.post(&path).by(&checker).on_version(version).with(&json!({ "passed": false })).reply().await;
            assert!(matches!(bad.status, 409 | 422), "{}", bad.text);
            let done = desk.post(&path).by(&checker).on_version(version).with(&json!({ "passed": true })).reply().await.done();
            assert_eq!(done["state"], "closed", "{done}");
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&checker).on_version(version).with(&json!({ "passed": true })).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.rectified_case(&world).await;
            let checker = desk.account(Role::Office).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/check");
            desk.post(&path).by(&other).on_version(1).with(&json!({ "passed": true })).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/check", world.road);
            desk.post(&path).by(&checker).on_version(1).with(&json!({ "passed": true })).reply().await.refused(404, "not_found");
        }
    }
}
