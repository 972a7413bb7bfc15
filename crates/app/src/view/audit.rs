//! The record of events, and whether it is whole.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::ids::EventId;
use wangge_domain::time::Timestamp;

/// What verifying the event chains came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Whether every chain and root is whole.
    pub ok: bool,
    /// How many events were read.
    pub events: u64,
    /// How many chains they form.
    pub chains: u64,
    /// How many daily roots were checked.
    pub roots: u64,
    /// The first break found.
    pub broken: Option<Break>,
}

/// Where the record is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Break {
    /// The kind of thing whose chain it is, such as `case`.
    pub subject_kind: Option<String>,
    /// Its identity.
    pub subject_id: Option<String>,
    /// The number of the event in the chain.
    pub seq: Option<i64>,
    /// The day, where a daily root does not agree.
    pub day: Option<NaiveDate>,
    /// What is wrong, in words.
    pub sentence: String,
}

/// Where verifying in parts goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerificationPartQuery {
    /// The `next` of the part before; the beginning when nothing is said.
    pub after: Option<String>,
}

/// What verifying some of the chains came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerificationPart {
    /// How many events were read in this part.
    pub events: u64,
    /// How many chains they form.
    pub chains: u64,
    /// How many daily roots were checked; only in the last part.
    pub roots: u64,
    /// How many events there are in all.
    pub total: u64,
    /// Where to go on; null after the last part.
    pub next: Option<String>,
    /// The first break found; nothing is read after it.
    pub broken: Option<Break>,
}

/// Which events are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// About subjects of this kind, such as `case`.
    pub subject_kind: Option<String>,
    /// About this subject.
    pub subject: Option<Uuid>,
    /// Of this kind, such as `published`.
    pub kind: Option<String>,
    /// By whoever has this in their name.
    pub actor: Option<String>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day, itself included.
    pub until: Option<NaiveDate>,
    /// The cursor of a page.
    pub cursor: Option<String>,
    /// The most items of the page.
    pub limit: Option<u32>,
}

/// An event of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditEvent {
    /// The event.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// By whom, as recorded.
    pub actor: String,
    /// The kind of thing it happened to.
    pub subject_kind: String,
    /// The thing.
    pub subject_id: Uuid,
    /// Its place in the thing's chain.
    pub seq: i64,
    /// What happened.
    pub kind: String,
    /// The details.
    pub payload: serde_json::Value,
    /// The hash of the event before it in the chain.
    pub prev_hash: String,
    /// Its own hash.
    pub hash: String,
}

/// What happened to a kind of thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventKinds {
    /// The kind of thing.
    pub subject_kind: String,
    /// What has happened to things of the kind.
    pub kinds: Vec<String>,
}
