//! `GET /api/v1/signals/visits`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::signal;
use wangge_app::view::{List, VisitSignals, VisitSignalsQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(visits, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("signalsOfRound")
        .tag("signals")
        .summary("The visits of a round with their signals")
        .description("Those that deserve a second look most come first.")
}

async fn visits(caller: Caller, Query(query): Query<VisitSignalsQuery>) -> Answered<List<VisitSignals>> {
    Ok(Json(List::whole(signal::of_round(&caller.app, &caller.actor, caller.lang, query.round).await?)))
}
