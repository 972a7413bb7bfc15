//! `GET /api/v1/map`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::map;
use wangge_app::view::{DistrictMap, MapQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showMap")
        .tag("overview")
        .summary("The map of the district")
        .description("Nodes with their boundaries and sites, each with what colours it, as GeoJSON in WGS-84.")
}

async fn show(caller: Caller, Query(query): Query<MapQuery>) -> Answered<DistrictMap> {
    Ok(Json(map::show(&caller.app, &caller.actor, caller.lang, query).await?))
}
