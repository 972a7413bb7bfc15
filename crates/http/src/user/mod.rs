//! Accounts 账号.

mod amend;
mod create;
mod list;
mod permissions;
mod reset_password;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/users", list::route())
        .api_route("/users", create::route())
        .api_route("/users/{id}", amend::route())
        .api_route("/users/{id}/password-reset", reset_password::route())
        .api_route("/permissions", permissions::route())
}
