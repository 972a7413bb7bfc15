//! The perceptual fingerprint of a photograph, by which the same picture is found again.

use image::imageops::FilterType;
use image_hasher::{HashAlg, HasherConfig};
use wangge_domain::evidence::Likeness;

use crate::read::{Opened, PictureRefusal, open};
use crate::show::upright_within;

/// The fingerprint is taken of a picture of this size; more says nothing more.
const SIDE: u32 = 320;

/// Below so many steps of 255 between dark and light a picture is a bare surface: a fingerprint of it would be noise,
/// and every covered lens would be like every other.
const CONTRAST_LEAST: u8 = 24;

/// The fingerprint of a photograph as it stands upright: a discrete cosine transform of its brightness, each part
/// against the median. None for a bare surface.
///
/// # Errors
/// When it does not open.
pub fn likeness_of(bytes: &[u8]) -> Result<Option<Likeness>, PictureRefusal> {
    likeness(open(bytes)?)
}

pub(super) fn likeness(opened: Opened) -> Result<Option<Likeness>, PictureRefusal> {
    let small = upright_within(opened, SIDE)?;
    let (darkest, lightest) = image::imageops::grayscale(&small)
        .pixels()
        .fold((u8::MAX, u8::MIN), |(low, high), pixel| (low.min(pixel[0]), high.max(pixel[0])));
    if lightest.saturating_sub(darkest) < CONTRAST_LEAST {
        return Ok(None);
    }
    let hasher = HasherConfig::new()
        .hash_size(8, 8)
        .hash_alg(HashAlg::Median)
        .preproc_dct()
        .resize_filter(FilterType::Triangle)
        .to_hasher();
    let bytes = hasher.hash_image(&small);
    Ok(bytes.as_bytes().try_into().ok().map(|eight| Likeness(u64::from_be_bytes(eight))))
}
