//! `POST /api/v1/cases/{id}/filing`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, FileCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(file, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("fileCase")
        .tag("cases")
        .summary("File a case")
        .description("It gets its number, and its clock starts.")
}

async fn file(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<FileCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::file(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
