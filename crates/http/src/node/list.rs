//! `GET /api/v1/nodes`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{List, NodeQuery, NodeSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listNodes")
        .tag("grid")
        .summary("Nodes of the grid")
        .description("The nodes the reader may know about, by parent, level or words.")
}

async fn list(caller: Caller, Query(query): Query<NodeQuery>) -> Answered<List<NodeSummary>> {
    Ok(Json(node::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
