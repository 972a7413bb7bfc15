//! People 人员: reading, adding and editing in place.

mod amend;
mod create;
mod list;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/people", list::route())
        .api_route("/people", create::route())
        .api_route("/people/{id}", show::route())
        .api_route("/people/{id}", amend::route())
}
