//! Photographs as they are shown: upright, small enough, without what the camera wrote beside the pixels.

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::draw::jpeg_of;
use crate::read::{Opened, PictureRefusal, open};

/// How large a photograph is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// For a row of pictures: at most 320 pixels either way.
    Thumb,
    /// For a printed document: at most 900 pixels either way, which is 300 to the inch at half the width of A4.
    Print,
    /// For looking at: at most 1600 pixels either way.
    #[default]
    View,
}

impl Size {
    /// Every size there is.
    pub const ALL: [Self; 3] = [Self::Thumb, Self::Print, Self::View];

    /// The word as it stands in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thumb => "thumb",
            Self::Print => "print",
            Self::View => "view",
        }
    }

    const fn side(self) -> u32 {
        match self {
            Self::Thumb => 320,
            Self::Print => 900,
            Self::View => 1600,
        }
    }

    const fn quality(self) -> u8 {
        match self {
            Self::Thumb | Self::Print => 78,
            Self::View => 86,
        }
    }
}

/// The photograph as a JPEG of a size; a small one is not made larger.
///
/// # Errors
/// When it does not open.
pub fn show_picture(bytes: &[u8], size: Size) -> Result<Vec<u8>, PictureRefusal> {
    let upright = upright_within(open(bytes)?, size.side())?;
    jpeg_of(&upright, size.quality()).ok_or(PictureRefusal::Broken)
}

/// A photograph upright, at most so many pixels either way.
pub(super) fn upright_within(opened: Opened, side: u32) -> Result<RgbImage, PictureRefusal> {
    let mut upright = DynamicImage::ImageRgb8(shrunk(on_white(opened.image), side)?);
    upright.apply_orientation(opened.orientation);
    Ok(upright.into_rgb8())
}

/// What shines through is paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let layered = image.into_rgba8();
    let mut flat = RgbImage::new(layered.width(), layered.height());
    for (under, over) in flat.pixels_mut().zip(layered.pixels()) {
        let [red, green, blue, alpha] = over.0.map(u16::from);
        let mixed = |part: u16| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        under.0 = [mixed(red), mixed(green), mixed(blue)];
    }
    flat
}

fn shrunk(image: RgbImage, side: u32) -> Result<RgbImage, PictureRefusal> {
    let (width, height) = (image.width(), image.height());
    let longest = width.max(height);
    if longest <= side {
        return Ok(image);
    }
    let scaled = |length: u32| {
        let exact = u64::from(length) * u64::from(side) / u64::from(longest);
        u32::try_from(exact).unwrap_or(side).max(1)
    };
    let (small_width, small_height) = (scaled(width), scaled(height));
    let broken = PictureRefusal::Broken;
    let from = Image::from_vec_u8(width, height, image.into_raw(), PixelType::U8x3).map_err(|_| broken)?;
    let mut to = Image::new(small_width, small_height, PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, &ResizeOptions::new()).map_err(|_| broken)?;
    RgbImage::from_raw(small_width, small_height, to.into_vec()).ok_or(broken)
}
