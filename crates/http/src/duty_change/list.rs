//! `GET /api/v1/duty-changes`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::duty_change;
use wangge_app::view::{DutyChangeQuery, DutyChangeView, List};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listDutyChanges").tag("duty-changes").summary("Duty changes").description(
            "Those of the nodes and sites within reach: which unit answers for one, or supports it, from which day on. What \
             could not take effect on its day is flagged with its reason until it is effected or withdrawn.",
        )
    })
}

async fn list(caller: Caller, Query(query): Query<DutyChangeQuery>) -> Answered<List<DutyChangeView>> {
    Ok(Json(duty_change::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
