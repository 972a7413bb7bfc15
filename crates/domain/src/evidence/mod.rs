//! Evidence 证据照片: photographs, addressed by the SHA-256 of their bytes.
//!
//! Invariants: an address says what the bytes are, so that the same photograph is the same thing however often
//! it is sent, and none can be exchanged for another; whoever attaches one has sent it or may see it already.
//! Absent on purpose: what is in a picture. Bytes are kept by `wangge_storage` and read by `wangge_pictures`.

mod capture;
mod likeness;
mod piece;

pub use capture::{Capture, Fix, FixRefusal};
pub use likeness::{ALIKE_MOST, Likeness, alike};
pub use piece::{PIECE_BYTES_LEAST, PIECE_BYTES_MOST, Piece, PieceRefusal, UNFINISHED_KEPT, UNFINISHED_MOST};

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::event::sha256_hex;
use crate::text::Message;

/// The most photographs one thing may carry; the paper forms of the field have room for four.
pub const PHOTOS_MOST: usize = 9;

/// The address of a photograph: the SHA-256 of its bytes, as 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EvidenceHash(String);

/// A text that is no address of a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash has 64 hexadecimal digits in lower case")]
pub struct NoHash;

impl EvidenceHash {
    /// The address of a photograph.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256_hex(bytes))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EvidenceHash {
    type Error = NoHash;

    fn try_from(text: String) -> Result<Self, NoHash> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() == 64 && digits { Ok(Self(text)) } else { Err(NoHash) }
    }
}

impl std::str::FromStr for EvidenceHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        text.to_owned().try_into()
    }
}

impl From<[u8; 32]> for EvidenceHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(crate::event::hex(&bytes))
    }
}

impl From<EvidenceHash> for String {
    fn from(hash: EvidenceHash) -> Self {
        hash.0
    }
}

impl std::fmt::Display for EvidenceHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl JsonSchema for EvidenceHash {
    fn schema_name() -> Cow<'static, str> {
        "EvidenceHash".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "The SHA-256 of a photograph's bytes.",
        })
    }
}

vocabulary! {
    /// What a photograph is attached to.
    Subject in "evidence-subject" {
        /// An observation 判定.
        Observation = "observation",
        /// The door-head 门头 of a visit's site.
        Door = "door",
        /// The report of a case 案卷.
        Case = "case",
        /// A rectification 整改.
        Rectification = "rectification",
        /// A check 核查.
        Check = "check",
        /// A re-check 回头看 of a closed case.
        ReCheck = "re_check",
        /// A measure of a practice card 做法卡.
        Practice = "practice",
        /// A place of a drive before it was worked at.
        DriveBefore = "drive_before",
        /// The same after.
        DriveAfter = "drive_after",
        /// The papers of a demolition.
        DrivePapers = "drive_papers",
        /// A dead corner 死角死面 as it was found, cleared or checked again.
        DeadCorner = "dead_corner",
    }
}

vocabulary! {
    /// The format of a photograph's file.
    Media in "evidence-media" {
        /// JPEG.
        Jpeg = "jpeg",
        /// PNG.
        Png = "png",
        /// WebP.
        Webp = "webp",
        /// HEIC, as iPhones write it.
        Heic = "heic",
    }
}

impl Media {
    /// The media type, as HTTP has it.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
        }
    }
}

/// Why photographs cannot be attached as they were named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachRefusal {
    /// More than [`PHOTOS_MOST`].
    TooMany,
    /// The same one twice.
    Twice,
}

impl AttachRefusal {
    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::TooMany => Message::new("evidence-too-many").arg("most", PHOTOS_MOST),
            Self::Twice => Message::new("evidence-twice"),
        }
    }
}

/// Whether so many photographs, each once, may be attached to one thing.
///
/// # Errors
/// When there are too many, or one stands twice.
pub fn admit(photos: &[EvidenceHash]) -> Result<(), AttachRefusal> {
    if photos.len() > PHOTOS_MOST {
        return Err(AttachRefusal::TooMany);
    }
    let twice = photos.iter().enumerate().any(|(place, photo)| photos[..place].contains(photo));
    if twice { Err(AttachRefusal::Twice) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    fn hash(digit: char) -> EvidenceHash {
        digit.to_string().repeat(64).parse().unwrap()
    }

    #[test]
    fn an_address_is_64_small_hexadecimal_digits_and_nothing_else() {
        assert!("0123456789abcdef".repeat(4).parse::<EvidenceHash>().is_ok());
        for wrong in ["", "ab", &"A".repeat(64), &"g".repeat(64), &"a".repeat(65), "../../etc/passwd"] {
            assert!(wrong.parse::<EvidenceHash>().is_err(), "{wrong}");
        }
        assert!(serde_json::from_str::<EvidenceHash>("\"x\"").is_err());
    }

    #[test]
    fn a_thing_carries_each_photograph_once_and_not_too_many() {
        assert_eq!(admit(&[]), Ok(()));
        assert_eq!(admit(&[hash('a'), hash('b')]), Ok(()));
        assert_eq!(admit(&[hash('a'), hash('b'), hash('a')]), Err(AttachRefusal::Twice));
        let many: Vec<EvidenceHash> = "0123456789".chars().map(hash).collect();
        assert_eq!(admit(&many), Err(AttachRefusal::TooMany));
        assert_eq!(admit(&many[..PHOTOS_MOST]), Ok(()));
    }
}
