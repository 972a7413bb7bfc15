//! Imports 导入 of files.

mod apply;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/imports/{kind}", apply::route())
}
