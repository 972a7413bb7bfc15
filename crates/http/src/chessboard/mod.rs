//! The chessboard 一张图.

mod card;
mod rows;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/chessboard", show::route())
        .api_route("/chessboard/rows", rows::route())
        .api_route("/chessboard/card", card::route())
}
