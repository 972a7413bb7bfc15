//! Saved views 视图 of lists.

mod keep;
mod list;
mod remove;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/views", list::route())
        .api_route("/views", keep::route())
        .api_route("/views/{id}", remove::route())
}
