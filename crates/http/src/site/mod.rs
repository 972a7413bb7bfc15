//! Sites 点位.

mod amend;
mod explain;
mod list;
mod photos;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/sites", list::route())
        .api_route("/sites/{id}", show::route().merge(amend::route()))
        .api_route("/sites/{id}/photos", photos::route())
        .api_route("/sites/{id}/explanation", explain::route())
}
