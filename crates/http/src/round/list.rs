//! `GET /api/v1/rounds`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{List, RoundSummary};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listRounds").tag("rounds").summary("Rounds").description("All rounds, the latest first.")
}

async fn list(caller: Caller) -> Answered<List<RoundSummary>> {
    Ok(Json(round::list(&caller.app, &caller.actor, caller.lang).await?))
}
