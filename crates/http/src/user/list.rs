//! `GET /api/v1/users`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::{List, UserView};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listUsers").tag("users").summary("Accounts").description("All accounts with their roles.")
}

async fn list(caller: Caller) -> Answered<List<UserView>> {
    Ok(Json(user::list(&caller.app, &caller.actor, caller.lang).await?))
}
