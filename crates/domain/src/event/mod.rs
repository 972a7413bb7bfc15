//! Events: the append-only record. Each event carries the hash of the one before it in its own subject's
//! chain; a daily root ties all chains together, and the bulletin prints it.

mod canonical;
mod chain;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{EventId, UserId};
use crate::time::Timestamp;

pub use canonical::canonical_json;
pub(crate) use chain::hex;
pub use chain::{Broken, GENESIS, Tip, Why, chain_hash, daily_root, sha256_hex, verify_chain};

/// What an event says, without its place in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBody {
    /// The noun of its subject: `case`, `visit`, `node` …
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// Its place in the subject's chain, from 1.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// By which account; none for the system.
    pub actor_id: Option<UserId>,
    /// By whom, as shown.
    pub actor_name: String,
    /// What happened: `case_filed`.
    pub kind: String,
    /// The details. Keep numbers whole: fractions belong in text, so that both databases give back the same.
    pub payload: serde_json::Value,
}

/// An event as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Its identity.
    pub id: EventId,
    /// What it says.
    #[serde(flatten)]
    pub body: EventBody,
    /// The hash of the event before it, [`GENESIS`] for the first.
    pub prev_hash: String,
    /// Its own hash, over the one before and its body.
    pub hash: String,
}
