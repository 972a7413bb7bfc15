//! `POST /api/v1/case-requests/{id}/ruling`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, RuleRequest};
use wangge_domain::ids::RequestId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(rule, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("ruleRequest").tag("cases").summary("Decide on a request").description(
        "On the version of its case. An extension and an appeal need two people, the second of the office; nobody decides on \
         their own request.",
    )
}

async fn rule(
    caller: Caller,
    Id(id): Id<RequestId>,
    IfMatch(version): IfMatch,
    Body(command): Body<RuleRequest>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::rule(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}
