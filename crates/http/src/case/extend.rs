//! `POST /api/v1/cases/{id}/extension`

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
    post_with(extend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("extendCase").tag("cases").summary("Extend the deadline").description(
        "By one more limit, reckoned from the deadline that stands; at most twice, and only before it passes.",
    )
}

async fn extend(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<Reason>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::extend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
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
            let before = desk.get(&format!("/cases/{case}")).by(&office).reply().await.done();
            let path = format!("/cases/{case}/extension");
            desk.post(&path).by(&office).with(&json!({ "reason": "雨天无法施工" })).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 5).with(&json!({ "reason": "雨天无法施工" })).reply().await.refused(412, "conflict");
            let bad = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "" })).reply().await;
            assert!(matches!(bad.status, 409 | 422), "{}", bad.text);
            let done = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "雨天无法施工" })).reply().await.done();
            assert_eq!((&done["state"], &done["extension_count"]), (&json!("dispatched"), &json!(1)), "{done}");
            assert_ne!(done["deadline_at"], before["deadline_at"]);
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "材料未到" })).reply().await.done();
            assert_eq!(again["extension_count"], 2, "{again}");
            assert!(again["deadline_at"].as_str() > done["deadline_at"].as_str(), "{again}");
            assert!(again["deadline_basis_text"].as_str().is_some_and(|text| text.contains("已延期 2 次")), "{again}");
            let offered = again["allowed"].as_array().into_iter().flatten().any(|allowed| allowed["action"] == "extend");
            assert!(!offered, "a third time is not offered: {again}");
            let version = again["version"].as_i64().unwrap_or_default();
            let third = desk.post(&path).by(&office).on_version(version).with(&json!({ "reason": "材料未到" })).reply().await;
            third.refused(409, "extended_enough");
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await;
            let office = desk.account(Role::Office).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/extension");
            desk.post(&path).by(&other).on_version(1).with(&json!({ "reason": "雨天无法施工" })).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/extension", world.road);
            desk.post(&path).by(&office).on_version(1).with(&json!({ "reason": "雨天无法施工" })).reply().await.refused(404, "not_found");
        }
    }
}
