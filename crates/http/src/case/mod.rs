//! Cases 案卷.

mod accept;
mod check;
mod decline;
mod dispatch;
mod export;
mod file;
mod list;
mod rectify;
mod report;
mod show;
mod void;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/cases", list::route())
        .api_route("/cases", report::route())
        .api_route("/cases/export", export::route())
        .api_route("/cases/{id}", show::route())
        .api_route("/cases/{id}/filing", file::route())
        .api_route("/cases/{id}/dispatch", dispatch::route())
        .api_route("/cases/{id}/acceptance", accept::route())
        .api_route("/cases/{id}/rectification", rectify::route())
        .api_route("/cases/{id}/check", check::route())
        .api_route("/cases/{id}/declining", decline::route())
        .api_route("/cases/{id}/voiding", void::route())
}
