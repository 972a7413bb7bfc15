//! Who answers for a node, ready to print: for one node, or with all below it.

mod list;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/boards", list::route())
}
