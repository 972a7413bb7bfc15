//! `GET /api/v1/campaign`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::State;
use wangge_app::campaign;
use wangge_app::context::App;
use wangge_app::view::Campaign;

use crate::answer::Answered;
use crate::extract::Language;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showCampaign")
        .tag("session")
        .summary("The campaign")
        .description("Its name, calendar and levels. Open to everyone, for the page to sign in on.")
}

async fn show(State(app): State<App>, Language(lang): Language) -> Answered<Campaign> {
    Ok(Json(campaign::show(&app, lang).await?))
}
