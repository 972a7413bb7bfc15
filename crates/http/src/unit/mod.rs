//! Units 单位: reading, editing in place, and who heads them.

mod amend;
mod appoint;
mod depart;
mod list;
mod show;
mod withdraw;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/units", list::route())
        .api_route("/units/{id}", show::route())
        .api_route("/units/{id}", amend::route())
        .api_route("/units/{id}/appointments", appoint::route())
        .api_route("/units/{id}/departures", depart::route())
        .api_route("/units/{id}/withdrawals", withdraw::route())
}
