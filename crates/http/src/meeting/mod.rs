//! Dispatch meetings 调度会 and what they resolve 议定事项.

mod document;
mod list;
mod make;
mod resolution;
#[cfg(test)]
mod tests;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/meetings", list::list_route().merge(make::prepare_route()))
        .api_route("/meetings/{id}", list::show_route().merge(make::amend_route()))
        .api_route("/meetings/{id}/proposal", list::proposal_route())
        .api_route("/meetings/{id}/holding", make::hold_route())
        .api_route("/meetings/{id}/minutes", make::minute_route())
        .api_route("/meetings/{id}/cancellation", make::cancel_route())
        .api_route("/meetings/{id}/document", document::route())
        .api_route("/meetings/{id}/resolutions", resolution::make_route())
        .api_route("/resolutions", resolution::list_route())
        .api_route("/resolutions/{id}", resolution::show_route().merge(resolution::amend_route()))
        .api_route("/resolutions/{id}/report", resolution::report_route())
        .api_route("/resolutions/{id}/confirmation", resolution::confirm_route())
        .api_route("/resolutions/{id}/return", resolution::send_back_route())
        .api_route("/resolutions/{id}/dropping", resolution::drop_route())
}
