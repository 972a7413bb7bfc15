//! Browsers that take pushed messages, and the services of browsers' makers that carry them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{PushSubscriptionId, UserId};
use crate::time::Timestamp;

/// So many browsers one account may be pushed to; of more, the oldest is dropped.
pub const BROWSERS_MOST: usize = 10;

/// The services by which the common browsers are reached, as their makers document them.
pub const PUSH_SERVICES: [&str; 4] =
    ["fcm.googleapis.com", "updates.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com"];

/// A browser that takes pushed messages 推送订阅 for an account. What is sent is encrypted to it (RFC 8291): the service
/// that carries it cannot read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PushSubscription {
    /// Its identity.
    pub id: PushSubscriptionId,
    /// The account.
    pub user_id: UserId,
    /// Where the browser's service takes messages for it; whoever knows it can send there.
    pub endpoint: String,
    /// The browser's public key, P-256, base64url.
    pub p256dh: String,
    /// The browser's secret for this subscription, 16 bytes, base64url.
    pub auth: String,
    /// What browser it is, as it calls itself.
    pub browser: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// Whether a text can name a push service: a host, a host with all under it as `*.host`, or the origin of a private one.
pub(super) fn is_service(text: &str) -> bool {
    let host = |host: &str| {
        let clean = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        !host.is_empty() && !host.starts_with('.') && !host.ends_with('.') && host.chars().all(clean)
    };
    match text.split_once("://") {
        Some(("https" | "http", authority)) => match authority.split_once(':') {
            Some((name, port)) => host(name) && port.parse::<u16>().is_ok(),
            None => host(authority),
        },
        Some(_) => false,
        // A bare ending such as `*.com` would open half the world.
        None => text.strip_prefix("*.").map_or_else(|| host(text), |under| host(under) && under.contains('.')),
    }
}
