//! `GET /api/v1/listings/{id}/document`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::listing;
use wangge_app::view::ListingDocumentQuery;
use wangge_domain::ids::ListingId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(document, |operation: TransformOperation<'_>| {
        operation
            .id("downloadListing")
            .tag("listings")
            .summary("A red and black list as a file")
            .description(
                "Its notice as a Word file in official layout, with the hash of what was published; or its rows as a \
                 workbook or CSV, for those who may export.",
            )
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn document(
    caller: Caller,
    Id(id): Id<ListingId>,
    Query(query): Query<ListingDocumentQuery>,
) -> Result<Response, Refusal> {
    let file = Box::pin(listing::document(&caller.app, &caller.actor, caller.lang, id, query)).await?;
    Ok(Download(file).into_response())
}
