//! `POST /api/v1/cases`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, ReportCase};

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(report, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("reportCase")
        .tag("cases")
        .summary("Report a problem")
        .description("At a site or a place. The same report again answers as the first time.")
}

async fn report(caller: Caller, Body(command): Body<ReportCase>) -> Result<Created<Tagged<CaseDetail>>, Refusal> {
    let (answer, new) = case::report(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new, answer: Tagged(answer) })
}
