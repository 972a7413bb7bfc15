//! `/api/v1/resolutions` and their steps, and `POST /api/v1/meetings/{id}/resolutions`

use aide::axum::routing::{ApiMethodRouter, get_with, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::meeting;
use wangge_app::view::{MakeResolution, ResolutionList, ResolutionQuery, ResolutionView, ResolutionWords};
use wangge_domain::ids::{MeetingId, ResolutionId};
use wangge_domain::meeting::ResolutionText;

use crate::answer::{Answered, Created, Tagged};
use crate::extract::{Body, Caller, Id, IfMatch, Query};
use crate::problem::Refusal;

type Stepped = Result<Tagged<ResolutionView>, Refusal>;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation
            .id("listResolutions")
            .tag("meetings")
            .summary("The ledger of resolutions")
            .description("By day. A unit sees its own; whoever reads the whole district sees all.")
    })
}

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showResolution").tag("meetings").summary("A resolution").description(
            "What is to be done, by whom and by when, where it stands, and what the reader may do with it.",
        )
    })
}

pub(crate) fn make_route() -> ApiMethodRouter<App> {
    post_with(make, |operation: TransformOperation<'_>| {
        operation.id("makeResolution").tag("meetings").summary("Write down what a meeting resolved").description(
            "Of a meeting that was held; its unit and the unit's head are told. Sent again it is answered as the first time.",
        )
    })
}

pub(crate) fn amend_route() -> ApiMethodRouter<App> {
    put_with(amend, |operation: TransformOperation<'_>| {
        operation
            .id("amendResolution")
            .tag("meetings")
            .summary("Change a resolution")
            .description("While it is neither done nor dropped.")
    })
}

pub(crate) fn report_route() -> ApiMethodRouter<App> {
    post_with(report, |operation: TransformOperation<'_>| {
        operation
            .id("reportResolution")
            .tag("meetings")
            .summary("Report a resolution as done")
            .description("By its unit, with a sentence that says what was done; the office confirms.")
    })
}

pub(crate) fn confirm_route() -> ApiMethodRouter<App> {
    post_with(confirm, |operation: TransformOperation<'_>| {
        operation
            .id("confirmResolution")
            .tag("meetings")
            .summary("Confirm that a resolution is done")
            .description("By the office, and not by whoever reported it.")
    })
}

pub(crate) fn send_back_route() -> ApiMethodRouter<App> {
    post_with(send_back, |operation: TransformOperation<'_>| {
        operation
            .id("returnResolution")
            .tag("meetings")
            .summary("Send a resolution back")
            .description("With a reason: it is not done, and goes on.")
    })
}

pub(crate) fn drop_route() -> ApiMethodRouter<App> {
    post_with(drop_it, |operation: TransformOperation<'_>| {
        operation
            .id("dropResolution")
            .tag("meetings")
            .summary("Drop a resolution")
            .description("With a reason; it comes back to no meeting.")
    })
}

async fn list(caller: Caller, Query(query): Query<ResolutionQuery>) -> Answered<ResolutionList> {
    Ok(Json(meeting::resolutions(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn show(caller: Caller, Id(id): Id<ResolutionId>) -> Stepped {
    Ok(Tagged(meeting::show_resolution(&caller.app, &caller.actor, caller.lang, id).await?))
}

async fn make(
    caller: Caller,
    Id(id): Id<MeetingId>,
    Body(command): Body<MakeResolution>,
) -> Result<Created<Json<ResolutionView>>, Refusal> {
    let (answer, new) = meeting::make_resolution(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn amend(
    caller: Caller,
    Id(id): Id<ResolutionId>,
    IfMatch(version): IfMatch,
    Body(text): Body<ResolutionText>,
) -> Stepped {
    Ok(Tagged(meeting::amend_resolution(&caller.app, &caller.actor, caller.lang, id, version, text).await?))
}

async fn report(
    caller: Caller,
    Id(id): Id<ResolutionId>,
    IfMatch(version): IfMatch,
    Body(said): Body<ResolutionWords>,
) -> Stepped {
    Ok(Tagged(meeting::report(&caller.app, &caller.actor, caller.lang, id, version, said).await?))
}

async fn confirm(caller: Caller, Id(id): Id<ResolutionId>, IfMatch(version): IfMatch) -> Stepped {
    Ok(Tagged(meeting::confirm(&caller.app, &caller.actor, caller.lang, id, version).await?))
}

async fn send_back(
    caller: Caller,
    Id(id): Id<ResolutionId>,
    IfMatch(version): IfMatch,
    Body(said): Body<ResolutionWords>,
) -> Stepped {
    Ok(Tagged(meeting::send_back(&caller.app, &caller.actor, caller.lang, id, version, said).await?))
}

async fn drop_it(
    caller: Caller,
    Id(id): Id<ResolutionId>,
    IfMatch(version): IfMatch,
    Body(said): Body<ResolutionWords>,
) -> Stepped {
    Ok(Tagged(meeting::drop_resolution(&caller.app, &caller.actor, caller.lang, id, version, said).await?))
}
