//! `GET /api/v1/rounds/{id}/explanation`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{ExplanationQuery, ScoreNode};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(explain, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("explainRound")
        .tag("results")
        .summary("How a score was made")
        .description("One part of the explanation tree with its parts one level deep.")
}

async fn explain(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ExplanationQuery>) -> Answered<ScoreNode> {
    Ok(Json(result::explain(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
