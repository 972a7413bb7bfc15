//! `POST /api/v1/drives` and `PUT /api/v1/drives/{id}`

use aide::axum::routing::{ApiMethodRouter, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::drive;
use wangge_app::view::{DriveText, DriveView, MakeDrive};
use wangge_domain::ids::DriveId;

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn make_route() -> ApiMethodRouter<App> {
    post_with(make, |operation: TransformOperation<'_>| {
        operation.id("makeDrive").tag("drives").summary("Make a drive").description(
            "With its measures and what is planned where. Of two places one inside the other only one may have targets, \
             so that no work counts twice. Sent again it is answered as the first time.",
        )
    })
}

pub(crate) fn amend_route() -> ApiMethodRouter<App> {
    put_with(amend, |operation: TransformOperation<'_>| {
        operation
            .id("amendDrive")
            .tag("drives")
            .summary("Change a drive")
            .description("All of it is given anew. A measure that was reported of must stay.")
    })
}

async fn make(caller: Caller, Body(command): Body<MakeDrive>) -> Result<Created<Json<DriveView>>, Refusal> {
    let (answer, new) = drive::make(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn amend(
    caller: Caller,
    Id(id): Id<DriveId>,
    IfMatch(version): IfMatch,
    Body(text): Body<DriveText>,
) -> Result<Tagged<DriveView>, Refusal> {
    Ok(Tagged(drive::amend(&caller.app, &caller.actor, caller.lang, id, version, text).await?))
}
