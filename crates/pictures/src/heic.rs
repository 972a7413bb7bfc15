//! HEIC, as iPhones write it.

use crate::read::{Opened, PictureRefusal};

/// The brands of HEIF files with HEVC pictures in them; `mif1` is the general one, which AVIF files name too.
const BRANDS: [&[u8; 4]; 5] = [b"heic", b"heix", b"heim", b"heis", b"mif1"];

/// Whether a file says that it is HEIC.
pub(super) fn is_heic(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| BRANDS.iter().any(|b| brand == *b))
}

/// Opens a HEIC; the decoder sets it upright by the file's own say, so what EXIF says of that is passed over.
#[cfg(feature = "heic")]
pub(super) fn open(bytes: &[u8]) -> Result<Opened, PictureRefusal> {
    use image::metadata::Orientation;
    use image::{DynamicImage, RgbImage};
    use wangge_domain::evidence::Media;

    use crate::read::PIXELS_MOST;

    let broken = |_| PictureRefusal::Broken;
    // `mif1` may hold pictures of another kind.
    let head = heic_decoder::probe(bytes).map_err(|_| PictureRefusal::Foreign)?;
    for (width, height) in [(head.width, head.height), (head.coded_width, head.coded_height)] {
        if width.saturating_mul(height) as u64 > PIXELS_MOST {
            return Err(PictureRefusal::TooManyPixels { width: side(width), height: side(height) });
        }
    }
    let decoded = heic_decoder::decode(bytes).map_err(broken)?;
    let (width, height) = (side(decoded.width), side(decoded.height));
    let rgb = decoded.to_rgb8().map_err(broken)?;
    let image = RgbImage::from_raw(width, height, rgb.data).ok_or(PictureRefusal::Broken)?;
    Ok(Opened { media: Media::Heic, image: DynamicImage::ImageRgb8(image), orientation: Orientation::NoTransforms })
}

#[cfg(feature = "heic")]
fn side(pixels: usize) -> u32 {
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

/// This build opens no HEIC.
#[cfg(not(feature = "heic"))]
pub(super) fn open(_: &[u8]) -> Result<Opened, PictureRefusal> {
    Err(PictureRefusal::Foreign)
}
