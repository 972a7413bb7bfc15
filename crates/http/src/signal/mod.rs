//! Signals 疑点.

mod inspectors;
mod of_case;
mod of_visit;
mod visits;
mod waiting;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/signals/rectifications", waiting::route())
        .api_route("/signals/inspectors", inspectors::route())
        .api_route("/signals/visits", visits::route())
        .api_route("/cases/{id}/signals", of_case::route())
        .api_route("/visits/{id}/signals", of_visit::route())
}
