//! `POST /api/v1/practice-cards/{id}/replications`, `POST /api/v1/replications/{id}/adoption` and `…/cancellation`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::replication;
use wangge_app::view::{AdoptPractice, CancelReplication, PlanReplication, PracticeCardView, ReplicationView};
use wangge_domain::ids::{PracticeCardId, ReplicationId};

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn plan_route() -> ApiMethodRouter<App> {
    post_with(plan, |operation: TransformOperation<'_>| {
        operation.id("planReplications").tag("replication").summary("Plan who takes a practice over").description(
            "Sites of its type by name, or all that are not planned with it yet. Demonstration sites copy nobody.",
        )
    })
}

pub(crate) fn adopt_route() -> ApiMethodRouter<App> {
    post_with(adopt, |operation: TransformOperation<'_>| {
        operation.id("adoptPractice").tag("replication").summary("Say that a practice is in place").description(
            "By the unit of the site or the office; noted on the site as well. Whether it meets the mark is found only by \
             a later visit in a closed round.",
        )
    })
}

pub(crate) fn cancel_route() -> ApiMethodRouter<App> {
    post_with(cancel, |operation: TransformOperation<'_>| {
        operation
            .id("cancelReplication")
            .tag("replication")
            .summary("Take a replication back")
            .description("With a reason; the site may be planned again.")
    })
}

async fn plan(
    caller: Caller,
    Id(id): Id<PracticeCardId>,
    Body(command): Body<PlanReplication>,
) -> Result<Tagged<PracticeCardView>, Refusal> {
    Ok(Tagged(replication::plan(&caller.app, &caller.actor, caller.lang, id, command).await?))
}

async fn adopt(
    caller: Caller,
    Id(id): Id<ReplicationId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AdoptPractice>,
) -> Result<Tagged<ReplicationView>, Refusal> {
    Ok(Tagged(replication::adopt(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

async fn cancel(
    caller: Caller,
    Id(id): Id<ReplicationId>,
    IfMatch(version): IfMatch,
    Body(command): Body<CancelReplication>,
) -> Result<Tagged<ReplicationView>, Refusal> {
    Ok(Tagged(replication::cancel(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
