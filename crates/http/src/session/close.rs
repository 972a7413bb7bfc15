//! `DELETE /api/v1/session`

use aide::axum::routing::{ApiMethodRouter, delete_with};
use aide::transform::TransformOperation;
use axum::http::StatusCode;
use axum::response::{IntoResponse, NoContent, Response};
use axum_extra::extract::CookieJar;
use wangge_app::context::App;
use wangge_app::session;

use super::cookie;
use crate::extract::Signed;
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    delete_with(close, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("closeSession")
        .tag("session")
        .summary("Sign out")
        .description("Ends the session and takes back its cookie.")
        .response::<204, NoContent>()
}

async fn close(signed: Signed) -> Result<Response, Refusal> {
    session::close(&signed.app, &signed.token).await?;
    let mut jar = CookieJar::new();
    jar = jar.add(cookie::to_remove()).remove(cookie::to_remove());
    Ok((StatusCode::NO_CONTENT, jar).into_response())
}
