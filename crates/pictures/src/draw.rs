//! Writing JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _, RgbImage};

/// A drawn picture as a JPEG, from four bytes a pixel; how much shines through does not count. None when the bytes
/// are too few.
pub fn jpeg_of_rgba(width: u32, height: u32, pixels: &[u8], quality: u8) -> Option<Vec<u8>> {
    let rgb = pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    jpeg_of(&RgbImage::from_raw(width, height, rgb)?, quality)
}

pub(crate) fn jpeg_of(image: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(jpeg)
}
