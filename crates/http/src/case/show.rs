//! `GET /api/v1/cases/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::CaseDetail;
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showCase")
        .tag("cases")
        .summary("One case")
        .description("Its whole story, and what the reader may do with it now.")
}

async fn show(caller: Caller, Id(id): Id<CaseId>) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::show(&caller.app, &caller.actor, caller.lang, id).await?))
}
