//! `GET /api/v1/sites/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::SiteDetail;
use wangge_domain::ids::SiteId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showSite").tag("sites").summary("One site").description("Its scores by round, visits and cases.")
}

async fn show(caller: Caller, Id(id): Id<SiteId>) -> Result<Tagged<SiteDetail>, Refusal> {
    Ok(Tagged(site::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
