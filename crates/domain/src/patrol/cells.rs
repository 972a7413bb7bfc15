//! The cells of a node that a track reaches.

use serde::{Deserialize, Serialize};

/// Which of the numbered cells of a node were walked. Sets over the same cells join; over others they do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellSet {
    /// What the cells are: changes with the node's boundary and the size of the cells.
    lattice: String,
    /// How many cells the node has.
    of: u32,
    /// One bit a cell, in hexadecimal.
    #[serde(with = "hex")]
    bits: Vec<u8>,
}

impl CellSet {
    /// None of so many cells.
    pub fn none(lattice: impl Into<String>, of: u32) -> Self {
        Self { lattice: lattice.into(), of, bits: vec![0; of.div_ceil(8) as usize] }
    }

    /// Adds a cell; one beyond the last is none.
    pub fn add(&mut self, cell: u32) {
        if cell < self.of
            && let Some(byte) = self.bits.get_mut((cell / 8) as usize)
        {
            *byte |= 1 << (cell % 8);
        }
    }

    /// Whether a cell was walked.
    pub fn has(&self, cell: u32) -> bool {
        self.bits.get((cell / 8) as usize).is_some_and(|byte| byte & (1 << (cell % 8)) != 0)
    }

    /// Takes in the cells of another set. Cells of another boundary are not these, and change nothing.
    pub fn join(&mut self, other: &Self) {
        if self.lattice == other.lattice && self.of == other.of {
            for (own, theirs) in self.bits.iter_mut().zip(&other.bits) {
                *own |= theirs;
            }
        }
    }

    /// How many cells were walked.
    pub fn covered(&self) -> u32 {
        self.bits.iter().map(|byte| byte.count_ones()).sum()
    }

    /// The bits in hexadecimal, the lowest of each byte first.
    pub fn hexadecimal(&self) -> String {
        hex::text(&self.bits)
    }

    /// How many cells there are.
    pub const fn of(&self) -> u32 {
        self.of
    }

    /// What the cells are.
    pub fn lattice(&self) -> &str {
        &self.lattice
    }
}

mod hex {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use std::fmt::Write as _;

    pub(super) fn text(bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() * 2);
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let pair = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(pair).collect();
        bytes.ok_or_else(|| D::Error::custom("no hexadecimal"))
    }
}
