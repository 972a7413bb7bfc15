//! Evidence 证据照片.

mod receive;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/evidence", receive::route()).api_route("/evidence/{sha256}", show::route())
}
