//! `DELETE /api/v1/ownerships/{id}`

use aide::axum::routing::{ApiMethodRouter, delete_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::ownership;
use wangge_domain::ids::OwnershipId;

use crate::extract::{Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    delete_with(remove, |operation: TransformOperation<'_>| {
        operation
            .id("removeOwnership")
            .tag("ownerships")
            .summary("Remove an ownership record")
            .description(
                "One that should never have been noted; the record of events keeps what it said. One that is over is given \
                 a last day instead.",
            )
            .response::<204, NoContent>()
    })
}

async fn remove(caller: Caller, Id(id): Id<OwnershipId>, IfMatch(version): IfMatch) -> Result<NoContent, Refusal> {
    ownership::remove(&caller.app, &caller.actor, caller.lang, id, version).await?;
    Ok(NoContent)
}
