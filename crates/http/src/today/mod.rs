//! Today 今日.

mod looked;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/today", show::route()).api_route("/today/looked", looked::route())
}
