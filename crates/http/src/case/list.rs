//! `GET /api/v1/cases`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseList, CaseQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listCases").tag("cases").summary("Cases").description(
        "The cases the reader may know about, filtered, ordered and in pages, with how many there are of each kind.",
    )
}

async fn list(caller: Caller, Query(query): Query<CaseQuery>) -> Answered<CaseList> {
    Ok(Json(case::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
