//! Bytes of a text file to characters, strictly: nothing is ever replaced by a question mark.
//!
//! Offices save CSV as UTF-8, as UTF-8 with a mark, as GBK (Excel on Chinese Windows) or as UTF-16
//! ("Unicode text"). Valid UTF-8 wins; anything else must be GB18030, of which GBK is a part, to the last
//! byte. A file that is mostly valid UTF-8 is damaged UTF-8, not GB18030, although its bytes might pass.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use wangge_domain::text::Message;

use crate::fault::{Counted, Fault, Place};

/// Characters of a text file, without byte order mark.
///
/// # Errors
/// Names the first byte that cannot be decoded, and its row.
pub fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(file, bytes, mark, encoding);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return strictly(file, bytes, 0, encoding);
    }
    if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return strictly(file, bytes, 0, UTF_8);
    }
    strictly(file, bytes, 0, GB18030)
}

/// The name of the encoding a text file is taken to be in.
pub fn encoding_of(bytes: &[u8]) -> &'static str {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.name();
    }
    match unmarked_utf16(bytes) {
        Some(encoding) => encoding.name(),
        None if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) => UTF_8.name(),
        // GBK is a part of GB18030, and what offices call it.
        None => "GBK",
    }
}

/// UTF-16 without a mark shows in ASCII text as a zero in every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(400)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let enough = head.len() / 8;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > enough => Some(UTF_16LE),
        (even, 0) if even > enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8 but for a few: GB18030 text hardly ever forms valid UTF-8 sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * invalid
}

fn strictly<'a>(file: &str, bytes: &'a [u8], mark: usize, encoding: &'static Encoding) -> Result<Cow<'a, str>, Fault> {
    let body = &bytes[mark..];
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        return Ok(text);
    }
    let (offset, line) = first_undecodable(body, encoding);
    let place = Place::file(file).at(Counted::Row, line);
    let message = Message::new("import-undecodable")
        .arg("offset", offset + mark)
        .arg("encoding", encoding.name())
        .arg("byte", format!("0x{:02X}", body.get(offset).copied().unwrap_or_default()));
    Err(Fault::error(place, message))
}

/// The offset of the first byte that cannot be decoded, and its line.
fn first_undecodable(body: &[u8], encoding: &'static Encoding) -> (usize, u32) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len() * 2 + 16);
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    let offset = match result {
        DecoderResult::Malformed(length, after) => read.saturating_sub(usize::from(length) + usize::from(after)),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => read,
    };
    let lines = text.matches('\n').count().max(text.matches('\r').count());
    (offset, u32::try_from(lines + 1).unwrap_or(u32::MAX))
}
