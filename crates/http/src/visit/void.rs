//! `POST /api/v1/visits/{id}/voiding`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::{Reason, VisitDetail};
use wangge_app::visit;
use wangge_domain::ids::VisitId;

use crate::answer::Answered;
use crate::extract::{Body, Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(void, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("voidVisit")
        .tag("visits")
        .summary("Void a visit")
        .description("It no longer counts; the record keeps it with the reason.")
}

async fn void(caller: Caller, Id(id): Id<VisitId>, Body(reason): Body<Reason>) -> Answered<VisitDetail> {
    Ok(Json(visit::void(&caller.app, &caller.actor, caller.lang, id, reason).await?))
}
