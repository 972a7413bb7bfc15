//! `GET /api/v1/sites`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::{List, SiteQuery, SiteSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listSites")
        .tag("sites")
        .summary("Sites")
        .description("The sites the reader may know about, with their last score and open cases.")
}

async fn list(caller: Caller, Query(query): Query<SiteQuery>) -> Answered<List<SiteSummary>> {
    Ok(Json(site::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
