//! `POST /api/v1/duty-changes`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::duty_change;
use wangge_app::view::{DutyChangeView, PlanDutyChange};

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(plan, |operation: TransformOperation<'_>| {
        operation.id("planDutyChange").tag("duty-changes").summary("Plan a duty change").description(
            "From tomorrow on, within two years; one change a part and day. On its day the server edits the node or site, \
             whatever was edited by hand meanwhile. Sent again it is answered as it stands.",
        )
    })
}

async fn plan(caller: Caller, Body(command): Body<PlanDutyChange>) -> Result<Created<Tagged<DutyChangeView>>, Refusal> {
    let (answer, new) = Box::pin(duty_change::plan(&caller.app, &caller.actor, caller.lang, command)).await?;
    Ok(Created { new, answer: Tagged(answer) })
}
