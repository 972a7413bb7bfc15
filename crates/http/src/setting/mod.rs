//! The settings 设置 of the campaign.

mod amend;
mod deadlines;
mod limit;
mod recomputation;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/settings", show::route().merge(amend::route()))
        .api_route("/settings/deadlines", deadlines::route())
        .api_route("/settings/deadlines/recomputation", recomputation::route())
        .api_route("/settings/limit", limit::route())
}
