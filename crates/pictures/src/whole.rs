//! Whether a JPEG is whole. The decoder fills up what is missing with grey, which would be no evidence.

/// Start of scan.
const SCAN: u8 = 0xDA;

/// End of image.
const END: u8 = 0xD9;

/// Whether the picture reaches its end mark. What a phone writes behind it does not matter, and what it writes
/// before it, such as a small preview with an end mark of its own, is passed over by its length.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some((marker, next)) = marker(bytes, at) {
        match marker {
            END => return true,
            SCAN => at = after_scan(bytes, next + length(bytes, next)),
            0x01 | 0xD0..=0xD8 => at = next,
            _ => at = next + length(bytes, next),
        }
    }
    false
}

/// The marker at a place, with the place behind it; filling bytes before it are passed over.
fn marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    while *bytes.get(at)? != 0xFF {
        at += 1;
    }
    while *bytes.get(at)? == 0xFF {
        at += 1;
    }
    Some((*bytes.get(at)?, at + 1))
}

/// The length of a segment, its two bytes of length included.
fn length(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(high), Some(low)) => usize::from(*high) * 256 + usize::from(*low),
        _ => 2,
    }
}

/// The next marker behind the packed pixels; in them 0xFF is followed by 0 or by a restart mark.
fn after_scan(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            [0xFF, 0x00 | 0xD0..=0xD7] => at += 2,
            [0xFF, 0xFF] | [..0xFF, _] => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}
