//! `GET /api/v1/bulletins/preview`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinPreview, BulletinPreviewQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(preview, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("previewBulletin")
        .tag("bulletins")
        .summary("A week's bulletin before it is published")
        .description("Made from the facts as they stand now.")
}

async fn preview(caller: Caller, Query(query): Query<BulletinPreviewQuery>) -> Answered<BulletinPreview> {
    Ok(Json(bulletin::preview(&caller.app, &caller.actor, caller.lang, query).await?))
}
