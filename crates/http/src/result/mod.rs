//! Results of a round.

mod assign_causes;
mod compare;
mod explain;
mod inspection_ledger;
mod ledger;
mod ledger_file;
mod list;
mod lost_points;
mod replace_causes;
mod report;
mod show_causes;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/rounds/{id}/results", list::route())
        .api_route("/rounds/{id}/explanation", explain::route())
        .api_route("/rounds/{id}/comparison", compare::route())
        .api_route("/rounds/{id}/lost-points", lost_points::route())
        .api_route("/rounds/{id}/ledger", ledger::route())
        .api_route("/rounds/{id}/ledger/file", ledger_file::route())
        .api_route("/rounds/{id}/inspection-ledger", inspection_ledger::route())
        .api_route("/rounds/{id}/report", report::show_route())
        .api_route("/rounds/{id}/report/file", report::file_route())
        .api_route("/rounds/{id}/causes", assign_causes::route())
        .api_route("/causes", show_causes::route())
        .api_route("/causes", replace_causes::route())
}
