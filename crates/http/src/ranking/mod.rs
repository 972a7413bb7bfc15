//! Rankings 排名.

mod cases;
mod lost_points;
mod periods;
mod show;
mod trend;
mod unit;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/rankings", show::route())
        .api_route("/rankings/periods", periods::route())
        .api_route("/rankings/trend", trend::route())
        .api_route("/rankings/units/{id}", unit::route())
        .api_route("/rankings/cases", cases::route())
        .api_route("/rankings/lost-points", lost_points::route())
}
