//! `GET` and `POST /api/v1/drives/{id}/reports`

use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::drive;
use wangge_app::view::{DriveReportQuery, DriveReportView, DriveReports, SendDriveReport};
use wangge_domain::ids::DriveId;

use crate::answer::{Answered, Created};
use crate::extract::{Body, Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listDriveReports").tag("drives").summary("The reports of a week").description(
            "Every report within reach, the corrected ones too, with what counts of each day and of the week.",
        )
    })
}

pub(crate) fn send_route() -> ApiMethodRouter<App> {
    post_with(send, |operation: TransformOperation<'_>| {
        operation.id("sendDriveReport").tag("drives").summary("Report what was done").description(
            "Of one measure at one node on one day. A report is never changed: a correction is a new report that names the \
             one it replaces. A demolition is refused without its papers: the decision's number and day, the notice \
             served, the owner's signature or the court's order, and a photograph of the document. Sent again it is \
             answered as the first time.",
        )
    })
}

async fn list(caller: Caller, Id(id): Id<DriveId>, Query(query): Query<DriveReportQuery>) -> Answered<DriveReports> {
    Ok(Json(drive::reports(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

async fn send(
    caller: Caller,
    Id(id): Id<DriveId>,
    Body(command): Body<SendDriveReport>,
) -> Result<Created<Json<DriveReportView>>, Refusal> {
    let (answer, new) = drive::send(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}
