//! `POST /api/v1/cases/{id}/supervision-order`

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
    post_with(supervise, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("superviseUnit").tag("cases").summary("Put the unit under supervision").description(
        "A supervision order with a document number; the clock is not touched. The unit's head is told as well.",
    )
}

async fn supervise(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<PressUnit>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::supervise(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
