//! `GET /api/v1/meetings/{id}/document`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::meeting;
use wangge_app::view::MeetingDocumentQuery;
use wangge_domain::ids::MeetingId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(document, |operation: TransformOperation<'_>| {
        operation
            .id("downloadMeetingDocument")
            .tag("meetings")
            .summary("The papers or the minutes of a meeting as a Word file")
            .description(
                "The papers: agenda, ranking of the week, stuck cases, resolutions and how they stand. The minutes: what \
                 was said of each point and what was resolved, once the meeting was held.",
            )
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn document(
    caller: Caller,
    Id(id): Id<MeetingId>,
    Query(query): Query<MeetingDocumentQuery>,
) -> Result<Response, Refusal> {
    let file = Box::pin(meeting::document(&caller.app, &caller.actor, caller.lang, id, query)).await?;
    Ok(Download(file).into_response())
}
