//! `GET /api/v1/rebounds`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::rebound;
use wangge_app::view::{ReboundFigures, ReboundQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(figures, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showRebounds").tag("rebounds").summary("Rebound rates").description(
        "Closed cases that a re-check found to have come back, of those re-checked: of all, by unit, item and month. Where nothing was \
         re-checked there is no rate.",
    )
}

async fn figures(caller: Caller, Query(query): Query<ReboundQuery>) -> Answered<ReboundFigures> {
    Ok(Json(rebound::figures(&caller.app, &caller.actor, caller.lang, query).await?))
}
