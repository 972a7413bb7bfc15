//! `GET /api/v1/drives/{id}/export`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use wangge_app::context::App;
use wangge_app::drive::{self, DriveExport};
use wangge_app::error::AppError;
use wangge_app::view::{DriveExportQuery, ExportFormat, NamedFile};
use wangge_domain::ids::{DriveId, DriveReportId};

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(export, |operation: TransformOperation<'_>| {
        operation
            .id("exportDrive")
            .tag("drives")
            .summary("The ledger of a drive as a file")
            .description(
                "Every report within reach, the corrected ones too, with the papers of demolitions. CSV is sent page by page.",
            )
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn export(
    caller: Caller,
    Id(id): Id<DriveId>,
    Query(query): Query<DriveExportQuery>,
) -> Result<Response, Refusal> {
    let opened = drive::opened(&caller.app, &caller.actor, caller.lang, id).await?;
    if query.format == Some(ExportFormat::Xlsx) {
        return Ok(Download(drive::export_workbook(&caller.app, caller.lang, &opened).await?).into_response());
    }
    // The first page is read before anything is answered, so that a refusal still has its sentence.
    let (rows, next) = drive::export_page(&caller.app, &opened, None).await?;
    let mut head = drive::export_head(caller.lang)?;
    head.extend(drive::export_rows(rows)?);
    let name = format!("{}.csv", drive::export_name(&caller.app, caller.lang, &opened).await?);
    let mut answer =
        Download(NamedFile { name, media_type: "text/csv; charset=utf-8", bytes: Vec::new() }).into_response();
    let further = stream::try_unfold(State { caller, opened, next }, State::step);
    let whole = stream::once(async { Ok::<Bytes, AppError>(head.into()) });
    *answer.body_mut() = Body::from_stream(futures_util::StreamExt::chain(whole, further));
    answer.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    Ok(answer)
}

/// How far the file has come.
struct State {
    caller: Caller,
    opened: DriveExport,
    next: Option<DriveReportId>,
}

impl State {
    async fn step(mut self) -> Result<Option<(Bytes, Self)>, AppError> {
        let Some(after) = self.next.take() else { return Ok(None) };
        let (rows, next) = drive::export_page(&self.caller.app, &self.opened, Some(after)).await?;
        let bytes = drive::export_rows(rows)?;
        self.next = next;
        Ok(Some((bytes.into(), self)))
    }
}
