//! Signals of places a phone says it was at. A browser does not say whether a program feigns its place; these are the
//! traces such programs leave, and each has innocent causes too, which is why none of them decides anything.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::{Gap, Signal, SignalKind, distance};
use crate::text::Message;
use crate::time::{Timestamp, shown};

/// So often the very same place, to the last digit, is no chance.
const FROZEN_LEAST: usize = 5;

/// Over so many minutes at least: photographs taken right after each other share one fix.
const FROZEN_MINUTES: i64 = 30;

/// So many fixes with the very same accuracy, where a phone outdoors wavers. Some phones only know a few values, so many
/// are needed.
const FLAT_LEAST: usize = 12;

/// A fix as good as this comes from satellites, and these know the height too.
const SATELLITE_MOST_M: f64 = 20.0;

/// A phone that told its height so often before is one that can.
const HEIGHTS_LEAST: usize = 5;

/// Camera and phone may differ by so many metres.
const DEVICES_TOLERANCE_M: f64 = 200.0;

/// Shorter ways say nothing about speed.
const JUMP_LEAST_M: f64 = 500.0;

/// Faster than this nobody goes in a district, in km/h.
const JUMP_KMH: f64 = 120.0;

/// Where a phone says it was, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    /// When.
    pub at: Timestamp,
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude.
    pub lat: f64,
    /// Within how many metres, where it said so.
    pub accuracy_m: Option<f64>,
    /// Whether it said how high it was.
    pub height: bool,
}

impl Heard {
    fn place(&self) -> (u64, u64) {
        (self.lon.to_bits(), self.lat.to_bits())
    }

    fn is_by_satellite(&self) -> bool {
        self.accuracy_m.is_some_and(|metres| metres <= SATELLITE_MOST_M)
    }
}

/// Whether a phone was at the very same place to the last digit again and again.
pub fn frozen(fixes: &[Heard]) -> Option<Signal> {
    let mut sorted: Vec<&Heard> = fixes.iter().collect();
    sorted.sort_by_key(|fix| (fix.place(), fix.at));
    let same = sorted.chunk_by(|a, b| a.place() == b.place()).max_by_key(|group| group.len())?;
    let span = same.last()?.at - same.first()?.at;
    (same.len() >= FROZEN_LEAST && span >= TimeDelta::minutes(FROZEN_MINUTES)).then(|| {
        let reason = Message::new("signal-frozen-fix").arg("count", same.len()).arg("minutes", span.num_minutes());
        Signal::new(SignalKind::FrozenFix, reason)
    })
}

/// Whether the accuracies a phone names are none: 0 metres, or the same whole number every time.
pub fn odd_accuracy(fixes: &[Heard]) -> Option<Signal> {
    let said: Vec<f64> = fixes.iter().filter_map(|fix| fix.accuracy_m).collect();
    let nought = said.iter().filter(|metres| **metres == 0.0).count();
    let first = said.first().copied()?;
    let flat = said.len() >= FLAT_LEAST && first.fract() == 0.0 && said.iter().all(|m| m.to_bits() == first.to_bits());
    let reason = if nought > 0 {
        Message::new("signal-accuracy-nought").arg("count", nought)
    } else if flat {
        Message::new("signal-accuracy-flat").arg("count", said.len()).arg("accuracy", distance(first))
    } else {
        return None;
    };
    Some(Signal::new(SignalKind::AccuracyOdd, reason))
}

/// Whether a phone that used to tell its height with a good fix told none with this one. What was sent before any height
/// was, by an older field app, counts for nothing.
pub fn without_height(here: &Heard, before: &[Heard]) -> Option<Signal> {
    let told = before.iter().filter(|fix| fix.at < here.at && fix.is_by_satellite() && fix.height).count();
    (here.is_by_satellite() && !here.height && told >= HEIGHTS_LEAST)
        .then(|| Signal::new(SignalKind::NoHeight, Message::new("signal-no-height").arg("count", told)))
}

/// Whether camera and phone name different places for one photograph.
pub fn places_disagree(gap: Gap) -> Option<Signal> {
    gap.is_beyond(DEVICES_TOLERANCE_M)
        .then(|| Signal::new(SignalKind::PlacesDisagree, gap.reason("signal-places-disagree")))
}

