//! Sites 点位.

mod explain;
mod list;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/sites", list::route())
        .api_route("/sites/{id}", show::route())
        .api_route("/sites/{id}/explanation", explain::route())
}
