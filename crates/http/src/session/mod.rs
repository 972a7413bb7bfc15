//! The session: signing in and out.

mod close;
mod cookie;
mod open;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/session", open::route()).api_route("/session", close::route())
}
