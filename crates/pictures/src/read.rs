//! Judging a photograph, and opening it.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, Limits};
use wangge_domain::evidence::{Capture, Likeness, Media};
use wangge_domain::text::Message;

use crate::capture::read_capture;
use crate::heic;
use crate::likeness::likeness;
use crate::whole::is_whole;

/// The most bytes of a photograph: phones of 50 megapixels stay below.
pub const BYTES_MOST: usize = 20 * 1024 * 1024;

/// The most pixels of a photograph; unpacked it takes three bytes each.
pub const PIXELS_MOST: u64 = 50_000_000;

/// How much memory the unpacking of one photograph may ask for.
const UNPACKED_BYTES_MOST: u64 = 4 * PIXELS_MOST;

/// What a photograph is.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its format.
    pub media: Media,
    /// How wide it is, upright.
    pub width: u32,
    /// How high it is, upright.
    pub height: u32,
    /// What the camera wrote beside the pixels.
    pub capture: Capture,
    /// Its fingerprint; none for a bare surface.
    pub likeness: Option<Likeness>,
}

/// Why a photograph is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefusal {
    /// No bytes at all.
    #[error("empty")]
    Empty,
    /// More bytes than [`BYTES_MOST`].
    #[error("{bytes} bytes")]
    TooManyBytes {
        /// How many.
        bytes: usize,
    },
    /// Neither JPEG nor PNG nor WebP nor HEIC.
    #[error("not a JPEG, PNG, WebP or HEIC")]
    Foreign,
    /// More pixels than [`PIXELS_MOST`].
    #[error("{width} by {height} pixels")]
    TooManyPixels {
        /// How wide.
        width: u32,
        /// How high.
        height: u32,
    },
    /// Several frames.
    #[error("animated")]
    Animated,
    /// It does not open as a whole.
    #[error("broken")]
    Broken,
}

impl PictureRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "photo_empty",
            Self::TooManyBytes { .. } => "photo_too_many_bytes",
            Self::Foreign => "photo_foreign",
            Self::TooManyPixels { .. } => "photo_too_many_pixels",
            Self::Animated => "photo_animated",
            Self::Broken => "photo_broken",
        }
    }

    /// The sentence for whoever sent it.
    pub fn message(self) -> Message {
        match self {
            Self::Empty => Message::new("evidence-empty"),
            Self::TooManyBytes { bytes } => Message::new("evidence-too-many-bytes")
                .arg("megabytes", bytes.div_ceil(1024 * 1024))
                .arg("most", BYTES_MOST / (1024 * 1024)),
            Self::Foreign => Message::new("evidence-foreign"),
            Self::TooManyPixels { width, height } => Message::new("evidence-too-many-pixels")
                .arg("width", width)
                .arg("height", height)
                .arg("most_wan", PIXELS_MOST / 10_000)
                .arg("most_mega", PIXELS_MOST / 1_000_000),
            Self::Animated => Message::new("evidence-animated"),
            Self::Broken => Message::new("evidence-broken"),
        }
    }
}

/// Judges a photograph, and opens it once to know that it is whole, what the camera says of it and how it looks.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read_picture(bytes: &[u8]) -> Result<Picture, PictureRefusal> {
    let opened = open(bytes)?;
    let (width, height) = upright(&opened);
    let media = opened.media;
    Ok(Picture { media, width, height, capture: read_capture(bytes), likeness: likeness(opened)? })
}

/// A photograph unpacked, not yet upright.
pub(super) struct Opened {
    pub(super) media: Media,
    pub(super) image: DynamicImage,
    pub(super) orientation: Orientation,
}

fn upright(opened: &Opened) -> (u32, u32) {
    let (width, height) = (opened.image.width(), opened.image.height());
    if is_turned(opened.orientation) { (height, width) } else { (width, height) }
}

/// Whether being set upright exchanges width and height.
pub(super) const fn is_turned(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// Opens a photograph whose bytes were judged here or before they were kept.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, PictureRefusal> {
    if bytes.is_empty() {
        return Err(PictureRefusal::Empty);
    }
    if bytes.len() > BYTES_MOST {
        return Err(PictureRefusal::TooManyBytes { bytes: bytes.len() });
    }
    if heic::is_heic(bytes) {
        return heic::open(bytes);
    }
    let broken = |_| PictureRefusal::Broken;
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) if !is_whole(bytes) => Err(PictureRefusal::Broken),
        Ok(ImageFormat::Jpeg) => unpack(Media::Jpeg, JpegDecoder::new(Cursor::new(bytes)).map_err(broken)?),
        Ok(ImageFormat::Png) => {
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(broken)?;
            if decoder.is_apng().map_err(broken)? {
                return Err(PictureRefusal::Animated);
            }
            unpack(Media::Png, decoder)
        }
        Ok(ImageFormat::WebP) => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
            if decoder.has_animation() {
                return Err(PictureRefusal::Animated);
            }
            unpack(Media::Webp, decoder)
        }
        _ => Err(PictureRefusal::Foreign),
    }
}

fn unpack(media: Media, mut decoder: impl ImageDecoder) -> Result<Opened, PictureRefusal> {
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MOST {
        return Err(PictureRefusal::TooManyPixels { width, height });
    }
    decoder.set_limits(limits()).map_err(|_| PictureRefusal::TooManyPixels { width, height })?;
    // A photograph whose EXIF cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|_| PictureRefusal::Broken)?;
    Ok(Opened { media, image, orientation })
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(UNPACKED_BYTES_MOST);
    limits
}
