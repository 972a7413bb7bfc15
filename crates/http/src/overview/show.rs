//! `GET /api/v1/overview`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::overview;
use wangge_app::view::{Overview, OverviewQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showOverview")
        .tag("overview")
        .summary("How the district stands today")
        .description("The countdown, the last round with its change, lost points by type and unit, cases by state, the week, and where it is worst; for one node's subtree when `node` is given.")
}

async fn show(caller: Caller, Query(query): Query<OverviewQuery>) -> Answered<Overview> {
    Ok(Json(overview::show(&caller.app, &caller.actor, caller.lang, query).await?))
}
