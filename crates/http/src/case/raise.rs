//! `POST /api/v1/cases/{id}/raise`

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
    post_with(raise, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("raiseCase").tag("cases").summary("Raise the case one level").description(
        "After a supervision order, once: the unit above, else the leaders are told. The clock is not touched.",
    )
}

async fn raise(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<PressUnit>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::raise(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
