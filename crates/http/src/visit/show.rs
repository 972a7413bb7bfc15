//! `GET /api/v1/visits/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::VisitDetail;
use wangge_app::visit;
use wangge_domain::ids::VisitId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showVisit")
        .tag("visits")
        .summary("One visit")
        .description("Its observations in words; points only for readers who may see scores.")
}

async fn show(caller: Caller, Id(id): Id<VisitId>) -> Answered<VisitDetail> {
    Ok(Json(visit::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
