//! `POST /api/v1/case-requests/{id}/milestone`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, ReachMilestone};
use wangge_domain::ids::RequestId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(reach, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("reachMilestone")
        .tag("cases")
        .summary("Report a stage of a long-term plan as reached")
        .description("Once for each stage, by the unit, on the version of its case.")
}

async fn reach(
    caller: Caller,
    Id(id): Id<RequestId>,
    IfMatch(version): IfMatch,
    Body(command): Body<ReachMilestone>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::reach_milestone(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
