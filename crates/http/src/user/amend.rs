//! `PATCH /api/v1/users/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::{AmendUser, UserView};
use wangge_domain::ids::UserId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("amendUser").tag("users").summary("Change an account").description("What is not said stays.")
}

async fn amend(
    caller: Caller,
    Id(id): Id<UserId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendUser>,
) -> Result<Tagged<UserView>, Refusal> {
    Ok(Tagged(user::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
