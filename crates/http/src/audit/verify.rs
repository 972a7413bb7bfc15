//! `GET /api/v1/audit/verification`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::audit;
use wangge_app::context::App;
use wangge_app::view::Verification;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(verify, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("verifyAudit")
        .tag("audit")
        .summary("Verify the record")
        .description("Reads every chain of events and every daily root, and names the first break.")
}

async fn verify(caller: Caller) -> Answered<Verification> {
    Ok(Json(audit::verify(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_auditor_verifies_the_record(store: Store) {
            let desk = Desk::open(store).await;
            let auditor = desk.account(Role::Auditor).await;
            let verified = desk.get("/audit/verification").by(&auditor).reply().await.done();
            assert_eq!(verified["ok"], true);
            assert!(verified["events"].as_u64() >= Some(1), "{verified}");
        }

        async fn others_do_not(store: Store) {
            let desk = Desk::open(store).await;
            let inspector = desk.account(Role::Inspector).await;
            desk.get("/audit/verification").by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
