//! `GET /api/v1/editions/{id}/items`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::{ItemQuery, ItemView, List};
use wangge_domain::ids::EditionId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(items, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listItems")
        .tag("standards")
        .summary("Items of an edition")
        .description("What good looks like, how to look, how it is judged, who answers and by when.")
}

async fn items(caller: Caller, Id(id): Id<EditionId>, Query(query): Query<ItemQuery>) -> Answered<List<ItemView>> {
    Ok(Json(edition::items(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
