//! `GET /api/v1/re-checks`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::rebound;
use wangge_app::view::{ReCheckList, ReCheckQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(due, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listReChecks").tag("rebounds").summary("Closed cases to be re-checked").description(
        "Closed cases by how their watch stands, due and overdue ones when nothing is said, with how many stand how.",
    )
}

async fn due(caller: Caller, Query(query): Query<ReCheckQuery>) -> Answered<ReCheckList> {
    Ok(Json(rebound::due(&caller.app, &caller.actor, caller.lang, query).await?))
}
