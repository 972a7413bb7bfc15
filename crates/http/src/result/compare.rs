//! `GET /api/v1/rounds/{id}/comparison`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{Comparison, ComparisonQuery};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(compare, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("compareRounds")
        .tag("results")
        .summary("A round against another")
        .description("Changes by type, unit, site and item, with lost points that are new or cleared.")
}

async fn compare(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ComparisonQuery>) -> Answered<Comparison> {
    Ok(Json(result::compare(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
