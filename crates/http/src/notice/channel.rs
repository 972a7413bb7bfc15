//! `/api/v1/channels`

use aide::axum::routing::{ApiMethodRouter, get_with, patch_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::notice;
use wangge_app::view::{AmendChannel, ChannelView, CreateChannel, List, TryChannel};

use crate::answer::{Answered, Tagged};
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation
            .id("listChannels")
            .tag("notices")
            .summary("The channels messages leave by")
            .description("Without their secrets. For system administrators.")
    })
}

pub(crate) fn create_route() -> ApiMethodRouter<App> {
    post_with(create, |operation: TransformOperation<'_>| {
        operation
            .id("createChannel")
            .tag("notices")
            .summary("Set a channel up")
            .description("A mail server, a gateway of short messages, a group robot, a webhook.")
    })
}

pub(crate) fn amend_route() -> ApiMethodRouter<App> {
    patch_with(amend, |operation: TransformOperation<'_>| {
        operation
            .id("amendChannel")
            .tag("notices")
            .summary("Change a channel")
            .description("Given whole; secrets that are empty stay as they were. Its kind does not change.")
    })
}

pub(crate) fn try_out_route() -> ApiMethodRouter<App> {
    post_with(try_out, |operation: TransformOperation<'_>| {
        operation
            .id("tryChannel")
            .tag("notices")
            .summary("Try a channel")
            .description("Sends a message at once; a refusal says what the other side answered.")
    })
}

async fn list(caller: Caller) -> Answered<List<ChannelView>> {
    Ok(Json(notice::channels(&caller.app, &caller.actor, caller.lang).await?))
}

async fn create(caller: Caller, Body(command): Body<CreateChannel>) -> Result<Tagged<ChannelView>, Refusal> {
    Ok(Tagged(notice::create(&caller.app, &caller.actor, caller.lang, command).await?))
}

async fn amend(
    caller: Caller,
    Id(code): Id<String>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendChannel>,
) -> Result<Tagged<ChannelView>, Refusal> {
    Ok(Tagged(notice::amend(&caller.app, &caller.actor, caller.lang, &code, version, command).await?))
}

async fn try_out(caller: Caller, Id(code): Id<String>, Body(command): Body<TryChannel>) -> Result<NoContent, Refusal> {
    notice::try_out(&caller.app, &caller.actor, caller.lang, &code, command).await?;
    Ok(NoContent)
}
