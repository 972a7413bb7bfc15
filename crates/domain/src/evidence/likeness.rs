//! How alike two pictures are, by a fingerprint of what can be seen in them.

use serde::{Deserialize, Serialize};

/// Up to so many differing bits of 64 two pictures are called alike: the same picture scaled, compressed anew or a
/// little brighter stays below; two pictures of one place taken a while apart lie well above.
pub const ALIKE_MOST: u32 = 6;

/// The perceptual fingerprint of a picture: 64 bits, each saying whether a part of the picture's pattern is strong.
/// It survives scaling and compression, and says nothing about who or what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Likeness(pub u64);

impl Likeness {
    /// In how many bits two pictures differ, 0 to 64.
    pub const fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// Whether two pictures are alike, see [`ALIKE_MOST`].
    pub const fn is_alike(self, other: Self) -> bool {
        self.distance(other) <= ALIKE_MOST
    }
}

/// The places in a list of fingerprints that are alike to one, with the number of differing bits, in the list's order.
///
/// Every one is compared: eight bytes each, so that a million are passed over in about a millisecond, and no index of a
/// cleverer kind could miss one.
pub fn alike(print: Likeness, among: &[Likeness]) -> Vec<(usize, u32)> {
    let near = among.iter().enumerate().filter(|(_, other)| print.is_alike(**other));
    near.map(|(place, other)| (place, print.distance(*other))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_like_one_is_found_with_its_distance() {
        let among = [Likeness(0), Likeness(0b111), Likeness(u64::MAX), Likeness(0b11_1111), Likeness(0b111_1111)];
        assert_eq!(alike(Likeness(0), &among), [(0, 0), (1, 3), (3, 6)]);
    }

    #[test]
    fn pictures_are_alike_up_to_six_bits() {
        let one = Likeness(0xF0F0_1234_0000_FFFF);
        assert_eq!(one.distance(one), 0);
        assert!(one.is_alike(Likeness(one.0 ^ 0b11_1111)));
        assert!(!one.is_alike(Likeness(one.0 ^ 0b111_1111)));
        assert_eq!(Likeness(0).distance(Likeness(u64::MAX)), 64);
    }
}
