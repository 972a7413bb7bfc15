//! Drives 专项行动: what is planned where, daily reports, progress, and dead corners 死角死面.

mod corner;
mod duties;
mod export;
mod list;
mod make;
mod report;
#[cfg(test)]
mod tests;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/drives", list::list_route().merge(make::make_route()))
        .api_route("/drives/duties", duties::route())
        .api_route("/drives/{id}", list::show_route().merge(make::amend_route()))
        .api_route("/drives/{id}/reports", report::list_route().merge(report::send_route()))
        .api_route("/drives/{id}/export", export::route())
        .api_route("/drives/{id}/dead-corners", corner::find_route())
        .api_route("/dead-corners/{id}/clearing", corner::clear_route())
        .api_route("/dead-corners/{id}/check", corner::check_route())
        .api_route("/dead-corners/{id}/case", corner::case_route())
}
