//! Imports 导入 of files.

mod apply;
mod file;
mod form;
mod survey;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/imports/{kind}", apply::route())
        .api_route("/imports/{kind}/columns", survey::route())
        .api_route("/imports/{kind}/form", form::route())
}
