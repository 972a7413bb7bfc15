//! `/api/v1/deliveries`

use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::notice;
use wangge_app::view::{DeliveryList, DeliveryQuery, DeliveryView};
use wangge_domain::ids::DeliveryId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation
            .id("listDeliveries")
            .tag("notices")
            .summary("Messages and what became of them")
            .description("The latest first. What they say is not shown, only their heading. For system administrators.")
    })
}

pub(crate) fn retry_route() -> ApiMethodRouter<App> {
    post_with(retry, |operation: TransformOperation<'_>| {
        operation
            .id("retryDelivery")
            .tag("notices")
            .summary("Send a message again")
            .description("One that was given up, from its first try on.")
    })
}

async fn list(caller: Caller, Query(query): Query<DeliveryQuery>) -> Answered<DeliveryList> {
    Ok(Json(notice::deliveries(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn retry(caller: Caller, Id(id): Id<DeliveryId>) -> Answered<DeliveryView> {
    Ok(Json(notice::retry(&caller.app, &caller.actor, caller.lang, id).await?))
}
