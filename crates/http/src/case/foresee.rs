//! `GET /api/v1/cases/{id}/deadline`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{ForeseeQuery, ForeseenDeadline};
use wangge_domain::ids::CaseId;

use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(foresee, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("foreseeDeadline")
        .tag("cases")
        .summary("What a deadline would become")
        .description("If the clock stood until a day, or without a day by an extension. Nothing is changed.")
}

async fn foresee(
    caller: Caller,
    Id(id): Id<CaseId>,
    Query(query): Query<ForeseeQuery>,
) -> Result<Json<ForeseenDeadline>, Refusal> {
    Ok(Json(case::foresee(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
