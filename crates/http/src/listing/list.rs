//! `GET /api/v1/listings` and `GET /api/v1/listings/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::listing;
use wangge_app::view::{ListingList, ListingQuery, ListingView};
use wangge_domain::ids::ListingId;

use crate::answer::{Answered, Tagged};
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listListings").tag("listings").summary("The red and black lists").description(
            "The latest period first. What is not out yet is told only to those who edit or approve listings.",
        )
    })
}

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showListing").tag("listings").summary("A red and black list").description(
            "Its lists by peer group, who is on none and why, the rules and the scheme, what it corrects, its hash, and \
             whether the figures of today differ.",
        )
    })
}

async fn list(caller: Caller, Query(query): Query<ListingQuery>) -> Answered<ListingList> {
    Ok(Json(listing::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn show(caller: Caller, Id(id): Id<ListingId>) -> Result<Tagged<ListingView>, Refusal> {
    Ok(Tagged(Box::pin(listing::show(&caller.app, &caller.actor, caller.lang, id)).await?))
}
