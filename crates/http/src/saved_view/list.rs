//! `GET /api/v1/views`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::saved_view;
use wangge_app::view::{SavedViewList, SavedViewQuery};

use crate::extract::{Caller, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listViews")
        .tag("views")
        .summary("Saved views of a list")
        .description("One's own and those shared by the office.")
}

async fn list(caller: Caller, Query(query): Query<SavedViewQuery>) -> Result<Json<SavedViewList>, Refusal> {
    Ok(Json(saved_view::list(&caller.app, &caller.actor, query.list).await?))
}
