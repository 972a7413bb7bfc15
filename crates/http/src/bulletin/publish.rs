//! `POST /api/v1/bulletins`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDetail, PublishBulletin};

use crate::answer::Created;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(publish, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("publishBulletin")
        .tag("bulletins")
        .summary("Publish a week's bulletin")
        .description("It gets its number and never changes again.")
}

async fn publish(
    caller: Caller,
    Body(command): Body<PublishBulletin>,
) -> Result<Created<Json<BulletinDetail>>, Refusal> {
    let answer = bulletin::publish(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new: true, answer: Json(answer) })
}
