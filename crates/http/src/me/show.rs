//! `GET /api/v1/me`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::Me;

use crate::answer::Answered;
use crate::extract::Signed;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showMe")
        .tag("session")
        .summary("Who is signed in")
        .description("The account, its roles, what it may do, and the campaign.")
}

async fn show(signed: Signed) -> Answered<Me> {
    Ok(Json(session::me(&signed.app, &signed.actor, signed.lang).await?))
}
