//! `GET /api/v1/bulletins/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::BulletinDetail;
use wangge_domain::ids::BulletinId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showBulletin")
        .tag("bulletins")
        .summary("One bulletin")
        .description("As it was published, with the facts it was made from.")
}

async fn show(caller: Caller, Id(id): Id<BulletinId>) -> Answered<BulletinDetail> {
    Ok(Json(bulletin::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
