//! `GET /api/v1/meetings`, `GET /api/v1/meetings/{id}` and `GET /api/v1/meetings/{id}/proposal`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::meeting;
use wangge_app::view::{AgendaProposal, MeetingList, MeetingView};
use wangge_domain::ids::MeetingId;

use crate::answer::{Answered, Tagged};
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listMeetings").tag("meetings").summary("The dispatch meetings").description(
            "The latest first, each with how many of its resolutions are not done; and when the next would be.",
        )
    })
}

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation
            .id("showMeeting")
            .tag("meetings")
            .summary("A dispatch meeting")
            .description("Its agenda with the facts each point rests on, its minutes, and what it resolved.")
    })
}

pub(crate) fn proposal_route() -> ApiMethodRouter<App> {
    get_with(proposal, |operation: TransformOperation<'_>| {
        operation.id("proposeAgenda").tag("meetings").summary("What the figures propose for a meeting").description(
            "The points not on its agenda: who comes last in the ranking of its week, cases overdue longest or sent back \
             again and again, what needs a ruling across units, drives behind plan, resolutions not done.",
        )
    })
}

async fn list(caller: Caller) -> Answered<MeetingList> {
    Ok(Json(meeting::list(&caller.app, &caller.actor, caller.lang).await?))
}

async fn show(caller: Caller, Id(id): Id<MeetingId>) -> Result<Tagged<MeetingView>, Refusal> {
    Ok(Tagged(meeting::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

async fn proposal(caller: Caller, Id(id): Id<MeetingId>) -> Answered<AgendaProposal> {
    Ok(Json(Box::pin(meeting::proposal(&caller.app, &caller.actor, caller.lang, id)).await?))
}
