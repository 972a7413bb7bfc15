//! `POST /api/v1/duty-changes/{id}/withdrawal`

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
    post_with(withdraw, |operation: TransformOperation<'_>| {
        operation
            .id("withdrawDutyChange")
            .tag("duty-changes")
            .summary("Withdraw a duty change")
            .description("While it is planned, or where it failed. It stays in the list as withdrawn.")
    })
}

async fn withdraw(
    caller: Caller,
    Id(id): Id<DutyChangeId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<DutyChangeView>, Refusal> {
    Ok(Tagged(duty_change::withdraw(&caller.app, &caller.actor, caller.lang, id, version).await?))
}
