//! Results of a round.

mod compare;
mod explain;
mod list;
mod lost_points;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/rounds/{id}/results", list::route())
        .api_route("/rounds/{id}/explanation", explain::route())
        .api_route("/rounds/{id}/comparison", compare::route())
        .api_route("/rounds/{id}/lost-points", lost_points::route())
}
