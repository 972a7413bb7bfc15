//! The measures of the layout, in twentieths of a point (twips) unless said otherwise (GB/T 9704-2012).

use wangge_domain::text::Lang;

use super::super::model::Paper;

/// Margins: 37 mm above, 26 mm outside, 35 mm below, 28 mm at the binding.
pub(super) const TOP: i32 = 2098;
pub(super) const RIGHT: i32 = 1474;
pub(super) const BOTTOM: i32 = 1984;
pub(super) const LEFT: i32 = 1587;
/// From the edge of the paper to the page number, which stands 7 mm under the text.
pub(super) const FOOTER: i32 = 1304;
/// 225 mm in 22 lines.
pub(super) const LINE: u32 = 579;
/// How much closer than their 16 points characters stand so that 28 fill 156 mm. The character grid of the section
/// would say it more exactly, but only Word reads it so: `LibreOffice` gives every character that is wider than its
/// cell a second one, and fourteen stand in a line.
pub(super) const CLOSER: i32 = -5;
/// English metric units in a twip, for pictures.
const EMU: u64 = 635;

/// Width and height of a paper.
pub(super) const fn size(paper: Paper) -> (u32, u32) {
    match paper {
        Paper::A4 => (11_906, 16_838),
        Paper::A4Landscape => (16_838, 11_906),
        Paper::A3Landscape => (23_811, 16_838),
    }
}

/// How wide the text is.
pub(super) const fn width(paper: Paper) -> usize {
    (size(paper).0 - (LEFT + RIGHT).unsigned_abs()) as usize
}

/// The size of a red name in half-points, so that it fills a line without breaking where it can.
pub(super) fn red_size(name: &str, lang: Lang) -> usize {
    let (largest, smallest) = if lang == Lang::Zh { (88, 36) } else { (56, 36) };
    // Twips to half-points and half characters to whole ones make a fifth; a little is left at both ends.
    let fits = width(Paper::A4) * 95 / 100 / 5 / half_characters(name).max(1);
    fits.clamp(smallest, largest)
}

/// The length of a text in half characters: one for a Latin letter, two for a Chinese one.
pub(super) fn half_characters(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A picture's size in English metric units, so large that it fits the box and keeps its shape.
pub(super) fn fit((width, height): (u32, u32), (most_wide, most_high): (usize, usize)) -> (u32, u32) {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (most_wide, most_high) = (most_wide as u64 * EMU, most_high as u64 * EMU);
    let (wide, high) = if width * most_high > height * most_wide {
        (most_wide, most_wide * height / width)
    } else {
        (most_high * width / height, most_high)
    };
    let length = |units: u64| u32::try_from(units.max(1)).unwrap_or(u32::MAX);
    (length(wide), length(high))
}

/// The pixels of a JPEG, as its frame header has them; nothing for what is none.
pub(super) fn pixels(jpeg: &[u8]) -> Option<(u32, u32)> {
    let mut at = jpeg.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let [0xff, marker, rest @ ..] = at else { return None };
        match (*marker, rest) {
            (0xff, _) => at = &at[1..],
            (0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf, [_, _, _, h1, h2, w1, w2, ..]) => {
                return Some((u32::from(u16::from_be_bytes([*w1, *w2])), u32::from(u16::from_be_bytes([*h1, *h2]))));
            }
            (0xda | 0xd9, _) => return None,
            (_, [l1, l2, ..]) => at = rest.get(usize::from(u16::from_be_bytes([*l1, *l2])).max(2)..)?,
            _ => return None,
        }
    }
}