/// Whether a phone went on faster than anyone travels, from one fix to the next.
pub fn jump(from: &Heard, to: &Heard, metres: f64, zone: Tz) -> Option<Signal> {
    let unsure = from.accuracy_m.unwrap_or_default() + to.accuracy_m.unwrap_or_default();
    let time = to.at - from.at;
    let hours = time.max(TimeDelta::seconds(1)).as_seconds_f64() / 3_600.0;
    let certain = metres - unsure;
    (certain >= JUMP_LEAST_M && certain / 1_000.0 / hours > JUMP_KMH).then(|| {
        let reason = Message::new("signal-jump")
            .arg("at", shown(to.at, zone))
            .arg("seconds", time.num_seconds().max(0))
            .arg("distance", distance(metres));
        Signal::new(SignalKind::Jump, reason)
    })
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone as _, Utc};
    use chrono_tz::Asia::Shanghai;
    use proptest::prelude::*;

    use super::*;

    fn heard(minute: i64, lon: f64, accuracy_m: Option<f64>) -> Heard {
        let at = Utc.with_ymd_and_hms(2026, 11, 26, 1, 0, 0).unwrap() + TimeDelta::minutes(minute);
        Heard { at, lon, lat: 38.0, accuracy_m, height: true }
    }

    #[test]
    fn the_same_place_counts_from_five_times_over_half_an_hour() {
        let same = |count: i64, step: i64| (0..count).map(|n| heard(n * step, 114.05, None)).collect::<Vec<_>>();
        for (fixes, counts) in [(same(5, 8), true), (same(5, 7), false), (same(4, 60), false), (same(40, 0), false)] {
            assert_eq!(frozen(&fixes).is_some(), counts, "{}", fixes.len());
        }
        let last_digit: Vec<Heard> =
            (0..40_i32).map(|n| heard(i64::from(n), 114.05 + f64::from(n) * 1e-7, None)).collect();
        assert_eq!(frozen(&last_digit), None);
        assert_eq!(frozen(&[]), None);
    }

    #[test]
    fn no_phone_is_exact_to_nothing_and_none_is_always_equally_sure() {
        let said = |accuracies: &[f64]| {
            let fixes = accuracies.iter().map(|metres| heard(0, 114.0, Some(*metres))).collect::<Vec<_>>();
            odd_accuracy(&fixes).map(|signal| signal.reason.key)
        };
        assert_eq!(said(&[12.0, 0.0]).as_deref(), Some("signal-accuracy-nought"));
        assert_eq!(said(&[5.0; 12]).as_deref(), Some("signal-accuracy-flat"));
        assert_eq!(said(&[5.0; 11]), None);
        assert_eq!(said(&[5.0, 6.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0]), None);
        assert_eq!(odd_accuracy(&[heard(0, 114.0, None)]), None);
    }

    #[test]
    fn a_height_is_missed_only_of_a_phone_that_told_it_before_with_as_good_a_fix() {
        let told = |count: i64| (0..count).map(|n| heard(n, 114.0, Some(8.0))).collect::<Vec<_>>();
        let bare = |minute, accuracy| Heard { height: false, ..heard(minute, 114.0, Some(accuracy)) };
        assert!(without_height(&bare(60, 8.0), &told(5)).is_some());
        assert_eq!(without_height(&bare(60, 8.0), &told(4)), None);
        assert_eq!(without_height(&bare(60, 65.0), &told(5)), None, "not by satellite");
        assert_eq!(without_height(&bare(-1, 8.0), &told(5)), None, "an older app, before");
        assert_eq!(without_height(&heard(60, 114.0, Some(8.0)), &told(5)), None);
    }

    #[test]
    fn camera_and_phone_may_differ_by_tolerance_and_accuracy() {
        for (metres, accuracy, disagree) in [(209.0, 10.0, false), (211.0, 10.0, true), (90_000.0, 900.0, false)] {
            assert_eq!(places_disagree(Gap { metres, accuracy_m: Some(accuracy) }).is_some(), disagree, "{metres}");
        }
    }

    proptest! {
        #[test]
        fn an_unsure_phone_never_jumps_and_a_way_at_walking_pace_is_none(minutes in 1_i64..600, metres in 0.0_f64..50_000.0) {
            let (from, to) = (heard(0, 114.0, Some(30_000.0)), heard(minutes, 114.1, Some(30_000.0)));
            prop_assert_eq!(jump(&from, &to, metres, Shanghai), None);
            let (from, to) = (heard(0, 114.0, Some(10.0)), heard(minutes, 114.1, Some(10.0)));
            #[expect(clippy::cast_precision_loss, reason = "ten hours")]
            let walked = minutes as f64 * 80.0;
            prop_assert_eq!(jump(&from, &to, walked, Shanghai), None);
            prop_assert!(jump(&from, &to, 2_000.0 * walked, Shanghai).is_some());
        }
    }
}
