//! `DELETE /api/v1/views/{id}`

use aide::axum::routing::{ApiMethodRouter, delete_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::saved_view;
use wangge_domain::ids::SavedViewId;

use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    delete_with(remove, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("removeView")
        .tag("views")
        .summary("Remove a saved view")
        .description("One's own.")
        .response::<204, NoContent>()
}

async fn remove(caller: Caller, Id(id): Id<SavedViewId>) -> Result<NoContent, Refusal> {
    saved_view::remove(&caller.app, &caller.actor, id).await?;
    Ok(NoContent)
}
