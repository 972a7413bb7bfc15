//! Merchants 商户.

mod list;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/merchants", list::route())
}
