//! The real photographs beside the repository (`../shared/data`, or `WANGGE_SHARED_DATA`). Where they are not, the
//! tests say so and pass over.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::path::{Path, PathBuf};

use wangge_pictures::{PictureRefusal, Size, read_picture, show_picture};

fn file(name: &str) -> Option<Vec<u8>> {
    let root = std::env::var("WANGGE_SHARED_DATA")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let bytes = std::fs::read(root.join(name)).ok();
    if bytes.is_none() {
        println!("passed over: {} is not there", root.join(name).display());
    }
    bytes
}

/// Every photograph, by folder and name, with how it should be taken: upright size, or the refusal.
#[test]
fn photographs_of_real_cameras_open_upright_and_the_broken_ones_are_refused() {
    let Some(source) = file("exif-photos/SOURCE.md") else { return };
    assert!(!source.is_empty());
    for n in 1..=8 {
        let Some(bytes) = file(&format!("exif-photos/orientation/landscape_{n}.jpg")) else { return };
        let read = read_picture(&bytes).unwrap();
        assert!(read.width > read.height, "landscape {n} is upright: {read:?}");
        assert!(!show_picture(&bytes, Size::View).unwrap().windows(4).any(|part| part == b"Exif"));
    }
    for (folder, names) in [
        ("gps", "DSCN0010 DSCN0012 DSCN0021 DSCN0025 DSCN0027 DSCN0029 DSCN0038 DSCN0040 DSCN0042 Kodak_CX7530"),
        ("gps-partial", "Canon_40D"),
        ("no-gps", "Canon_40D_photoshop_import jolla-phone long_description no_exif"),
        ("tiny", "sample-rotated-exif sample-with-gps-exif sample sample2"),
        ("broken", "odd-exif-image01137"),
    ] {
        for name in names.split(' ') {
            let Some(bytes) = file(&format!("exif-photos/{folder}/{name}.jpg")) else { return };
            let shown = read_picture(&bytes).and_then(|_| show_picture(&bytes, Size::Thumb));
            assert!(shown.is_ok_and(|jpeg| jpeg.starts_with(&[0xFF, 0xD8])), "{folder}/{name}");
        }
    }
    for (name, refusal) in [
        ("other-formats/ReaganSmallPng.png", None),
        ("other-formats/exiv2-bug922.png", None),
        ("other-formats/stonehenge-gps.webp", None),
        ("broken/truncated.png", Some(PictureRefusal::Broken)),
        ("heic/IMG_5195.HEIC", Some(PictureRefusal::Foreign)),
    ] {
        let Some(bytes) = file(&format!("exif-photos/{name}")) else { return };
        assert_eq!(read_picture(&bytes).err(), refusal, "{name}");
    }
}
