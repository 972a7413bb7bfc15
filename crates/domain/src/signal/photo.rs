//! Signals of photographs: where, when, and whether it was used before.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::{Signal, SignalKind, distance};
use crate::evidence::{ALIKE_MOST, Capture};
use crate::text::Message;
use crate::time::{Timestamp, shown};

/// Within so many metres of its site a photograph counts as taken there, whatever the accuracy: a site is drawn as a
/// point, and is a market, a park or a stretch of road.
const PLACE_TOLERANCE_M: f64 = 200.0;

/// Before and after may be taken so far from each other: from both ends of what they show.
const SCENE_TOLERANCE_M: f64 = 100.0;

/// The accuracy of a device that says none, in metres: a phone among buildings.
const ACCURACY_UNSAID_M: f64 = 50.0;

/// A device that is less sure than this many metres proves nothing against anybody.
const ACCURACY_MOST_M: f64 = 500.0;

/// How many minutes a camera's clock may be wrong before it counts.
const CLOCK_TOLERANCE_MINUTES: i64 = 10;

/// How far something was, and how exactly the devices knew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Metres.
    pub metres: f64,
    /// The accuracy the device named, in metres.
    pub accuracy_m: Option<f64>,
}

impl Gap {
    fn accuracy(self) -> f64 {
        self.accuracy_m.unwrap_or(ACCURACY_UNSAID_M)
    }

    pub(super) fn is_beyond(self, tolerance: f64) -> bool {
        self.accuracy() <= ACCURACY_MOST_M && self.metres > tolerance + self.accuracy()
    }

    pub(super) fn reason(self, key: &str) -> Message {
        Message::new(key).arg("distance", distance(self.metres)).arg("accuracy", distance(self.accuracy()))
    }
}

/// Whether a photograph, or the phone at a visit, was at its site.
pub fn at_place(kind: SignalKind, gap: Gap) -> Option<Signal> {
    let key = if kind == SignalKind::PhoneFar { "signal-phone-far" } else { "signal-photo-far" };
    gap.is_beyond(PLACE_TOLERANCE_M).then(|| Signal::new(kind, gap.reason(key)))
}

/// Whether before and after were taken at one place.
pub fn apart(gap: Gap) -> Option<Signal> {
    gap.is_beyond(SCENE_TOLERANCE_M).then(|| Signal::new(SignalKind::ScenesApart, gap.reason("signal-scenes-apart")))
}

/// The time a photograph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Not before: the visit's beginning, or the case's dispatch.
    pub from: Option<Timestamp>,
    /// Not after: what it proves was reported then.
    pub until: Timestamp,
}

/// Whether a photograph was taken in the time it stands for; ten minutes either way are a clock's fault.
pub fn in_time(taken_at: Timestamp, span: Span, zone: Tz) -> Option<Signal> {
    let tolerance = TimeDelta::minutes(CLOCK_TOLERANCE_MINUTES);
    let reason = |key: &str, limit: Timestamp| {
        let reason = Message::new(key).arg("taken", shown(taken_at, zone)).arg("limit", shown(limit, zone));
        Some(Signal::new(SignalKind::PhotoTime, reason))
    };
    match span.from {
        Some(from) if taken_at < from - tolerance => reason("signal-photo-early", from),
        _ if taken_at > span.until + tolerance => reason("signal-photo-late", span.until),
        _ => None,
    }
}

/// Where else a photograph, or one like it, was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The other use in words: a case's number or a visit's site.
    pub name: String,
    /// When it was used there.
    pub at: Timestamp,
    /// In how many of 64 bits the pictures differ; none for the very same file.
    pub distance: Option<u32>,
}

