//! `GET /api/v1/sites/{id}/explanation`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::{ScoreNode, SiteExplanationQuery};
use wangge_domain::ids::SiteId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(explain, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("explainSite")
        .tag("sites")
        .summary("How a site's score was made")
        .description("The site's part of the explanation tree, down to each item.")
}

async fn explain(caller: Caller, Id(id): Id<SiteId>, Query(query): Query<SiteExplanationQuery>) -> Answered<ScoreNode> {
    Ok(Json(site::explain(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
