//! `GET /api/v1/editions`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::{EditionSummary, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listEditions")
        .tag("standards")
        .summary("Editions of the standards")
        .description("All editions, drafts only for those who may publish.")
}

async fn list(caller: Caller) -> Answered<List<EditionSummary>> {
    Ok(Json(edition::list(&caller.app, &caller.actor, caller.lang).await?))
}
