//! Cases 案卷.

mod accept;
mod check;
mod counts;
mod decline;
mod dispatch;
mod document;
mod duplicates;
mod export;
mod extend;
mod file;
mod foresee;
mod limit;
mod list;
mod merge;
mod milestone;
mod raise;
mod rectify;
mod remind;
mod report;
mod requests;
mod resume;
mod rule;
mod show;
mod stage_times;
mod supervise;
mod take_back;
mod void;
mod withdraw;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/cases", list::route())
        .api_route("/cases", report::route())
        .api_route("/cases/counts", counts::route())
        .api_route("/cases/export", export::route())
        .api_route("/cases/orders/document", document::orders_route())
        .api_route("/escalations/{id}/document", document::escalation_route())
        .api_route("/cases/{id}", show::route())
        .api_route("/cases/{id}/filing", file::route())
        .api_route("/cases/{id}/dispatch", dispatch::route())
        .api_route("/cases/{id}/duplicates", duplicates::route())
        .api_route("/cases/{id}/withdrawal", withdraw::route())
        .api_route("/cases/{id}/reminder", remind::route())
        .api_route("/cases/{id}/supervision-order", supervise::route())
        .api_route("/cases/{id}/raise", raise::route())
        .api_route("/cases/{id}/extension", extend::route())
        .api_route("/cases/{id}/merging", merge::route())
        .api_route("/cases/{id}/acceptance", accept::route())
        .api_route("/cases/{id}/rectification", rectify::route())
        .api_route("/cases/{id}/check", check::route())
        .api_route("/cases/{id}/declining", decline::route())
        .api_route("/cases/{id}/voiding", void::route())
        .api_route("/cases/{id}/deadline", foresee::route())
        .api_route("/cases/{id}/limit", limit::route())
        .api_route("/cases/{id}/requests", requests::route())
        .api_route("/cases/{id}/resumption", resume::route())
        .api_route("/stage-times", stage_times::route())
        .api_route("/case-requests/{id}/ruling", rule::route())
        .api_route("/case-requests/{id}/withdrawal", take_back::route())
        .api_route("/case-requests/{id}/milestone", milestone::route())
}
