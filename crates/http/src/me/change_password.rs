//! `PUT /api/v1/me/password`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::PasswordChange;

use crate::extract::{Body, Signed};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(change_password, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("changePassword")
        .tag("session")
        .summary("Change one's password")
        .description("Keeps this session and ends all others of the account.")
}

async fn change_password(signed: Signed, Body(change): Body<PasswordChange>) -> Result<NoContent, Refusal> {
    session::change_password(&signed.app, &signed.actor, &signed.token, change).await?;
    Ok(NoContent)
}
