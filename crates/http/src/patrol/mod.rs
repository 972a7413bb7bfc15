//! Patrols 巡查: sent from phones in pieces, read by week and node.

mod duties;
mod node;
mod send;
mod week;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/patrols", send::route().merge(week::route()))
        .api_route("/patrols/duties", duties::route())
        .api_route("/nodes/{id}/patrols", node::route())
}
