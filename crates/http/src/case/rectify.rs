//! `POST /api/v1/cases/{id}/rectification`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, RectifyCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(rectify, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("rectifyCase")
        .tag("cases")
        .summary("Report a case rectified")
        .description("What was done, and what keeps it from coming back.")
}

async fn rectify(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<RectifyCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::rectify(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
