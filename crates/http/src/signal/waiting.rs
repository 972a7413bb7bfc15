//! `GET /api/v1/signals/rectifications`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::signal;
use wangge_app::view::{CaseSignals, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(waiting, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("signalsOfRectifications")
        .tag("signals")
        .summary("Rectifications that wait for their check, with their signals")
        .description("Those that deserve a second look most come first, then the longest waiting; at most 500.")
}

async fn waiting(caller: Caller) -> Answered<List<CaseSignals>> {
    Ok(Json(List::whole(signal::waiting(&caller.app, &caller.actor, caller.lang).await?)))
}
