//! `GET /api/v1/listing-rules` and `PUT /api/v1/listing-rules`

use aide::axum::routing::{ApiMethodRouter, get_with, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::listing;
use wangge_app::view::{ListingRulesView, SaveListingRules};

use crate::answer::Tagged;
use crate::extract::{Body, Caller, IfMatch};
use crate::problem::Refusal;

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation
            .id("showListingRules")
            .tag("listings")
            .summary("The rules red and black lists are drafted by")
            .description("One for each peer group: its own, or the suggested one.")
    })
}

pub(crate) fn save_route() -> ApiMethodRouter<App> {
    put_with(save, |operation: TransformOperation<'_>| {
        operation
            .id("saveListingRules")
            .tag("listings")
            .summary("Change the rules")
            .description("They are kept in versions; what was drafted before keeps the rules it was drafted by.")
    })
}

async fn show(caller: Caller) -> Result<Tagged<ListingRulesView>, Refusal> {
    Ok(Tagged(listing::rules(&caller.app, &caller.actor, caller.lang).await?))
}

async fn save(
    caller: Caller,
    IfMatch(version): IfMatch,
    Body(command): Body<SaveListingRules>,
) -> Result<Tagged<ListingRulesView>, Refusal> {
    Ok(Tagged(listing::save_rules(&caller.app, &caller.actor, caller.lang, version, command).await?))
}
