//! When, where and by what a photograph was taken, as the camera and the phone say. Each part may be missing; none
//! is proof, and none is shown to the public.

use chrono::{NaiveDateTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Message;
use crate::time::Timestamp;

/// What the camera wrote beside the pixels 拍摄信息 (EXIF).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Capture {
    /// The time by the camera's clock (`DateTimeOriginal`), without a zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_local: Option<NaiveDateTime>,
    /// How many minutes the camera's clock is ahead of UTC, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset_minutes: Option<i32>,
    /// The time by the satellites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satellite_at: Option<Timestamp>,
    /// Where it was taken, and how exactly that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// Maker and model of the camera or phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The program that wrote the file last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software: Option<String>,
}

impl Capture {
    /// When it was taken. The satellites' time comes first, since nobody sets it; then the camera's own with its
    /// offset; a camera that names no offset is taken to stand on the campaign's time.
    pub fn taken_at(&self, zone: Tz) -> Option<Timestamp> {
        let by_camera = || {
            let local = self.taken_local?;
            match self.offset_minutes {
                Some(minutes) => Some((local - TimeDelta::minutes(i64::from(minutes))).and_utc()),
                None => zone.from_local_datetime(&local).earliest().map(|at| at.to_utc()),
            }
        };
        self.satellite_at.or_else(by_camera)
    }

    /// Whether the camera wrote nothing that could be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A place as a device knows it, in WGS-84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// Longitude.
    pub lon: f64,
    /// Latitude.
    pub lat: f64,
    /// Within how many metres, where the device says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
}

/// Why a place a device gave is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FixRefusal {
    /// The accuracy is no distance.
    #[error("an accuracy is a distance in metres")]
    Accuracy,
}

impl FixRefusal {
    /// The sentence for the user.
    pub fn message(self) -> Message {
        match self {
            Self::Accuracy => Message::new("evidence-fix-accuracy"),
        }
    }
}

impl Fix {
    /// A place that was checked, with what the device says of its accuracy.
    ///
    /// # Errors
    /// When the accuracy is negative or no number.
    pub fn new(lon: f64, lat: f64, accuracy_m: Option<f64>) -> Result<Self, FixRefusal> {
        match accuracy_m {
            Some(metres) if !metres.is_finite() || metres < 0.0 => Err(FixRefusal::Accuracy),
            _ => Ok(Self { lon, lat, accuracy_m }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use chrono::{NaiveDate, Utc};

    use super::*;

    #[test]
    fn the_satellites_come_first_then_the_offset_then_the_campaigns_zone() {
        let local = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap().and_hms_opt(9, 30, 0);
        let utc = |hour, minute| Utc.with_ymd_and_hms(2026, 11, 26, hour, minute, 0).unwrap();
        let mut capture = Capture { taken_local: local, ..Capture::default() };
        assert_eq!(capture.taken_at(chrono_tz::Asia::Shanghai), Some(utc(1, 30)));
        capture.offset_minutes = Some(60);
        assert_eq!(capture.taken_at(chrono_tz::Asia::Shanghai), Some(utc(8, 30)));
        capture.satellite_at = Some(utc(2, 0));
        assert_eq!(capture.taken_at(chrono_tz::Asia::Shanghai), Some(utc(2, 0)));
        assert_eq!(Capture::default().taken_at(chrono_tz::Asia::Shanghai), None);
        assert!(Capture::default().is_empty() && !capture.is_empty());
    }

    #[test]
    fn an_accuracy_is_a_distance() {
        assert!(Fix::new(114.0, 38.0, None).is_ok() && Fix::new(114.0, 38.0, Some(0.0)).is_ok());
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Fix::new(114.0, 38.0, Some(wrong)), Err(FixRefusal::Accuracy));
        }
    }
}
