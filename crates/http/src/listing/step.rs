//! `POST /api/v1/listings/{id}/submission`, `…/return`, `…/approval` and `…/publication`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::listing;
use wangge_app::view::{ListingView, PublishListing, ReturnListing};
use wangge_domain::ids::ListingId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

type Stepped = Result<Tagged<ListingView>, Refusal>;

pub(crate) fn submit_route() -> ApiMethodRouter<App> {
    post_with(submit, |operation: TransformOperation<'_>| {
        operation
            .id("submitListing")
            .tag("listings")
            .summary("Submit it for approval")
            .description("Once its period is over, so that its figures no longer grow.")
    })
}

pub(crate) fn send_back_route() -> ApiMethodRouter<App> {
    post_with(send_back, |operation: TransformOperation<'_>| {
        operation
            .id("returnListing")
            .tag("listings")
            .summary("Send it back to be drafted anew")
            .description("With a reason, as long as it is not out.")
    })
}

pub(crate) fn approve_route() -> ApiMethodRouter<App> {
    post_with(approve, |operation: TransformOperation<'_>| {
        operation
            .id("approveListing")
            .tag("listings")
            .summary("Approve it")
            .description("By a leader or another person of the office; whoever submitted it is refused.")
    })
}

pub(crate) fn publish_route() -> ApiMethodRouter<App> {
    post_with(publish, |operation: TransformOperation<'_>| {
        operation.id("publishListing").tag("listings").summary("Publish it, at once or at a moment").description(
            "What it says is frozen with its hash. Before its moment only those who edit or approve listings see it; from \
             then on it is out, and its units are told.",
        )
    })
}

async fn submit(caller: Caller, Id(id): Id<ListingId>, IfMatch(version): IfMatch) -> Stepped {
    Ok(Tagged(Box::pin(listing::submit(&caller.app, &caller.actor, caller.lang, id, version)).await?))
}

async fn send_back(
    caller: Caller,
    Id(id): Id<ListingId>,
    IfMatch(version): IfMatch,
    Body(command): Body<ReturnListing>,
) -> Stepped {
    Ok(Tagged(Box::pin(listing::send_back(&caller.app, &caller.actor, caller.lang, id, version, command)).await?))
}

async fn approve(caller: Caller, Id(id): Id<ListingId>, IfMatch(version): IfMatch) -> Stepped {
    Ok(Tagged(Box::pin(listing::approve(&caller.app, &caller.actor, caller.lang, id, version)).await?))
}

async fn publish(
    caller: Caller,
    Id(id): Id<ListingId>,
    IfMatch(version): IfMatch,
    Body(command): Body<PublishListing>,
) -> Stepped {
    Ok(Tagged(Box::pin(listing::publish(&caller.app, &caller.actor, caller.lang, id, version, command)).await?))
}
