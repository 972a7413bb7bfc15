//! `POST /api/v1/editions/{id}/publication`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::EditionDetail;
use wangge_domain::ids::EditionId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(publish, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("publishEdition")
        .tag("standards")
        .summary("Publish an edition")
        .description("It can then be used for rounds, and no longer changes.")
}

async fn publish(caller: Caller, Id(id): Id<EditionId>) -> Result<Tagged<EditionDetail>, Refusal> {
    Ok(Tagged(edition::publish(&caller.app, &caller.actor, caller.lang, id).await?))
}
