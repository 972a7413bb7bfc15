//! A photograph sent in pieces, so that a lost network costs one piece and not the whole.
//!
//! Invariant: what has arrived is always a beginning of the photograph, without a gap.

use chrono::TimeDelta;

use crate::text::Message;

/// The fewest bytes a piece may have that is not the last: a photograph must not lie in thousands of crumbs.
pub const PIECE_BYTES_LEAST: u64 = 16 * 1024;

/// The most bytes a piece may have.
pub const PIECE_BYTES_MOST: u64 = 1024 * 1024;

/// How many photographs an account may have begun and not finished.
pub const UNFINISHED_MOST: usize = 10;

/// How long a photograph of which nothing more comes is waited for.
pub const UNFINISHED_KEPT: TimeDelta = TimeDelta::days(1);

/// A piece of a photograph: where it begins, how long it is, and how long the whole is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins.
    pub offset: u64,
    /// How many bytes it has.
    pub len: u64,
    /// How many bytes the whole photograph has.
    pub whole: u64,
}

/// Why a piece is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceRefusal {
    /// Fewer than [`PIECE_BYTES_LEAST`], and not the last.
    TooSmall,
    /// More than [`PIECE_BYTES_MOST`].
    TooLarge,
    /// It ends after the photograph does.
    BeyondEnd,
    /// Bytes before it are missing.
    Gap {
        /// Where to go on.
        offset: u64,
    },
}

impl PieceRefusal {
    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::TooSmall => Message::new("evidence-piece-too-small").arg("least", PIECE_BYTES_LEAST / 1024),
            Self::TooLarge => Message::new("evidence-piece-too-large").arg("most", PIECE_BYTES_MOST / 1024),
            Self::BeyondEnd => Message::new("evidence-piece-beyond-end"),
            Self::Gap { offset } => Message::new("evidence-wrong-offset").arg("offset", offset),
        }
    }
}

impl Piece {
    /// How many of its first bytes have arrived before, where so many of the photograph have.
    ///
    /// # Errors
    /// When it is no piece of the photograph, or leaves a gap.
    pub fn known(self, received: u64) -> Result<u64, PieceRefusal> {
        let end = self.offset.checked_add(self.len).filter(|end| *end <= self.whole).ok_or(PieceRefusal::BeyondEnd)?;
        if self.len > PIECE_BYTES_MOST {
            return Err(PieceRefusal::TooLarge);
        }
        if self.len < PIECE_BYTES_LEAST && end < self.whole {
            return Err(PieceRefusal::TooSmall);
        }
        if self.offset > received {
            return Err(PieceRefusal::Gap { offset: received });
        }
        Ok((received - self.offset).min(self.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const K: u64 = 1024;

    fn known(offset: u64, len: u64, received: u64) -> Result<u64, PieceRefusal> {
        Piece { offset, len, whole: 400 * K }.known(received)
    }

    #[test]
    fn a_piece_follows_what_has_arrived_or_repeats_it() {
        for (offset, len, received, expected) in [
            (0, 128 * K, 0, Ok(0)),
            (128 * K, 128 * K, 128 * K, Ok(0)),
            (0, 128 * K, 128 * K, Ok(128 * K)),
            (0, 128 * K, 100 * K, Ok(100 * K)),
            (0, 128 * K, 400 * K, Ok(128 * K)),
            (399 * K, K, 399 * K, Ok(0)),
            (400 * K, 0, 400 * K, Ok(0)),
            (128 * K, 128 * K, 0, Err(PieceRefusal::Gap { offset: 0 })),
            (256 * K, 128 * K, 128 * K, Err(PieceRefusal::Gap { offset: 128 * K })),
            (0, PIECE_BYTES_LEAST - 1, 0, Err(PieceRefusal::TooSmall)),
            (0, PIECE_BYTES_LEAST, 0, Ok(0)),
            (399 * K, K + 1, 399 * K, Err(PieceRefusal::BeyondEnd)),
            (u64::MAX, 1, 0, Err(PieceRefusal::BeyondEnd)),
        ] {
            assert_eq!(known(offset, len, received), expected, "{offset}+{len} after {received}");
        }
        let large = Piece { offset: 0, len: PIECE_BYTES_MOST + 1, whole: 9 * PIECE_BYTES_MOST };
        assert_eq!(large.known(0), Err(PieceRefusal::TooLarge));
    }
}
