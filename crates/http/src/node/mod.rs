//! Nodes 网格: reading, editing in place, and who serves in them.

mod amend;
mod appoint;
mod depart;
mod duties;
mod list;
mod show;
mod withdraw;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/nodes", list::route())
        .api_route("/nodes/{id}", show::route())
        .api_route("/nodes/{id}", amend::route())
        .api_route("/nodes/{id}/duties", duties::route())
        .api_route("/nodes/{id}/appointments", appoint::route())
        .api_route("/nodes/{id}/departures", depart::route())
        .api_route("/nodes/{id}/withdrawals", withdraw::route())
}
