//! `POST /api/v1/case-requests/{id}/withdrawal`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::CaseDetail;
use wangge_domain::ids::RequestId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(take_back, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("takeRequestBack")
        .tag("cases")
        .summary("Take a request back")
        .description("By its unit, before it is decided, on the version of its case.")
}

async fn take_back(
    caller: Caller,
    Id(id): Id<RequestId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::take_back(&caller.app, &caller.actor, caller.lang, id, version).await?))
}
