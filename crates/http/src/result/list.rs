//! `GET /api/v1/rounds/{id}/results`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{ResultQuery, Results};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listResults")
        .tag("results")
        .summary("Results of a round")
        .description("The score and its rows by type, unit, node, site or item, ranked before rounding.")
}

async fn list(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ResultQuery>) -> Answered<Results> {
    Ok(Json(result::list(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
