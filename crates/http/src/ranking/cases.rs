//! `GET /api/v1/rankings/cases`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{CaseSummary, List, RankingCaseQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(cases, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listRankingCases")
        .tag("rankings")
        .summary("The cases behind a figure")
        .description("The numerator or the denominator of one unit's indicator.")
}

async fn cases(caller: Caller, Query(query): Query<RankingCaseQuery>) -> Answered<List<CaseSummary>> {
    Ok(Json(ranking::cases(&caller.app, &caller.actor, caller.lang, query).await?))
}
