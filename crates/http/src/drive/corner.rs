//! `POST /api/v1/drives/{id}/dead-corners`, `POST /api/v1/dead-corners/{id}/clearing`, `…/check` and `…/case`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::drive;
use wangge_app::view::{ClearCorner, DeadCornerView, FileCorner, FindCorner, RecheckCorner};
use wangge_domain::ids::{DeadCornerId, DriveId};

use crate::answer::{Answered, Created};
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn find_route() -> ApiMethodRouter<App> {
    post_with(find, |operation: TransformOperation<'_>| {
        operation
            .id("findDeadCorner")
            .tag("drives")
            .summary("Enter a dead corner")
            .description("Where it is and what lies there. Sent again it is answered as the first time.")
    })
}

pub(crate) fn clear_route() -> ApiMethodRouter<App> {
    post_with(clear, |operation: TransformOperation<'_>| {
        operation
            .id("clearDeadCorner")
            .tag("drives")
            .summary("Clear a dead corner")
            .description("One that was found or came back. Sent again it is the same act.")
    })
}

pub(crate) fn check_route() -> ApiMethodRouter<App> {
    post_with(check, |operation: TransformOperation<'_>| {
        operation.id("recheckDeadCorner").tag("drives").summary("Check a dead corner again").description(
            "Whether it is still clear or came back; by another account than cleared it. Sent again it is the same act.",
        )
    })
}

pub(crate) fn case_route() -> ApiMethodRouter<App> {
    post_with(case, |operation: TransformOperation<'_>| {
        operation.id("fileDeadCorner").tag("drives").summary("Make a dead corner a case").description(
            "One that came back is reported as a case at its place, with the photographs of the last check, and the two \
             are linked.",
        )
    })
}

async fn find(
    caller: Caller,
    Id(id): Id<DriveId>,
    Body(command): Body<FindCorner>,
) -> Result<Created<Json<DeadCornerView>>, Refusal> {
    let (answer, new) = drive::find(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn clear(caller: Caller, Id(id): Id<DeadCornerId>, Body(command): Body<ClearCorner>) -> Answered<DeadCornerView> {
    Ok(Json(drive::clear(&caller.app, &caller.actor, caller.lang, id, command).await?))
}

async fn check(
    caller: Caller,
    Id(id): Id<DeadCornerId>,
    Body(command): Body<RecheckCorner>,
) -> Answered<DeadCornerView> {
    Ok(Json(drive::recheck(&caller.app, &caller.actor, caller.lang, id, command).await?))
}

async fn case(caller: Caller, Id(id): Id<DeadCornerId>, Body(command): Body<FileCorner>) -> Answered<DeadCornerView> {
    Ok(Json(drive::file_case(&caller.app, &caller.actor, caller.lang, id, command).await?))
}