/// A photograph that was used before.
pub fn reused(elsewhere: &Elsewhere, zone: Tz) -> Signal {
    let (kind, key) = match elsewhere.distance {
        None => (SignalKind::Reused, "signal-reused"),
        Some(_) => (SignalKind::Alike, "signal-alike"),
    };
    // Sixty-four bits equal are as alike as this can tell.
    let alike = elsewhere.distance.map_or(100, |bits| 100 - bits.min(ALIKE_MOST) * 100 / 64);
    let reason =
        Message::new(key).arg("name", &elsewhere.name).arg("at", shown(elsewhere.at, zone)).arg("alike", alike);
    Signal::new(kind, reason)
}

/// What cannot be verified of a photograph: its place, its time.
pub fn unproven(capture: &Capture, placed: bool, timed: bool) -> Vec<Signal> {
    let device = capture.device.as_deref().unwrap_or("—");
    let signal = |kind, key: &str| Signal::new(kind, Message::new(key).arg("device", device));
    let mut signals = Vec::new();
    if !placed {
        signals.push(signal(SignalKind::NoPlace, "signal-no-place"));
    }
    if !timed {
        signals.push(signal(SignalKind::NoTime, "signal-no-time"));
    }
    signals
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use chrono::{TimeZone as _, Utc};
    use chrono_tz::Asia::Shanghai;

    use super::*;

    fn at(hour: u32, minute: u32) -> Timestamp {
        Utc.with_ymd_and_hms(2026, 11, 26, hour, minute, 0).unwrap()
    }

    #[test]
    fn a_photograph_is_away_only_beyond_tolerance_and_accuracy_and_never_by_an_unsure_phone() {
        let table = [
            (0.0, Some(5.0), false),
            (204.0, Some(5.0), false),
            (206.0, Some(5.0), true),
            (249.0, None, false),
            (251.0, None, true),
            (650.0, Some(450.0), false),
            (651.0, Some(450.0), true),
            (90_000.0, Some(501.0), false),
        ];
        for (metres, accuracy_m, away) in table {
            let signal = at_place(SignalKind::PhotoFar, Gap { metres, accuracy_m });
            assert_eq!(signal.is_some(), away, "{metres} {accuracy_m:?}");
        }
        assert!(apart(Gap { metres: 149.0, accuracy_m: None }).is_none());
        assert!(apart(Gap { metres: 151.0, accuracy_m: None }).is_some());
    }

    #[test]
    fn a_reason_names_its_figures() {
        let signal = at_place(SignalKind::PhoneFar, Gap { metres: 2_345.6, accuracy_m: Some(12.4) }).unwrap();
        assert_eq!(signal.kind, SignalKind::PhoneFar);
        assert_eq!(signal.reason, Message::new("signal-phone-far").arg("distance", "2.3 km").arg("accuracy", "12 m"));
    }

    #[test]
    fn a_photograph_belongs_into_its_time_with_ten_minutes_either_way() {
        let span = Span { from: Some(at(8, 0)), until: at(9, 0) };
        let table = [(7, 49, true), (7, 50, false), (8, 30, false), (9, 10, false), (9, 11, true)];
        for (hour, minute, outside) in table {
            assert_eq!(in_time(at(hour, minute), span, Shanghai).is_some(), outside, "{hour}:{minute}");
        }
        assert!(in_time(at(0, 0), Span { from: None, ..span }, Shanghai).is_none(), "nothing is too early");
    }

    #[test]
    fn the_same_file_and_a_like_picture_are_told_apart() {
        let elsewhere = |distance| Elsewhere { name: "2026-00012".to_owned(), at: at(8, 0), distance };
        assert_eq!(reused(&elsewhere(None), Shanghai).kind, SignalKind::Reused);
        let alike = reused(&elsewhere(Some(4)), Shanghai);
        assert_eq!(alike.kind, SignalKind::Alike);
        assert!(alike.reason.args.contains(&("alike".to_owned(), "94".to_owned())));
    }

    #[test]
    fn what_is_missing_is_unverified() {
        let capture = Capture::default();
        assert_eq!(unproven(&capture, true, true), []);
        let missing = unproven(&capture, false, false);
        assert_eq!(super::super::SignalCount::of(&missing), super::super::SignalCount { doubts: 0, unverified: 2 });
    }
}
