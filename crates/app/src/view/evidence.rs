//! Evidence 证据照片.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::evidence::{EvidenceHash, Media};
use wangge_domain::time::Timestamp;
use wangge_pictures::Size;

/// What is said of a photograph that is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceQuery {
    /// The SHA-256 of its bytes, as the sender reckoned it.
    pub sha256: EvidenceHash,
}

/// A photograph that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceReceipt {
    /// The SHA-256 of its bytes, by which it is attached.
    pub sha256: EvidenceHash,
    /// The format of its file.
    pub media: Media,
    /// How many bytes it has.
    pub size_bytes: i64,
    /// How many pixels it is wide, upright.
    pub width: u32,
    /// How many pixels it is high, upright.
    pub height: u32,
    /// When it came in first.
    pub received_at: Timestamp,
}

/// How a photograph is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoQuery {
    /// How large: `thumb`, at most 320 pixels either way, or `view`, at most 1600.
    #[serde(default)]
    pub size: Size,
}

/// A photograph of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Photo {
    /// The SHA-256 of its bytes, by which it is fetched.
    pub sha256: EvidenceHash,
    /// How many pixels it is wide, upright.
    pub width: u32,
    /// How many pixels it is high, upright.
    pub height: u32,
    /// When what it is attached to was recorded.
    pub at: Timestamp,
}
