//! `POST /api/v1/duty-changes/{id}/effect`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::duty_change;
use wangge_app::view::DutyChangeView;
use wangge_domain::ids::DutyChangeId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(effect, |operation: TransformOperation<'_>| {
        operation.id("effectDutyChange").tag("duty-changes").summary("Effect a duty change that failed").description(
            "Once what it failed by is mended. A planned one takes effect by itself on its day; one that a later change of \
             the same part has overtaken is refused.",
        )
    })
}

async fn effect(
    caller: Caller,
    Id(id): Id<DutyChangeId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<DutyChangeView>, Refusal> {
    Ok(Tagged(Box::pin(duty_change::effect(&caller.app, &caller.actor, caller.lang, id, version)).await?))
}
