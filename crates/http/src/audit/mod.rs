//! The record of events.

mod verify;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/audit/verification", verify::route())
}
