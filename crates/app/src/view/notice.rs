//! Notices 通知, what people want of them, channels, and messages on their way.

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::ids::{DeliveryId, NoticeId, PushSubscriptionId};
use wangge_domain::notice::{ChannelSettings, DeliveryState, Muted, NoticeKind};
use wangge_domain::time::Timestamp;

use super::Coded;

/// Which of one's notices are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeQuery {
    /// Only those not read.
    #[serde(default)]
    pub unread: bool,
    /// Where the last page ended.
    #[serde(default)]
    pub cursor: Option<String>,
    /// At most so many.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One's notices, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoticeList {
    /// The notices.
    pub items: Vec<NoticeView>,
    /// Where the next page begins; null at the end.
    pub next: Option<String>,
    /// How many are not read, of all.
    pub unread: u64,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoticeView {
    /// Its identity.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// What that is called.
    pub kind_name: String,
    /// What it says.
    pub text: String,
    /// The noun of its subject: `case`, `bulletin`.
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
    /// Whether it presses.
    pub urgent: bool,
}

/// Which notices were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkNoticesRead {
    /// These; null for all.
    pub ids: Option<Vec<NoticeId>>,
}

/// What one wants of notices outside the program, with what there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoticePreferencesView {
    /// Where e-mail goes; null for none.
    pub email: Option<String>,
    /// Where short messages go; null for none.
    pub mobile: Option<String>,
    /// What is not wanted through which channel.
    pub muted: Vec<Muted>,
    /// When one e-mail a day gathers what was not read, local time; null for one each time.
    pub digest_at: Option<NaiveTime>,
    /// The channels to persons that are set up.
    pub channels: Vec<Coded>,
    /// The kinds there are.
    pub kinds: Vec<Coded>,
    /// Counts its edits; 0 before the first.
    pub version: i64,
}

/// What one wants of notices; given whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PutNoticePreferences {
    /// Where e-mail goes; null for none.
    pub email: Option<String>,
    /// Where short messages go; null for none.
    pub mobile: Option<String>,
    /// What is not wanted through which channel.
    pub muted: Vec<Muted>,
    /// When one e-mail a day gathers what was not read; null for one each time.
    pub digest_at: Option<NaiveTime>,
}

/// A channel without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChannelView {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What sort it is.
    pub kind: Coded,
    /// Whether it sends to persons at their own address.
    pub personal: bool,
    /// How it is reached; secrets are left empty, and of an address that contains one only the host is shown.
    pub settings: ChannelSettings,
    /// The kinds it sends; all where none is named.
    pub kinds: Vec<NoticeKind>,
    /// Whether it is used.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

/// A channel to set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateChannel {
    /// Its code: small letters, digits, dashes.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// How it is reached.
    pub settings: ChannelSettings,
    /// The kinds it sends; all where none is named.
    #[serde(default)]
    pub kinds: Vec<NoticeKind>,
}

/// A changed channel; given whole. Secrets that are empty stay as they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendChannel {
    /// What it is called.
    pub name: String,
    /// How it is reached.
    pub settings: ChannelSettings,
    /// The kinds it sends; all where none is named.
    pub kinds: Vec<NoticeKind>,
    /// Whether it is used.
    pub active: bool,
}

/// A message to try a channel with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TryChannel {
    /// Where it goes, for a channel to persons.
    #[serde(default)]
    pub address: Option<String>,
}

/// Which messages are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryQuery {
    /// Only of this state.
    #[serde(default)]
    pub state: Option<DeliveryState>,
    /// At most so many.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Messages, the latest first, and how many there are of each state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeliveryList {
    /// The messages.
    pub items: Vec<DeliveryView>,
    /// How many wait.
    pub queued: u64,
    /// How many were taken.
    pub sent: u64,
    /// How many were given up.
    pub dead: u64,
}

/// A message on its way. What it says is not shown to whoever looks after the channels, only its heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeliveryView {
    /// Its identity.
    pub id: DeliveryId,
    /// The code of its channel.
    pub channel: String,
    /// What sort of channel.
    pub kind: Coded,
    /// Whose account it is for; null for a group.
    pub to: Option<String>,
    /// Where it goes; empty for a group.
    pub address: String,
    /// Its heading.
    pub subject: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// What that is called.
    pub state_name: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next; null when it is not.
    pub next_at: Option<Timestamp>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was taken or given up.
    pub ended_at: Option<Timestamp>,
}

/// One's browsers that take pushed messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PushSubscriptions {
    /// The browsers, the earliest first.
    pub items: Vec<PushSubscriptionView>,
    /// The key a browser subscribes under, base64url; null where nothing is pushed.
    pub public_key: Option<String>,
}

/// A browser that takes pushed messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PushSubscriptionView {
    /// Its identity.
    pub id: PushSubscriptionId,
    /// Where its service takes messages, by which the browser knows its own.
    pub endpoint: String,
    /// What it calls itself.
    pub browser: String,
    /// When it was added.
    pub made_at: Timestamp,
}

/// A browser to add, as its `PushManager` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePushSubscription {
    /// Where its service takes messages.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// Its secret, base64url.
    pub auth: String,
    /// What it calls itself.
    pub browser: String,
}
