//! Rankings 排名.

mod cases;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/rankings", show::route()).api_route("/rankings/cases", cases::route())
}
