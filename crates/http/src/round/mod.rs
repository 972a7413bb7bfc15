//! Rounds 测评轮次.

mod amend;
mod assign;
mod choices;
mod choose_sites;
mod close;
mod draw_sites;
mod give_modules;
mod list;
mod open;
mod plan;
mod progress;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/rounds", list::route())
        .api_route("/rounds", plan::route())
        .api_route("/rounds/choices", choices::route())
        .api_route("/rounds/draw", draw_sites::route())
        .api_route("/rounds/{id}", show::route())
        .api_route("/rounds/{id}", amend::route())
        .api_route("/rounds/{id}/progress", progress::route())
        .api_route("/rounds/{id}/opening", open::route())
        .api_route("/rounds/{id}/closing", close::route())
        .api_route("/rounds/{id}/sites", choose_sites::route())
        .api_route("/rounds/{id}/assignments", assign::route())
        .api_route("/rounds/{id}/modules", give_modules::route())
}
