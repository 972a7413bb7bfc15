//! `POST /api/v1/rounds/{id}/visits`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::{SubmitVisit, VisitReceipt};
use wangge_app::visit;
use wangge_domain::ids::RoundId;

use crate::answer::Created;
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(submit, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("submitVisit").tag("visits").summary("Submit a visit").description(
        "What was found at a site. A submitted visit is locked; the same visit again answers as the first time.",
    )
}

async fn submit(
    caller: Caller,
    Id(id): Id<RoundId>,
    Body(command): Body<SubmitVisit>,
) -> Result<Created<Json<VisitReceipt>>, Refusal> {
    let (answer, new) = visit::submit(&caller.app, &caller.actor, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}
