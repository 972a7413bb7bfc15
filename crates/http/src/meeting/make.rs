//! `POST /api/v1/meetings`, `PUT /api/v1/meetings/{id}`, and its holding, minutes and cancellation

use aide::axum::routing::{ApiMethodRouter, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::meeting;
use wangge_app::view::{AmendMeeting, CancelMeeting, MeetingView, MinuteMeeting, PrepareMeeting};
use wangge_domain::ids::MeetingId;

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn prepare_route() -> ApiMethodRouter<App> {
    post_with(prepare, |operation: TransformOperation<'_>| {
        operation.id("prepareMeeting").tag("meetings").summary("Prepare a dispatch meeting").description(
            "Its agenda is what the figures propose; the office then edits it. Sent again it is answered as the first time.",
        )
    })
}

pub(crate) fn amend_route() -> ApiMethodRouter<App> {
    put_with(amend, |operation: TransformOperation<'_>| {
        operation.id("amendMeeting").tag("meetings").summary("Change a meeting that is still to be held").description(
            "All of it is given anew: day, place, and the points in their order. A point on the agenda keeps its facts, a \
             proposed one brings its own; facts are never typed.",
        )
    })
}

pub(crate) fn hold_route() -> ApiMethodRouter<App> {
    post_with(hold, |operation: TransformOperation<'_>| {
        operation
            .id("holdMeeting")
            .tag("meetings")
            .summary("Hold a meeting")
            .description("From its day on. It gets its number, and its agenda is frozen with the facts.")
    })
}

pub(crate) fn minute_route() -> ApiMethodRouter<App> {
    put_with(minute, |operation: TransformOperation<'_>| {
        operation
            .id("minuteMeeting")
            .tag("meetings")
            .summary("Write down what was said")
            .description("By point; and who presided and attended. A point that is not named keeps its minutes.")
    })
}

pub(crate) fn cancel_route() -> ApiMethodRouter<App> {
    post_with(cancel, |operation: TransformOperation<'_>| {
        operation
            .id("cancelMeeting")
            .tag("meetings")
            .summary("Call a meeting off")
            .description("With a reason, while it is still to be held.")
    })
}

async fn prepare(caller: Caller, Body(command): Body<PrepareMeeting>) -> Result<Created<Json<MeetingView>>, Refusal> {
    let (answer, new) = Box::pin(meeting::prepare(&caller.app, &caller.actor, caller.lang, command)).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn amend(
    caller: Caller,
    Id(id): Id<MeetingId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendMeeting>,
) -> Result<Tagged<MeetingView>, Refusal> {
    Ok(Tagged(Box::pin(meeting::amend(&caller.app, &caller.actor, caller.lang, id, version, command)).await?))
}

async fn hold(
    caller: Caller,
    Id(id): Id<MeetingId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<MeetingView>, Refusal> {
    Ok(Tagged(meeting::hold(&caller.app, &caller.actor, caller.lang, id, version).await?))
}

async fn minute(
    caller: Caller,
    Id(id): Id<MeetingId>,
    IfMatch(version): IfMatch,
    Body(command): Body<MinuteMeeting>,
) -> Result<Tagged<MeetingView>, Refusal> {
    Ok(Tagged(meeting::minute(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

async fn cancel(
    caller: Caller,
    Id(id): Id<MeetingId>,
    IfMatch(version): IfMatch,
    Body(command): Body<CancelMeeting>,
) -> Result<Tagged<MeetingView>, Refusal> {
    Ok(Tagged(meeting::cancel(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
