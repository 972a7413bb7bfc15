//! What the camera wrote beside the pixels: EXIF in JPEG, PNG, WebP and HEIC.

use std::io::Cursor;

use chrono::{NaiveDate, NaiveDateTime};
use exif::{Exif, In, Rational, Reader, Tag, Value};
use wangge_domain::evidence::{Capture, Fix};

/// Longer texts are cut: a camera's name is short, and whatever else is written there is not kept.
const TEXT_MOST: usize = 80;

/// Reads what can be read of a photograph's EXIF; what is broken or missing is left out, never guessed.
pub fn read_capture(bytes: &[u8]) -> Capture {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes)).or_else(|e| e.distill_partial_result(|_| ()));
    read.map(|exif| of(&exif)).unwrap_or_default()
}

fn of(exif: &Exif) -> Capture {
    Capture {
        taken_local: text(exif, Tag::DateTimeOriginal).and_then(|text| local(&text)),
        offset_minutes: text(exif, Tag::OffsetTimeOriginal).and_then(|text| offset(&text)),
        satellite_at: satellite(exif),
        fix: fix(exif),
        device: device(exif),
        software: text(exif, Tag::Software),
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let said = String::from_utf8_lossy(parts.first()?);
    let kept: String = said.chars().filter(|c| !c.is_control()).take(TEXT_MOST).collect();
    Some(kept.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `2026:11:26 09:30:00`
fn local(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y:%m:%d %H:%M:%S").ok()
}

/// `+08:00` in minutes.
fn offset(text: &str) -> Option<i32> {
    let offset: chrono::FixedOffset = text.parse().ok()?;
    Some(offset.local_minus_utc() / 60)
}

fn rationals(exif: &Exif, tag: Tag) -> Option<&[Rational]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => Some(parts),
        _ => None,
    }
}

fn number(rational: Rational) -> Option<f64> {
    (rational.denom != 0).then(|| rational.to_f64())
}

/// Degrees, minutes and seconds.
fn degrees(exif: &Exif, tag: Tag, side: Tag, negative: &str) -> Option<f64> {
    let parts = rationals(exif, tag)?;
    let part = |place: usize| parts.get(place).copied().map_or(Some(0.0), number);
    let unsigned = number(*parts.first()?)? + part(1)? / 60.0 + part(2)? / 3600.0;
    let side = text(exif, side)?;
    Some(if side.eq_ignore_ascii_case(negative) { -unsigned } else { unsigned })
}

fn fix(exif: &Exif) -> Option<Fix> {
    let lat = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
    let lon = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
    // Phones without a fix write zeros.
    let nowhere = lat == 0.0 && lon == 0.0;
    if nowhere || !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return None;
    }
    let accuracy = rationals(exif, Tag::GPSHPositioningError).and_then(|parts| number(*parts.first()?));
    Fix::new(lon, lat, accuracy).or_else(|_| Fix::new(lon, lat, None)).ok()
}

fn satellite(exif: &Exif) -> Option<wangge_domain::time::Timestamp> {
    let day = NaiveDate::parse_from_str(&text(exif, Tag::GPSDateStamp)?, "%Y:%m:%d").ok()?;
    let parts = rationals(exif, Tag::GPSTimeStamp)?;
    let whole = |place: usize| parts.get(place).filter(|part| part.denom != 0).map(|part| part.num / part.denom);
    Some(day.and_hms_opt(whole(0)?, whole(1)?, whole(2)?)?.and_utc())
}

/// The maker's name stands before the model's, unless the model begins with it.
fn device(exif: &Exif) -> Option<String> {
    match (text(exif, Tag::Make), text(exif, Tag::Model)) {
        (Some(make), Some(model)) if !model.to_lowercase().starts_with(&make.to_lowercase()) => {
            Some(format!("{make} {model}"))
        }
        (make, model) => model.or(make),
    }
}
