//! `GET /api/v1/rebounds/survival`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::rebound;
use wangge_app::view::{FixSurvival, ReboundQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(survival, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showFixSurvival").tag("rebounds").summary("How long fixes hold").description(
        "The product-limit estimate over the cases closed in a period: how many still hold after so many days.",
    )
}

async fn survival(caller: Caller, Query(query): Query<ReboundQuery>) -> Answered<FixSurvival> {
    Ok(Json(rebound::survival(&caller.app, &caller.actor, caller.lang, query).await?))
}
