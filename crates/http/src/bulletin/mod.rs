//! Bulletins 通报.

mod correct;
mod document;
mod draft;
mod drafts;
mod edit_draft;
mod list;
mod preview;
mod publish;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/bulletins", list::route())
        .api_route("/bulletins/preview", preview::route())
        .api_route("/bulletins/preview/document", document::draft_route())
        .api_route("/bulletins/draft", draft::route())
        .api_route("/bulletins/draft", edit_draft::route())
        .api_route("/bulletins/drafts", drafts::route())
        .api_route("/bulletins", publish::route())
        .api_route("/bulletins/{id}", show::route())
        .api_route("/bulletins/{id}/document", document::route())
        .api_route("/bulletins/{id}/correction", correct::route())
}
