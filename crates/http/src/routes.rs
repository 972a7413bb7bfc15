//! Every operation of the interface, under `/api/v1`.

use aide::axum::ApiRouter;
use wangge_app::context::App;

/// Where the interface stands.
pub(crate) const BASE: &str = "/api/v1";

/// Every operation, in the order of the document.
pub(crate) fn routes() -> ApiRouter<App> {
    let operations = [
        crate::session::routes(),
        crate::me::routes(),
        crate::campaign::routes(),
        crate::setting::routes(),
        crate::today::routes(),
        crate::overview::routes(),
        crate::map::routes(),
        crate::chessboard::routes(),
        crate::tile::routes(),
        crate::node::routes(),
        crate::completeness::routes(),
        crate::coverage::routes(),
        crate::board::routes(),
        crate::organisation::routes(),
        crate::locate::routes(),
        crate::unit::routes(),
        crate::person::routes(),
        crate::site::routes(),
        crate::ownership::routes(),
        crate::duty_change::routes(),
        crate::merchant::routes(),
        crate::edition::routes(),
        crate::round::routes(),
        crate::result::routes(),
        crate::visit::routes(),
        crate::drive::routes(),
        crate::patrol::routes(),
        crate::escalation::routes(),
        crate::notice::routes(),
        crate::replication::routes(),
        crate::rebound::routes(),
        crate::routing::routes(),
        crate::case::routes(),
        crate::evidence::routes(),
        crate::signal::routes(),
        crate::ranking::routes(),
        crate::scheme::routes(),
        crate::score_ledger::routes(),
        crate::statistics::routes(),
        crate::bulletin::routes(),
        crate::listing::routes(),
        crate::meeting::routes(),
        crate::import::routes(),
        crate::audit::routes(),
        crate::event::routes(),
        crate::stream::routes(),
        crate::user::routes(),
        crate::saved_view::routes(),
        crate::table::routes(),
    ];
    let all = operations.into_iter().fold(ApiRouter::new(), ApiRouter::merge);
    ApiRouter::new().nest(BASE, all)
}
