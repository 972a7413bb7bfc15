//! Who is in charge from the district down to the cells, and the units by class with their heads.

mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/organisation", show::route())
}
