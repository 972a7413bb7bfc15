//! `PUT /api/v1/rounds/{id}/assignments`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{Assignments, RoundDetail};
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(assign, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("assignInspectors")
        .tag("rounds")
        .summary("Assign inspectors")
        .description("Who visits which site, in place of what was before.")
}

async fn assign(
    caller: Caller,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(assignments): Body<Assignments>,
) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::assign(&caller.app, &caller.actor, caller.lang, id, version, assignments).await?))
}
