//! Duty changes 职责变更 of nodes and sites.

mod effect;
mod list;
mod plan;
#[cfg(test)]
mod tests;
mod withdraw;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/duty-changes", list::route().merge(plan::route()))
        .api_route("/duty-changes/{id}/withdrawal", withdraw::route())
        .api_route("/duty-changes/{id}/effect", effect::route())
}
