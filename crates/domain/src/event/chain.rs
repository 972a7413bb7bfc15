//! Hashing events into chains, and finding where a chain was tampered with.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::SecondsFormat;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{EventBody, EventRecord, canonical_json};
use crate::text::Message;

/// The hash that stands before the first event of a chain.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

/// A digest as 64 lower-case hexadecimal digits.
pub(crate) fn hex(digest: &[u8; 32]) -> String {
    let mut text = String::with_capacity(64);
    for byte in digest {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes an event's hash is taken over: the hash before it, a line feed, and its body as canonical JSON.
fn hashed_bytes(previous: &str, body: &EventBody) -> Vec<u8> {
    let body = json!({
        "subject_kind": body.subject_kind,
        "subject_id": body.subject_id,
        "seq": body.seq,
        "at": body.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "actor_id": body.actor_id,
        "actor_name": body.actor_name,
        "kind": body.kind,
        "payload": body.payload,
    });
    format!("{previous}\n{}", canonical_json(&body)).into_bytes()
}

/// The hash of an event, given the hash of the one before it.
pub fn chain_hash(previous: &str, body: &EventBody) -> String {
    sha256_hex(&hashed_bytes(previous, body))
}

/// Where a chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// How many events it has.
    pub events: i64,
    /// The hash of the last, [`GENESIS`] for an empty chain.
    pub hash: String,
}

/// How a chain was found broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// An event is missing or stands twice.
    Gap {
        /// The number that should have come.
        expected: i64,
    },
    /// The hash before it is not the hash of the event before it.
    Unlinked,
    /// Its hash does not fit what it says.
    Altered,
    /// It belongs to another subject.
    Foreign,
}

/// A chain that was tampered with, and the row that shows it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chain of {subject_kind} {subject_id} is broken at event {seq}: {why:?}")]
pub struct Broken {
    /// The noun of the subject.
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// The number of the event.
    pub seq: i64,
    /// How.
    pub why: Why,
}

impl Broken {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self.why {
            Why::Gap { .. } => "chain_gap",
            Why::Unlinked => "chain_unlinked",
            Why::Altered => "event_altered",
            Why::Foreign => "event_foreign",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        let key = match self.why {
            Why::Gap { .. } => "case-chain-gap",
            Why::Unlinked => "case-chain-unlinked",
            Why::Altered => "case-chain-altered",
            Why::Foreign => "case-chain-foreign",
        };
        let message =
            Message::new(key).arg("kind", &self.subject_kind).arg("subject", self.subject_id).arg("seq", self.seq);
        match self.why {
            Why::Gap { expected } => message.arg("expected", expected),
            _ => message,
        }
    }
}

/// Verifies the events of one subject, given in the order of their numbers.
///
/// # Errors
/// The first event that does not fit the one before it or its own hash.
pub fn verify_chain<'a>(events: impl IntoIterator<Item = &'a EventRecord>) -> Result<Tip, Broken> {
    let mut tip = Tip { events: 0, hash: GENESIS.to_owned() };
    let mut subject: Option<(&str, Uuid)> = None;
    for event in events {
        let body = &event.body;
        let own = (body.subject_kind.as_str(), body.subject_id);
        let expected = tip.events + 1;
        let why = if *subject.get_or_insert(own) != own {
            Some(Why::Foreign)
        } else if body.seq != expected {
            Some(Why::Gap { expected })
        } else if event.prev_hash != tip.hash {
            Some(Why::Unlinked)
        } else if event.hash != chain_hash(&tip.hash, body) {
            Some(Why::Altered)
        } else {
            None
        };
        if let Some(why) = why {
            let (subject_kind, subject_id) = (body.subject_kind.clone(), body.subject_id);
            return Err(Broken { subject_kind, subject_id, seq: body.seq, why });
        }
        tip = Tip { events: body.seq, hash: event.hash.clone() };
    }
    Ok(tip)
}

/// The root of a day: one hash over the last hash of every chain and the root of the day before
/// ([`GENESIS`] on the first day). The order in which chains are given does not matter.
pub fn daily_root(previous_root: &str, tips: impl IntoIterator<Item = (String, Uuid, String)>) -> String {
    let sorted: BTreeMap<(String, Uuid), String> =
        tips.into_iter().map(|(kind, id, hash)| ((kind, id), hash)).collect();
    let mut text = String::from(previous_root);
    for ((kind, id), hash) in sorted {
        let _ = write!(text, "\n{kind} {id} {hash}");
    }
    sha256_hex(text.as_bytes())
}
