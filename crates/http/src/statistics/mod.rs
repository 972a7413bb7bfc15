//! `GET /api/v1/statistics`, the cases behind its figures, and the table as a file 处理统计表.

#[cfg(test)]
mod tests;

use aide::axum::ApiRouter;
use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::statistics;
use wangge_app::view::{CaseSummary, List, Statistics, StatisticsCaseQuery, StatisticsQuery};

use crate::answer::{Answered, Download};
use crate::extract::{Caller, Query};
use crate::problem::Refusal;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/statistics", show_route())
        .api_route("/statistics/cases", cases_route())
        .api_route("/statistics/file", file_route())
}

fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showStatistics").tag("statistics").summary("The statistics table of a period").description(
            "By unit within peer groups, with totals: received, to close, closed, due, in time, reworked, supervised, \
             suspended, extended, and the rates of them. What the ranking counts too is the same set.",
        )
    })
}

fn cases_route() -> ApiMethodRouter<App> {
    get_with(cases, |operation: TransformOperation<'_>| {
        operation
            .id("listStatisticsCases")
            .tag("statistics")
            .summary("The cases behind a figure of the statistics")
            .description("Of a unit, of a peer group or of all, in the order they were reported; those within reach.")
    })
}

fn file_route() -> ApiMethodRouter<App> {
    get_with(file, |operation: TransformOperation<'_>| {
        operation
            .id("downloadStatistics")
            .tag("statistics")
            .summary("The statistics table as a file")
            .description("A workbook says what its columns count, for which period, when and for whom it was made.")
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn show(caller: Caller, Query(query): Query<StatisticsQuery>) -> Answered<Statistics> {
    Ok(Json(statistics::show(&caller.app, &caller.actor, caller.lang, &query).await?))
}

async fn cases(caller: Caller, Query(query): Query<StatisticsCaseQuery>) -> Answered<List<CaseSummary>> {
    Ok(Json(statistics::cases(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn file(caller: Caller, Query(query): Query<StatisticsQuery>) -> Result<Response, Refusal> {
    Ok(Download(statistics::file(&caller.app, &caller.actor, caller.lang, &query).await?).into_response())
}
