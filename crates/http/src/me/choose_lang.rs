//! `PUT /api/v1/me/lang`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::LangChoice;

use crate::extract::{Body, Signed};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(choose_lang, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("chooseLang")
        .tag("session")
        .summary("Choose one's language")
        .description("Kept with the account; each request still says its own in Accept-Language.")
}

async fn choose_lang(signed: Signed, Body(choice): Body<LangChoice>) -> Result<NoContent, Refusal> {
    session::choose_lang(&signed.app, &signed.actor, choice).await?;
    Ok(NoContent)
}
