//! `GET /api/v1/locate`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::locate;
use wangge_app::view::{LocateQuery, Located};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("locate")
        .tag("grid")
        .summary("Where a place lies")
        .description("The chain of nodes that contains it, the territorial unit, and for an item the handling unit with the rule that chose it.")
}

async fn show(caller: Caller, Query(query): Query<LocateQuery>) -> Answered<Located> {
    Ok(Json(locate::locate(&caller.app, &caller.actor, caller.lang, query).await?))
}
