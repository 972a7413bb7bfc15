//! `GET /api/v1/rebounds/hot-spots`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::rebound;
use wangge_app::view::{HotSpotList, ReboundQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(hot_spots, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listHotSpots").tag("rebounds").summary("Hot spots").description(
        "Sites, and grid cells for what is at no site, with several cases of one class reported in a period.",
    )
}

async fn hot_spots(caller: Caller, Query(query): Query<ReboundQuery>) -> Answered<HotSpotList> {
    Ok(Json(rebound::hot_spots(&caller.app, &caller.actor, caller.lang, query).await?))
}
