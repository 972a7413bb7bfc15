//! Notices 通知: one's own, what one wants of them, channels, and what could not be delivered.

mod channel;
mod delivery;
mod own;
mod push;
#[cfg(test)]
mod tests;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/me/notices", own::list_route())
        .api_route("/me/notices/read", own::mark_read_route())
        .api_route("/me/notice-preferences", own::preferences_route().merge(own::put_preferences_route()))
        .api_route("/me/push-subscriptions", push::list_route().merge(push::create_route()))
        .api_route("/me/push-subscriptions/{id}", push::remove_route())
        .api_route("/me/push-subscriptions/{id}/trial", push::try_out_route())
        .api_route("/channels", channel::list_route().merge(channel::create_route()))
        .api_route("/channels/{id}", channel::amend_route())
        .api_route("/channels/{id}/trial", channel::try_out_route())
        .api_route("/deliveries", delivery::list_route())
        .api_route("/deliveries/{id}/retry", delivery::retry_route())
}
