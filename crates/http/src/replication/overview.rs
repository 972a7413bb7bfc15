//! `GET /api/v1/replication`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::replication;
use wangge_app::view::ReplicationOverview;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(overview, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showReplication").tag("replication").summary("How far the district is").description(
        "Demonstration sites, those that copy them, and all others: how many there are, were judged in a closed round, \
         and meet the mark. A site that copies counts only by a visit made after the practice was in place.",
    )
}

async fn overview(caller: Caller) -> Answered<ReplicationOverview> {
    Ok(Json(replication::overview(&caller.app, &caller.actor, caller.lang).await?))
}
