//! Editions 版本 of standards.

mod items;
mod list;
mod publish;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/editions", list::route())
        .api_route("/editions/{id}", show::route())
        .api_route("/editions/{id}/items", items::route())
        .api_route("/editions/{id}/publication", publish::route())
}
