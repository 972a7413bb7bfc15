//! `POST /api/v1/cases/{id}/resumption`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::CaseDetail;
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(resume, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("resumeCase").tag("cases").summary("Let a clock go on").description(
        "Of a suspended case by the office, of one in long-term rectification by its unit too; on its day it goes on by itself.",
    )
}

async fn resume(caller: Caller, Id(id): Id<CaseId>, IfMatch(version): IfMatch) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::resume(&caller.app, &caller.actor, caller.lang, id, version).await?))
}
