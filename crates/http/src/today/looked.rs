//! `POST /api/v1/today/looked`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::today;
use wangge_app::view::LookedAt;

use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(looked, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("lookedAtToday")
        .tag("today")
        .summary("Say that the changes were seen")
        .description("Everything up to the moment counts as seen by the account; an earlier moment changes nothing.")
}

async fn looked(caller: Caller, Body(at): Body<LookedAt>) -> Result<NoContent, Refusal> {
    today::looked(&caller.app, &caller.actor, at).await?;
    Ok(NoContent)
}
