//! Signals of visits: the place of the phone, the pace, the way from the last site, the clock.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::{Signal, SignalKind, distance};
use crate::text::Message;
use crate::time::{Timestamp, shown};

/// Judging an item takes so many seconds at least: looking, and one tap.
const SECONDS_PER_ITEM: i64 = 5;

/// Fewer items than this say nothing about pace.
const ITEMS_LEAST: i64 = 5;

/// Faster than this between two sites nobody goes in a district, in km/h.
const SPEED_MOST_KMH: f64 = 120.0;

/// Shorter ways say nothing about speed.
const WAY_LEAST_M: f64 = 500.0;

/// A clock may be ahead of the server's by so many seconds before it counts.
const CLOCK_AHEAD_SECONDS: i64 = 60;

/// Two sites at least so far apart do not share a place.
const SITES_APART_M: f64 = 100.0;

/// Whether so many items can be judged in the time.
pub fn too_fast(started_at: Timestamp, submitted_at: Timestamp, items: usize) -> Option<Signal> {
    let items = i64::try_from(items).unwrap_or(i64::MAX);
    let seconds = (submitted_at - started_at).num_seconds();
    let fast = items >= ITEMS_LEAST && seconds < items.saturating_mul(SECONDS_PER_ITEM);
    fast.then(|| {
        let reason = Message::new("signal-too-fast").arg("items", items).arg("seconds", seconds.max(0));
        Signal::new(SignalKind::TooFast, reason)
    })
}

/// The way from the visit before, of the same inspector.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The site of the visit before.
    pub from: String,
    /// When that was submitted.
    pub left_at: Timestamp,
    /// When this one began.
    pub arrived_at: Timestamp,
    /// How far apart the phone was, in metres.
    pub metres: f64,
}

/// Whether anyone travels so fast. Both times are the same phone's.
pub fn too_quick(leg: &Leg, zone: Tz) -> Option<Signal> {
    let time = leg.arrived_at - leg.left_at;
    // Visits that overlap took no time at all.
    let hours = time.max(TimeDelta::seconds(1)).as_seconds_f64() / 3_600.0;
    let speed = leg.metres / 1_000.0 / hours;
    (leg.metres >= WAY_LEAST_M && speed > SPEED_MOST_KMH).then(|| {
        let reason = Message::new("signal-too-quick")
            .arg("from", &leg.from)
            .arg("left", shown(leg.left_at, zone))
            .arg("distance", distance(leg.metres))
            .arg("minutes", time.num_minutes().max(0));
        Signal::new(SignalKind::TooQuick, reason)
    })
}

/// Whether the phone's clock ran ahead of the server's. One that runs behind cannot be told from a late arrival.
pub fn clock_ahead(submitted_at: Timestamp, received_at: Timestamp) -> Option<Signal> {
    let ahead = (submitted_at - received_at).num_seconds();
    (ahead > CLOCK_AHEAD_SECONDS)
        .then(|| Signal::new(SignalKind::ClockAhead, Message::new("signal-clock-ahead").arg("seconds", ahead)))
}

/// What a visit says of a door-head photograph that is asked for and not there: why, or nothing, as a field app of before
/// this was asked does.
pub fn no_door(reason: Option<&str>) -> Signal {
    let told = |reason| Message::new("signal-door-excused").arg("reason", reason);
    Signal::new(SignalKind::NoDoor, reason.map_or_else(|| Message::new("signal-door-unheard"), told))
}

/// Whether two visits to sites apart give the very same place to the last digit, as a program that feigns places
/// does; a satellite fix never comes twice.
pub fn same_fix(here: (f64, f64), there: (f64, f64), sites_apart_m: f64, other: &str) -> Option<Signal> {
    let same = here.0.to_bits() == there.0.to_bits() && here.1.to_bits() == there.1.to_bits();
    (same && sites_apart_m >= SITES_APART_M).then(|| {
        let reason = Message::new("signal-same-fix").arg("name", other).arg("distance", distance(sites_apart_m));
        Signal::new(SignalKind::SameFix, reason)
    })
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone as _, Utc};
    use chrono_tz::Asia::Shanghai;
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Utc.with_ymd_and_hms(2026, 11, 26, 1, 0, 0).unwrap() + TimeDelta::seconds(seconds)
    }

    #[test]
    fn twenty_items_take_a_hundred_seconds_and_a_few_items_say_nothing() {
        for (seconds, items, fast) in [(99, 20, true), (100, 20, false), (1, 4, false), (24, 5, true), (-5, 5, true)] {
            assert_eq!(too_fast(at(0), at(seconds), items).is_some(), fast, "{items} in {seconds} s");
        }
    }

    #[test]
    fn nobody_goes_faster_than_a_car() {
        let leg = |metres, seconds| Leg { from: "S01".to_owned(), left_at: at(0), arrived_at: at(seconds), metres };
        let table = [
            (499.0, 0, false),
            (500.0, 0, true),
            (1_000.0, 31, false),
            (1_000.0, 29, true),
            (6_000.0, 600, false),
            (60_000.0, 600, true),
            (3_000.0, -300, true),
        ];
        for (metres, seconds, quick) in table {
            assert_eq!(too_quick(&leg(metres, seconds), Shanghai).is_some(), quick, "{metres} m in {seconds} s");
        }
    }

    #[test]
    fn a_clock_counts_from_a_minute_ahead_and_never_behind() {
        for (ahead, counts) in [(-86_400, false), (0, false), (60, false), (61, true)] {
            assert_eq!(clock_ahead(at(ahead), at(0)).is_some(), counts, "{ahead} s");
        }
    }

    proptest! {
        #[test]
        fn the_same_place_twice_is_a_signal_only_at_sites_apart(
            lon in 73.0_f64..135.0, lat in 18.0_f64..54.0, apart in 0.0_f64..5_000.0
        ) {
            let signal = same_fix((lon, lat), (lon, lat), apart, "S02");
            prop_assert_eq!(signal.is_some(), apart >= SITES_APART_M);
            prop_assert!(same_fix((lon, lat), (lon + 1e-7, lat), apart, "S02").is_none());
        }
    }
}
