//! `GET /api/v1/stage-times`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{StageTimeQuery, StageTimes};

use crate::extract::{Caller, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(times, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("stageTimes").tag("cases").summary("How long the stages took").description(
        "The median length and the late ones of each stage of the cases that left it in a period, by unit; of the \
         cases within the reader's reach.",
    )
}

async fn times(caller: Caller, Query(query): Query<StageTimeQuery>) -> Result<Json<StageTimes>, Refusal> {
    Ok(Json(case::stage_times(&caller.app, &caller.actor, caller.lang, query).await?))
}
