//! `GET /api/v1/audit/verification/part`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::audit;
use wangge_app::context::App;
use wangge_app::view::{VerificationPart, VerificationPartQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(verify_part, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("verifyAuditPart")
        .tag("audit")
        .summary("Verify a part of the record")
        .description("Whole chains, some thousand events at a time; the last part also checks the daily roots.")
}

async fn verify_part(caller: Caller, Query(query): Query<VerificationPartQuery>) -> Answered<VerificationPart> {
    Ok(Json(audit::verify_part(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_parts_add_up_to_the_whole(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.dispatched_case(&world).await;
            let auditor = desk.account(Role::Auditor).await;
            let whole = desk.get("/audit/verification").by(&auditor).reply().await.done();
            let part = desk.get("/audit/verification/part").by(&auditor).reply().await.done();
            assert_eq!((&part["events"], &part["chains"], &part["roots"]), (&whole["events"], &whole["chains"], &whole["roots"]));
            assert_eq!((&part["total"], part["next"].is_null(), part["broken"].is_null()), (&whole["events"], true, true));
            let path = format!("/audit/verification/part?after=case.{}", uuid::Uuid::nil());
            let later = desk.get(&path).by(&auditor).reply().await.done();
            assert!(later["events"].as_u64() > Some(0) && later["events"].as_u64() <= part["events"].as_u64(), "{later}");
        }

        async fn others_and_a_place_that_is_none_are_refused(store: Store) {
            let desk = Desk::open(store).await;
            let auditor = desk.account(Role::Auditor).await;
            desk.get("/audit/verification/part?after=moon").by(&auditor).reply().await.refused(422, "invalid");
            let office = desk.account(Role::Office).await;
            desk.get("/audit/verification/part").by(&office).reply().await.refused(403, "forbidden");
        }
    }
}
