//! `POST /api/v1/users`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::{CreateUser, UserWithPassword};

use crate::answer::Created;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(create, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("createUser")
        .tag("users")
        .summary("Make an account")
        .description("Answers its one-time password, this once.")
}

async fn create(caller: Caller, Body(command): Body<CreateUser>) -> Result<Created<Json<UserWithPassword>>, Refusal> {
    let answer = user::create(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new: true, answer: Json(answer) })
}
