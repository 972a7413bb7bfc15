//! `GET /api/v1/people`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::person;
use wangge_app::view::{List, PersonQuery, PersonSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listPeople").tag("units").summary("People").description("The people who serve in nodes and units.")
}

async fn list(caller: Caller, Query(query): Query<PersonQuery>) -> Answered<List<PersonSummary>> {
    Ok(Json(person::list(&caller.app, &caller.actor, caller.lang, query).await?))
}
