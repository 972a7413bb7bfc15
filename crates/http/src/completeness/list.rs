//! `GET /api/v1/completeness`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::completeness;
use wangge_app::context::App;
use wangge_app::view::{Completeness, CompletenessQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listCompleteness").tag("grid").summary("Whether the grid is complete").description(
        "Which nodes lack a person, a unit with its first responsible person, a duty or an applicable item.",
    )
}

async fn list(caller: Caller, Query(query): Query<CompletenessQuery>) -> Answered<Completeness> {
    Ok(Json(completeness::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
