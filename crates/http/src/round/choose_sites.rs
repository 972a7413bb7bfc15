//! `PUT /api/v1/rounds/{id}/sites`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{RoundDetail, SiteChoice};
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(choose_sites, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("chooseSites")
        .tag("rounds")
        .summary("Choose a round's sites")
        .description("All sites of the round, in place of those before.")
}

async fn choose_sites(
    caller: Caller,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(choice): Body<SiteChoice>,
) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::choose_sites(&caller.app, &caller.actor, caller.lang, id, version, choice).await?))
}
