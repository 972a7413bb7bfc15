//! `GET /api/v1/rounds/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::RoundDetail;
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showRound")
        .tag("rounds")
        .summary("One round")
        .description("How far it has come, its modules and assignments.")
}

async fn show(caller: Caller, Id(id): Id<RoundId>) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
