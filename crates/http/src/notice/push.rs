//! `/api/v1/me/push-subscriptions`, `/api/v1/me/push-subscriptions/{id}`, `/api/v1/me/push-subscriptions/{id}/trial`

use aide::axum::routing::{ApiMethodRouter, delete_with, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::notice;
use wangge_app::view::{CreatePushSubscription, PushSubscriptions};
use wangge_domain::ids::PushSubscriptionId;

use crate::answer::Answered;
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation
            .id("listPushSubscriptions")
            .tag("notices")
            .summary("One's browsers that take pushed messages")
            .description("With the key a further one subscribes under; null where no channel pushes.")
    })
}

pub(crate) fn create_route() -> ApiMethodRouter<App> {
    post_with(create, |operation: TransformOperation<'_>| {
        operation.id("createPushSubscription").tag("notices").summary("Push to a browser").description(
            "As its PushManager gives it. Its service must be one the administrator allows. Again, it changes nothing.",
        )
    })
}

pub(crate) fn remove_route() -> ApiMethodRouter<App> {
    delete_with(remove, |operation: TransformOperation<'_>| {
        operation
            .id("removePushSubscription")
            .tag("notices")
            .summary("Push no more to a browser")
            .description("Answers those that stay.")
    })
}

pub(crate) fn try_out_route() -> ApiMethodRouter<App> {
    post_with(try_out, |operation: TransformOperation<'_>| {
        operation
            .id("tryPushSubscription")
            .tag("notices")
            .summary("Push a test to one's browser")
            .description("Refused with what the browser's service answered. A browser that is gone is forgotten.")
    })
}

async fn list(caller: Caller) -> Answered<PushSubscriptions> {
    Ok(Json(notice::push_subscriptions(&caller.app, &caller.actor).await?))
}

async fn create(caller: Caller, Body(command): Body<CreatePushSubscription>) -> Answered<PushSubscriptions> {
    Ok(Json(notice::subscribe(&caller.app, &caller.actor, command).await?))
}

async fn remove(caller: Caller, Id(id): Id<PushSubscriptionId>) -> Answered<PushSubscriptions> {
    Ok(Json(notice::unsubscribe(&caller.app, &caller.actor, id).await?))
}

async fn try_out(caller: Caller, Id(id): Id<PushSubscriptionId>) -> Result<NoContent, Refusal> {
    notice::try_push(&caller.app, &caller.actor, caller.lang, id).await?;
    Ok(NoContent)
}
