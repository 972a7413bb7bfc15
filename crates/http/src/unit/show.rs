//! `GET /api/v1/units/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::UnitDetail;
use wangge_domain::ids::UnitId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showUnit")
        .tag("units")
        .summary("One unit")
        .description("Its first responsible persons, its node, its cases by state and its places in the rankings.")
}

async fn show(caller: Caller, Id(id): Id<UnitId>) -> Answered<UnitDetail> {
    Ok(Json(unit::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
