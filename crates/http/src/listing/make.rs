//! `POST /api/v1/listings`, `PUT /api/v1/listings/{id}` and `POST /api/v1/listings/{id}/correction`

use aide::axum::routing::{ApiMethodRouter, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::listing;
use wangge_app::view::{AmendListing, CorrectListing, DraftListing, ListingView};
use wangge_domain::ids::ListingId;

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn draft_route() -> ApiMethodRouter<App> {
    post_with(draft, |operation: TransformOperation<'_>| {
        operation.id("draftListing").tag("listings").summary("Draft the red and black list of a period").description(
            "From the figures as they stand, by the rules in force or those given. A period has one; sent again it is \
             answered as the first time.",
        )
    })
}

pub(crate) fn amend_route() -> ApiMethodRouter<App> {
    put_with(amend, |operation: TransformOperation<'_>| {
        operation
            .id("amendListing")
            .tag("listings")
            .summary("Draft it anew")
            .description("By other rules or with other words; its figures are reckoned as they stand now.")
    })
}

pub(crate) fn correct_route() -> ApiMethodRouter<App> {
    post_with(correct, |operation: TransformOperation<'_>| {
        operation.id("correctListing").tag("listings").summary("Draft the correction of one that is out").description(
            "A new edition that says what changed and why. It is submitted, approved and published like any other; the \
             one it corrects stays visible, struck.",
        )
    })
}

async fn draft(caller: Caller, Body(command): Body<DraftListing>) -> Result<Created<Json<ListingView>>, Refusal> {
    let (answer, new) = Box::pin(listing::draft(&caller.app, &caller.actor, caller.lang, command)).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn amend(
    caller: Caller,
    Id(id): Id<ListingId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendListing>,
) -> Result<Tagged<ListingView>, Refusal> {
    Ok(Tagged(Box::pin(listing::amend(&caller.app, &caller.actor, caller.lang, id, version, command)).await?))
}

async fn correct(
    caller: Caller,
    Id(id): Id<ListingId>,
    Body(command): Body<CorrectListing>,
) -> Result<Created<Json<ListingView>>, Refusal> {
    let (answer, new) = Box::pin(listing::correct(&caller.app, &caller.actor, caller.lang, id, command)).await?;
    Ok(Created { new, answer: Json(answer) })
}
