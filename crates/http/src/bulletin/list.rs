//! `GET /api/v1/bulletins`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinSummary, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listBulletins").tag("bulletins").summary("Published bulletins").description("The latest first.")
}

async fn list(caller: Caller) -> Answered<List<BulletinSummary>> {
    Ok(Json(bulletin::list(&caller.app, &caller.actor, caller.lang).await?))
}
