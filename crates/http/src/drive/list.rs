//! `GET /api/v1/drives` and `GET /api/v1/drives/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::drive;
use wangge_app::view::{DriveList, DriveView};
use wangge_domain::ids::DriveId;

use crate::answer::{Answered, Tagged};
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listDrives").tag("drives").summary("The drives").description(
            "Those under way first, each with how far it is over the places the reader sees. A measure without a target \
             shows no share, not 0 %.",
        )
    })
}

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showDrive").tag("drives").summary("A drive").description(
            "Its places against a straight line from its first day to its last, those that lag most first; what is left \
             day by day; and its dead corners within reach.",
        )
    })
}

async fn list(caller: Caller) -> Answered<DriveList> {
    Ok(Json(drive::list(&caller.app, &caller.actor, caller.lang).await?))
}

async fn show(caller: Caller, Id(id): Id<DriveId>) -> Result<Tagged<DriveView>, Refusal> {
    Ok(Tagged(drive::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
