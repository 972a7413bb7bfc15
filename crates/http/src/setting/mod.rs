//! The settings 设置 of the campaign.

mod amend;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/settings", show::route().merge(amend::route()))
}
