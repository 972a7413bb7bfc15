//! The real photographs beside the repository (`../shared/data`, or `WANGGE_SHARED_DATA`). Where they are not, the
//! tests say so and pass over.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Utc};
use wangge_domain::evidence::{Capture, Fix};
use wangge_pictures::{PictureRefusal, Size, likeness_of, read_capture, read_picture, show_picture};

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
        ("heic/IMG_5195.HEIC", (!cfg!(feature = "heic")).then_some(PictureRefusal::Foreign)),
    ] {
        let Some(bytes) = file(&format!("exif-photos/{name}")) else { return };
        assert_eq!(read_picture(&bytes).err(), refusal, "{name}");
    }
}

fn capture(name: &str) -> Option<Capture> {
    Some(read_capture(&file(&format!("exif-photos/{name}"))?))
}

fn degrees(fix: Option<Fix>) -> Option<(i64, i64)> {
    #[expect(clippy::cast_possible_truncation, reason = "degrees in millionths")]
    fix.map(|fix| ((fix.lon * 1e6).round() as i64, (fix.lat * 1e6).round() as i64))
}

#[test]
fn what_the_camera_wrote_is_read_where_it_is_there_and_nothing_is_made_up_where_not() {
    let Some(nikon) = capture("gps/DSCN0010.jpg") else { return };
    assert_eq!(degrees(nikon.fix), Some((11_885_127, 43_467_448)));
    assert_eq!(nikon.device.as_deref(), Some("NIKON COOLPIX P6000"));
    assert_eq!(nikon.taken_local, NaiveDate::from_ymd_opt(2008, 10, 22).and_then(|day| day.and_hms_opt(16, 28, 39)));
    let by_satellites = NaiveDate::from_ymd_opt(2008, 10, 23).and_then(|day| day.and_hms_opt(14, 27, 7));
    assert_eq!(nikon.taken_at(chrono_tz::UTC), by_satellites.map(|at| at.and_local_timezone(Utc).unwrap()));

    let Some(iphone) = capture("heic/IMG_5195.HEIC") else { return };
    assert_eq!(degrees(iphone.fix), Some((-94_288_772, 39_051_344)));
    assert_eq!((iphone.offset_minutes, iphone.device.as_deref()), (Some(-300), Some("Apple iPhone 11 Pro Max")));
    assert!(iphone.fix.and_then(|fix| fix.accuracy_m).is_some_and(|metres| (38.0..39.0).contains(&metres)));

    let Some(webp) = capture("other-formats/stonehenge-gps.webp") else { return };
    assert_eq!(degrees(webp.fix), Some((-1_826_640, 51_178_282)));
    let Some(partial) = capture("gps-partial/Canon_40D.jpg") else { return };
    assert!(partial.fix.is_none() && partial.taken_local.is_some());
    for name in ["tiny/sample.jpg", "broken/odd-exif-image01137.jpg", "broken/truncated.png"] {
        let Some(none) = capture(name) else { return };
        assert!(none.is_empty(), "{name}: {none:?}");
    }
}

#[test]
fn the_same_picture_is_known_again_made_smaller_and_turned_and_other_pictures_are_not() {
    let Some(first) = file("exif-photos/orientation/landscape_1.jpg") else { return };
    let first_likeness = likeness_of(&first).unwrap().unwrap();
    let smaller = show_picture(&first, Size::Thumb).unwrap();
    let distance = first_likeness.distance(likeness_of(&smaller).unwrap().unwrap());
    assert!(distance <= 2, "made smaller: {distance}");
    for n in 2..=8 {
        let turned = file(&format!("exif-photos/orientation/landscape_{n}.jpg")).unwrap();
        let distance = first_likeness.distance(likeness_of(&turned).unwrap().unwrap());
        assert!(distance <= 4, "landscape {n}: {distance}");
    }
    let names = "DSCN0010 DSCN0012 DSCN0021 DSCN0025 DSCN0027 DSCN0029 DSCN0038 DSCN0040 DSCN0042 Kodak_CX7530";
    let different: Vec<_> = names
        .split(' ')
        .map(|name| likeness_of(&file(&format!("exif-photos/gps/{name}.jpg")).unwrap()).unwrap().unwrap())
        .collect();
    for (place, one) in different.iter().enumerate() {
        for other in &different[..place] {
            assert!(!one.is_alike(*other), "{place}: {} bits", one.distance(*other));
        }
    }
}
