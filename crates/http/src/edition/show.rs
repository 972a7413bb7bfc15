//! `GET /api/v1/editions/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::EditionDetail;
use wangge_domain::ids::EditionId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showEdition")
        .tag("standards")
        .summary("One edition")
        .description("Its groups, site types, modules and how it is computed, in sentences.")
}

async fn show(caller: Caller, Id(id): Id<EditionId>) -> Result<Tagged<EditionDetail>, Refusal> {
    Ok(Tagged(edition::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
