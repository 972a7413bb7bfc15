//! Notices 通知: who is told of what, through which channel, when, and how often a message is tried.
//!
//! Everyone is told in the program itself; e-mail and short messages go to persons who want them, group robots and
//! webhooks to groups. The waiting times are suggestions of the project.

mod channel;
mod model;
mod push;
mod rules;
#[cfg(test)]
mod tests;

pub use channel::{Channel, ChannelFault, ChannelKind, ChannelSettings, MailSecurity};
pub use model::{Audience, Delivery, DeliveryState, Muted, Notice, NoticeKind, NoticePreferences, PreferenceFault};
pub use push::{BROWSERS_MOST, PUSH_SERVICES, PushSubscription};
pub use rules::{
    TRIES_MOST, audience, audience_of_listing, audience_of_resolution, audience_of_score, digest_due, send_at,
    sender_of, wait_after,
};
