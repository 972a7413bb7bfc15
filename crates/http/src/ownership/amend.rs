//! `PATCH /api/v1/ownerships/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::ownership;
use wangge_app::view::{AmendOwnership, OwnershipView};
use wangge_domain::ids::OwnershipId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, |operation: TransformOperation<'_>| {
        operation.id("amendOwnership").tag("ownerships").summary("Change an ownership record").description(
            "What it says, or its days: a last day ends it. What is not said stays; what is null is emptied.",
        )
    })
}

async fn amend(
    caller: Caller,
    Id(id): Id<OwnershipId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendOwnership>,
) -> Result<Tagged<OwnershipView>, Refusal> {
    Ok(Tagged(ownership::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
