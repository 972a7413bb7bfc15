//! Nodes 网格.

mod list;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/nodes", list::route()).api_route("/nodes/{id}", show::route())
}
