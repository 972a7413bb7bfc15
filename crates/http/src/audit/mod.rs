//! The record of events.

mod event_kinds;
mod events;
mod verify;
mod verify_part;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/audit/verification", verify::route())
        .api_route("/audit/verification/part", verify_part::route())
        .api_route("/audit/events", events::route())
        .api_route("/audit/event-kinds", event_kinds::route())
}
