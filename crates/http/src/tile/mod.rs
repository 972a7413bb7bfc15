//! Vector tiles of the chessboard.

mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/tiles/{layer}/{z}/{x}/{y}", show::route())
}
