//! Units 单位.

mod list;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/units", list::route()).api_route("/units/{id}", show::route())
}
