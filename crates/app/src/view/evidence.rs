//! Evidence 证据照片.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::evidence::{EvidenceHash, Media};
use wangge_domain::time::Timestamp;
use wangge_geo::Datum;
use wangge_pictures::Size;

/// What is said of a photograph that is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceQuery {
    /// The SHA-256 of its bytes, as the sender reckoned it.
    pub sha256: EvidenceHash,
    /// When it was taken, by the phone's clock: for pictures of the camera within the page, which carry no EXIF.
    #[serde(default)]
    pub taken_at: Option<Timestamp>,
    /// Longitude of the phone when it was taken, degrees.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Latitude of the phone.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Within how many metres the phone knew its place.
    #[serde(default)]
    pub accuracy_m: Option<f64>,
    /// The datum of the place; WGS-84 where it is left out, as browsers give it.
    #[serde(default)]
    pub datum: Option<Datum>,
}

impl EvidenceQuery {
    /// A photograph of which only its hash is said.
    pub const fn of(sha256: EvidenceHash) -> Self {
        Self { sha256, taken_at: None, lon: None, lat: None, accuracy_m: None, datum: None }
    }
}

/// What is said of a piece of a photograph that is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PieceQuery {
    /// Where in the photograph the piece begins, in bytes.
    pub offset: u64,
    /// How many bytes the whole photograph has.
    pub size_bytes: u64,
    /// When it was taken, by the phone's clock.
    #[serde(default)]
    pub taken_at: Option<Timestamp>,
    /// Longitude of the phone when it was taken, degrees.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Latitude of the phone.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Within how many metres the phone knew its place.
    #[serde(default)]
    pub accuracy_m: Option<f64>,
    /// The datum of the place; WGS-84 where it is left out.
    #[serde(default)]
    pub datum: Option<Datum>,
}

impl PieceQuery {
    /// What is said of the whole photograph.
    pub fn of_whole(&self, sha256: EvidenceHash) -> EvidenceQuery {
        EvidenceQuery {
            sha256,
            taken_at: self.taken_at,
            lon: self.lon,
            lat: self.lat,
            accuracy_m: self.accuracy_m,
            datum: self.datum,
        }
    }
}

/// How far a photograph sent in pieces is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceProgress {
    /// Where to go on: how many bytes of it the account has sent.
    pub offset: u64,
    /// The photograph, once it has arrived whole.
    pub receipt: Option<EvidenceReceipt>,
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
    /// How large: `thumb`, at most 320 pixels either way, `print`, at most 900, or `view`, at most 1600.
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
