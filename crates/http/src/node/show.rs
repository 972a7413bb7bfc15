//! `GET /api/v1/nodes/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::NodeDetail;
use wangge_domain::ids::NodeId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showNode")
        .tag("grid")
        .summary("One node")
        .description("Its chain, people, duties, what it lacks, its sites, figures and boundary.")
}

async fn show(caller: Caller, Id(id): Id<NodeId>) -> Answered<NodeDetail> {
    Ok(Json(node::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
