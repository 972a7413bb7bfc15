//! `POST /api/v1/cases/{id}/dispatch`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, DispatchCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(dispatch, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("dispatchCase")
        .tag("cases")
        .summary("Dispatch a case")
        .description("To the unit found by routing, or to another one named.")
}

async fn dispatch(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<DispatchCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::dispatch(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
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
            let case = desk.filed_case(&world).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let path = format!("/cases/{case}/dispatch");
            desk.post(&path).by(&office).with(&json!({})).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 5).with(&json!({})).reply().await.refused(412, "conflict");
            let done = desk.post(&path).by(&office).on_version(version).with(&json!({ "note": "请当日办结" })).reply().await.done();
            assert_eq!((&done["state"], &done["note"]), (&json!("dispatched"), &json!("请当日办结")), "{done}");
            assert_eq!(done["unit"]["code"], "urban-management", "{done}");
            assert_eq!(done["dispatches"][0]["assisting"], false);
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&office).on_version(version).with(&json!({})).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.filed_case(&world).await;
            let office = desk.account(Role::Office).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/dispatch");
            desk.post(&path).by(&other).on_version(1).with(&json!({})).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/dispatch", world.road);
            desk.post(&path).by(&office).on_version(1).with(&json!({})).reply().await.refused(404, "not_found");
        }
    }
}
