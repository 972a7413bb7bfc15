//! `GET /api/v1/rankings`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{Ranking, RankingQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showRanking")
        .tag("rankings")
        .summary("The ranking of units")
        .description("Within their peer groups over a week, a round or days, with every indicator's fraction.")
}

async fn show(caller: Caller, Query(query): Query<RankingQuery>) -> Answered<Ranking> {
    Ok(Json(ranking::show(&caller.app, &caller.actor, caller.lang, query).await?))
}
