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
