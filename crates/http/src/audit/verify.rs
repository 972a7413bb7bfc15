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
