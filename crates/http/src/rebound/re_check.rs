//! `POST /api/v1/cases/{id}/re-checks`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::rebound;
use wangge_app::view::{SendReCheck, WatchView};
use wangge_domain::ids::CaseId;

use crate::answer::Created;
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(re_check, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("reCheckCase").tag("rebounds").summary("Re-check a closed case").description(
        "By somebody who neither rectified it nor acts for its unit. A rebound is reported as a case of its own, linked to the \
         root, or goes to the open case about the same item at the same site. Sent again it counts once.",
    )
}

async fn re_check(
    caller: Caller,
    Id(id): Id<CaseId>,
    Body(command): Body<SendReCheck>,
) -> Result<Created<Json<WatchView>>, Refusal> {
    let (answer, new) = rebound::re_check(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}
