//! `POST /api/v1/rounds`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{PlanRound, RoundDetail};

use crate::answer::Tagged;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(plan, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("planRound").tag("rounds").summary("Plan a round").description(
        "A numbered round of a kind on a published edition, with its sites and, if known, who visits which.",
    )
}

async fn plan(caller: Caller, Body(command): Body<PlanRound>) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::plan(&caller.app, &caller.actor, caller.lang, command).await?))
}
