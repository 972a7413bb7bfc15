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
