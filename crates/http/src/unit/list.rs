//! `GET /api/v1/units`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::{List, UnitQuery, UnitSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listUnits")
        .tag("units")
        .summary("Units")
        .description("The units the reader may know about, with their open and overdue cases.")
}

async fn list(caller: Caller, Query(query): Query<UnitQuery>) -> Answered<List<UnitSummary>> {
    Ok(Json(unit::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
