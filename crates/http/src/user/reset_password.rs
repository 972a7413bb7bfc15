//! `POST /api/v1/users/{id}/password-reset`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::UserWithPassword;
use wangge_domain::ids::UserId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(reset_password, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("resetPassword")
        .tag("users")
        .summary("Reset a password")
        .description("Answers a new one-time password and ends the account's sessions.")
}

async fn reset_password(caller: Caller, Id(id): Id<UserId>) -> Answered<UserWithPassword> {
    Ok(Json(user::reset_password(&caller.app, &caller.actor, caller.lang, id).await?))
}
