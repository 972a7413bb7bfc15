//! Pictures made here, one of each kind of trouble.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use wangge_domain::evidence::Media;

use super::*;

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) };
    RgbImage::from_fn(width, height, colour).into()
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// Puts EXIF with an orientation, and a camera's name, behind the first mark of a JPEG.
fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"SECRET-CAMERA");
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length[..], &tiff[..], &jpeg[2..]].concat()
}

fn shown(bytes: &[u8], size: Size) -> RgbImage {
    image::load_from_memory(&show_picture(bytes, size).unwrap()).unwrap().into_rgb8()
}

#[test]
fn the_three_formats_are_read_with_their_sizes() {
    for (format, media) in
        [(ImageFormat::Jpeg, Media::Jpeg), (ImageFormat::Png, Media::Png), (ImageFormat::WebP, Media::Webp)]
    {
        let read = read_picture(&file(&halves(40, 20), format)).unwrap();
        assert_eq!((read.media, read.width, read.height, read.capture.is_empty()), (media, 40, 20, true));
    }
}

#[test]
fn what_is_shown_is_upright_small_and_says_nothing_of_the_camera() {
    let sent = turned(&file(&halves(400, 200), ImageFormat::Jpeg), 6);
    let read = read_picture(&sent).unwrap();
    assert_eq!((read.width, read.height), (200, 400));
    let jpeg = show_picture(&sent, Size::Thumb).unwrap();
    assert!(!jpeg.windows(6).any(|part| part == b"SECRET" || part == b"Exif\0\0"));
    let small = shown(&sent, Size::Thumb);
    assert_eq!((small.width(), small.height()), (160, 320));
    let (top, bottom) = (small.get_pixel(80, 40), small.get_pixel(80, 280));
    assert!(top[0] > 150 && bottom[2] > 150, "turned to the right, what was left is on top: {top:?} {bottom:?}");
    assert_eq!(shown(&sent, Size::View).height(), 400, "a small one is not made larger");
}

#[test]
fn what_shines_through_is_white() {
    let glass: DynamicImage = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0])).into();
    assert!(shown(&file(&glass, ImageFormat::Png), Size::View).get_pixel(4, 4).0.iter().all(|part| *part > 250));
}

#[test]
fn what_is_no_photograph_is_refused_with_its_own_sentence() {
    let jpeg = file(&halves(400, 200), ImageFormat::Jpeg);
    let png = file(&halves(40, 20), ImageFormat::Png);
    let cases: [(&[u8], PictureRefusal); 7] = [
        (b"", PictureRefusal::Empty),
        (b"<html>", PictureRefusal::Foreign),
        (b"GIF89a\x01\0\x01\0\0\0\0;", PictureRefusal::Foreign),
        (b"\0\0\0\x18ftypheic\0\0\0\0", PictureRefusal::Foreign),
        (&jpeg[..jpeg.len() - 2], PictureRefusal::Broken),
        (&jpeg[..jpeg.len() / 2], PictureRefusal::Broken),
        (&png[..png.len() - 20], PictureRefusal::Broken),
    ];
    for (bytes, refusal) in cases {
        assert_eq!(read_picture(bytes), Err(refusal), "{} bytes", bytes.len());
    }
    let large = vec![0; BYTES_MOST + 1];
    assert_eq!(read_picture(&large), Err(PictureRefusal::TooManyBytes { bytes: large.len() }));
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_by_its_head() {
    let mut bomb = file(&halves(40, 20), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(read_picture(&bomb), Err(PictureRefusal::TooManyPixels { width: 30_000, height: 30_000 }));
}

#[test]
fn several_frames_are_refused() {
    let png = file(&halves(40, 20), ImageFormat::Png);
    let mut control = b"acTL\0\0\0\x02\0\0\0\0".to_vec();
    control.extend(crc(&control).to_be_bytes());
    let moving = [&png[..33], &[0, 0, 0, 8], &control[..], &png[33..]].concat();
    assert_eq!(read_picture(&moving), Err(PictureRefusal::Animated));
}

#[test]
fn a_bare_surface_has_no_fingerprint() {
    let bare: DynamicImage = RgbImage::from_pixel(400, 300, Rgb([120, 121, 119])).into();
    assert_eq!(read_picture(&file(&bare, ImageFormat::Jpeg)).unwrap().likeness, None);
    assert!(read_picture(&file(&halves(400, 300), ImageFormat::Jpeg)).unwrap().likeness.is_some());
}

/// The check sum of PNG, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}
