//! Listings 红黑榜.

mod document;
mod list;
mod make;
mod rules;
mod step;
#[cfg(test)]
mod tests;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/listings", list::list_route().merge(make::draft_route()))
        .api_route("/listings/{id}", list::show_route().merge(make::amend_route()))
        .api_route("/listings/{id}/submission", step::submit_route())
        .api_route("/listings/{id}/return", step::send_back_route())
        .api_route("/listings/{id}/approval", step::approve_route())
        .api_route("/listings/{id}/publication", step::publish_route())
        .api_route("/listings/{id}/correction", make::correct_route())
        .api_route("/listings/{id}/document", document::route())
        .api_route("/listing-rules", rules::show_route().merge(rules::save_route()))
}
