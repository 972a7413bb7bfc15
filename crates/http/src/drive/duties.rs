//! `GET /api/v1/drives/duties`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::drive;
use wangge_app::view::DriveDuties;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(duties, |operation: TransformOperation<'_>| {
        operation.id("listDriveDuties").tag("drives").summary("What is to be reported").description(
            "The drives under way with the places the reader reports for, what they reported this week, and the dead \
             corners they may clear or check; for a phone to take along.",
        )
    })
}

async fn duties(caller: Caller) -> Answered<DriveDuties> {
    Ok(Json(drive::duties(&caller.app, &caller.actor, caller.lang).await?))
}
