//! Pictures: photographs in, smaller ones out.
//!
//! A photograph from a stranger's phone is judged by its head before anything is unpacked: its format, its
//! pixels, its frames. Then it is opened once as a whole, so that a broken one is refused where it comes in and
//! not where somebody needs it. What is shown is always made anew: upright, without EXIF, never the bytes that
//! were sent. What the camera wrote is read, and a fingerprint taken by which the same picture is found again.
//! Absent on purpose: where pictures are kept, who may see them, what their EXIF proves.

mod capture;
mod draw;
mod heic;
mod likeness;
mod read;
mod show;
#[cfg(test)]
mod tests;
mod whole;

pub use capture::read_capture;
pub use draw::jpeg_of_rgba;
pub use likeness::likeness_of;
pub use read::{BYTES_MOST, PIXELS_MOST, Picture, PictureRefusal, read_picture};
pub use show::{Size, show_picture};
