//! `POST /api/v1/cases/{id}/acceptance`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{AcceptCase, CaseDetail};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(accept, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("acceptCase").tag("cases").summary("Accept a case").description("The unit takes it in hand.")
}

async fn accept(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AcceptCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::accept(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
