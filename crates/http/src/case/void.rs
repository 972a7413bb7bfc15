//! `POST /api/v1/cases/{id}/voiding`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, Reason};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(void, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("voidCase").tag("cases").summary("Void a case").description("With a reason.")
}

async fn void(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(reason): Body<Reason>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::void(&caller.app, &caller.actor, caller.lang, id, version, reason).await?))
}
