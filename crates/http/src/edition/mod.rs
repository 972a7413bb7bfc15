//! Editions 版本 of standards.

mod difference;
mod file;
mod item;
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
        .api_route("/editions/{id}/item", item::route())
        .api_route("/editions/{id}/difference", difference::route())
        .api_route("/editions/{id}/file", file::route())
        .api_route("/editions/{id}/publication", publish::route())
}
