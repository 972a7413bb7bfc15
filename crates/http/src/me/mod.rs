//! Oneself: who one is, one's password and language. Open also before the first password is changed.

mod change_password;
mod choose_lang;
mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/me", show::route())
        .api_route("/me/password", change_password::route())
        .api_route("/me/lang", choose_lang::route())
}
