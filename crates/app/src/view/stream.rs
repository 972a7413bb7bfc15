//! The live stream, and the record of one subject.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::ids::EventId;
use wangge_domain::time::Timestamp;

/// Where a stream begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamQuery {
    /// The last event heard of, for a browser that begins anew and cannot send `Last-Event-ID` itself.
    pub after: Option<EventId>,
}

/// That something changed. What it holds now is read where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The event.
    pub event: EventId,
    /// What kind of thing changed: `case`, `visit`, `site` …
    pub noun: String,
    /// Which one.
    pub id: Uuid,
    /// What happened to it, such as `filed`.
    pub kind: String,
    /// Who did it, by name.
    pub actor: String,
    /// Whether the reader did it.
    pub own: bool,
    /// When.
    pub at: Timestamp,
}

/// Whose record is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventQuery {
    /// What kind of thing: `case`, `site`, `campaign` …
    pub noun: String,
    /// Which one; the campaign is `00000000-0000-0000-0000-000000000000`.
    pub id: Uuid,
    /// Only what happened from this moment on.
    #[serde(default)]
    pub since: Option<Timestamp>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventView {
    /// The event.
    pub id: EventId,
    /// Its place in the subject's record, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it, by name.
    pub actor: String,
    /// What happened, such as `amended`.
    pub kind: String,
    /// What that is called.
    pub kind_name: String,
    /// What happened in a sentence, where there is one to say.
    pub said: Option<String>,
}
