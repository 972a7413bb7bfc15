//! Ownership records 权属记录 of sites.

mod amend;
mod list;
mod note;
mod remove;
#[cfg(test)]
mod tests;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/ownerships", list::route())
        .api_route("/ownerships/{id}", amend::route().merge(remove::route()))
        .api_route("/sites/{id}/ownerships", list::of_site_route().merge(note::route()))
}
