//! `GET /api/v1/cases/{id}/watch`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::rebound;
use wangge_app::view::WatchView;
use wangge_domain::ids::CaseId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(watch, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showWatch").tag("rebounds").summary("The watch over a closed case").description(
        "Its schedule of re-checks, those made, whether the reader may re-check it now, and its chain of rebounds.",
    )
}

async fn watch(caller: Caller, Id(id): Id<CaseId>) -> Answered<WatchView> {
    Ok(Json(rebound::watch(&caller.app, &caller.actor, caller.lang, id).await?))
}
