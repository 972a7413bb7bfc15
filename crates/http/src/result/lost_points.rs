//! `GET /api/v1/rounds/{id}/lost-points`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{List, LostPointQuery, LostPointView};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(lost_points, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listLostPoints")
        .tag("results")
        .summary("Lost points of a round")
        .description("Every lost point with its site, item, unit and the case it became.")
}

async fn lost_points(
    caller: Caller,
    Id(id): Id<RoundId>,
    Query(query): Query<LostPointQuery>,
) -> Answered<List<LostPointView>> {
    Ok(Json(result::lost_points(&caller.app, &caller.actor, caller.lang, id, query).await?))
}
