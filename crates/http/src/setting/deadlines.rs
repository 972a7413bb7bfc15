//! `GET /api/v1/settings/deadlines`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::DeadlineDifferences;

use crate::extract::Caller;
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(differences, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("deadlineDifferences").tag("settings").summary("Which deadlines would be others").description(
        "Open cases whose deadline would be another by the calendar and the settings of now. A change of either never \
         moves a deadline that stands; nothing is changed here.",
    )
}

async fn differences(caller: Caller) -> Result<Json<DeadlineDifferences>, Refusal> {
    Ok(Json(case::differences(&caller.app, &caller.actor, caller.lang).await?))
}
