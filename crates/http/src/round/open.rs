//! `POST /api/v1/rounds/{id}/opening`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::RoundDetail;
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(open, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("openRound").tag("rounds").summary("Open a round").description("From now on its sites can be visited.")
}

async fn open(caller: Caller, Id(id): Id<RoundId>, IfMatch(version): IfMatch) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::open(&caller.app, &caller.actor, caller.lang, id, version).await?))
}
