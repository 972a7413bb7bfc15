//! Visits 实地考察.

mod hints;
mod list;
mod send_back;
mod show;
mod submit;
mod void;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/rounds/{id}/visits", submit::route())
        .api_route("/rounds/{id}/visits", list::route())
        .api_route("/rounds/{id}/hints", hints::route())
        .api_route("/visits/{id}", show::route())
        .api_route("/visits/{id}/return", send_back::route())
        .api_route("/visits/{id}/voiding", void::route())
}
