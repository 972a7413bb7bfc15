//! What a track comes to.

use proptest::prelude::*;
use wangge_domain::patrol::{Fix, PatrolSettings};
use wangge_domain::time::Timestamp;
use wangge_geo::walk::{Lattice, in_order, legs, length_m};
use wangge_geo::{Coord, LineString, MultiPolygon, Polygon};

const WEST: f64 = 114.0;
const SOUTH: f64 = 37.9;
/// Degrees of a metre, north and (at this latitude) east.
const NORTH_M: f64 = 1.0 / 111_195.0;
const EAST_M: f64 = NORTH_M / 0.789_1;

/// A square node of so many metres a side.
fn node(side: f64) -> MultiPolygon<f64> {
    let (e, n) = (WEST + side * EAST_M, SOUTH + side * NORTH_M);
    let ring = [(WEST, SOUTH), (e, SOUTH), (e, n), (WEST, n), (WEST, SOUTH)];
    MultiPolygon::new(vec![Polygon::new(LineString::new(ring.map(|(x, y)| Coord { x, y }).to_vec()), vec![])])
}

/// A fix so many metres east and north of the corner, after so many seconds.
fn fix(x: f64, y: f64, seconds: i64) -> Fix {
    let at = Timestamp::from_timestamp(1_790_000_000 + seconds, 0).unwrap();
    Fix { lon: WEST + x * EAST_M, lat: SOUTH + y * NORTH_M, accuracy_m: 8.0, at }
}

fn settings() -> PatrolSettings {
    PatrolSettings::default()
}

#[test]
fn a_walk_through_the_middle_reaches_a_band_of_it() {
    let lattice = Lattice::of(&node(200.0), 20).unwrap();
    assert_eq!(lattice.count(), 100);
    let walk: Vec<Fix> = (0..=20).map(|n| fix(f64::from(n) * 10.0, 100.0, i64::from(n) * 10)).collect();
    let legs = legs(&walk, &settings());
    assert!((199..=201).contains(&length_m(&legs)), "{}", length_m(&legs));
    // Middles at 70, 90, 110 and 130 m lie within 30 m of the line at 100 m (70 and 130 just so).
    let cells = lattice.reached(&legs, 29);
    assert_eq!(cells.covered(), 20);
    let cells = lattice.reached(&legs, 31);
    assert_eq!((cells.covered(), cells.of()), (40, 100));
    assert_eq!(lattice.areas(&cells, true).len(), 4, "a row is one area");
    assert_eq!(lattice.areas(&cells, false).len(), 6);
}

#[test]
fn what_does_not_count_is_left_out() {
    let good = [fix(10.0, 100.0, 0), fix(40.0, 100.0, 30)];
    let unsure = Fix { accuracy_m: 80.0, ..fix(25.0, 190.0, 15) };
    for (what, fixes, expected) in [
        ("two fixes", good.to_vec(), 30),
        ("one fix is no walk", vec![good[0]], 0),
        ("an unsure fix is passed over", vec![good[0], unsure, good[1]], 30),
        ("five minutes are still joined", vec![good[0], fix(40.0, 100.0, 300)], 30),
        ("more are not", vec![good[0], fix(40.0, 100.0, 301)], 0),
        ("nobody walks 900 m in 30 s", vec![good[0], fix(910.0, 100.0, 30)], 0),
        ("a leap there and back adds nothing", vec![good[0], fix(900.0, 100.0, 10), fix(20.0, 100.0, 20), good[1]], 20),
        ("the same moment twice counts once", vec![good[0], good[0], good[1], good[1]], 30),
    ] {
        assert_eq!(length_m(&legs(&fixes, &settings())), expected, "{what}");
    }
    assert_eq!(in_order(&[good[1], good[0], good[1]]), good);
}

#[test]
fn large_nodes_have_large_cells_and_small_ones_small() {
    let large = Lattice::of(&node(10_000.0), 20).unwrap();
    assert!(large.count() <= 16_384 && large.count() > 3_000, "{}", large.count());
    let small = Lattice::of(&node(12.0), 20).unwrap();
    assert!(small.count() >= 1);
    assert!(Lattice::of(&MultiPolygon::new(vec![]), 20).is_none());
    assert_ne!(small.name(), large.name());
    assert_ne!(Lattice::of(&node(200.0), 20).unwrap().name(), Lattice::of(&node(200.0), 40).unwrap().name());
}

#[test]
fn a_walk_elsewhere_reaches_nothing() {
    let lattice = Lattice::of(&node(200.0), 20).unwrap();
    let away = [fix(-400.0, 100.0, 0), fix(-380.0, 100.0, 20), fix(600.0, 700.0, 900), fix(610.0, 700.0, 920)];
    let legs = legs(&away, &settings());
    assert_eq!((legs.len(), lattice.reached(&legs, 30).covered()), (2, 0));
}

fn track() -> impl Strategy<Value = Vec<Fix>> {
    let one = (-50.0..250.0_f64, -50.0..250.0_f64, 1_i64..90, 2.0..70.0_f64);
    prop::collection::vec(one, 0..60).prop_map(|steps| {
        let mut now = 0;
        let made = |(x, y, later, accuracy_m)| {
            now += later;
            Fix { accuracy_m, ..fix(x, y, now) }
        };
        steps.into_iter().map(made).collect()
    })
}

proptest! {
    #[test]
    fn coverage_is_a_share_and_a_longer_track_never_reaches_less(track in track(), cut in 0_usize..60) {
        let lattice = Lattice::of(&node(200.0), 20).unwrap();
        let whole = lattice.reached(&legs(&track, &settings()), 30);
        prop_assert!(whole.covered() <= whole.of());
        let part = lattice.reached(&legs(&track[..cut.min(track.len())], &settings()), 30);
        let mut joined = whole.clone();
        joined.join(&part);
        prop_assert_eq!(joined, whole);
        prop_assert!(length_m(&legs(&track[..cut.min(track.len())], &settings())) <= length_m(&legs(&track, &settings())));
    }

    #[test]
    fn pieces_in_any_order_and_sent_twice_come_to_the_same(track in track(), cuts in prop::collection::vec(0_usize..60, 0..4)) {
        let mut pieces: Vec<Vec<Fix>> = vec![];
        let mut from = 0;
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(track.len())).collect();
        cuts.sort_unstable();
        for cut in cuts.into_iter().chain([track.len()]) {
            pieces.push(track[from..cut].to_vec());
            from = cut;
        }
        pieces.reverse();
        pieces.extend(pieces.first().cloned());
        let again: Vec<Fix> = pieces.concat();
        prop_assert_eq!(legs(&again, &settings()), legs(&track, &settings()));
    }
}

/// The phone works the same figures out by itself; both sides are held to this example.
#[test]
fn the_phone_is_shown_the_same_example() {
    let text = include_str!("../../../../web/src/field/store/walk.example.json");
    let example: serde_json::Value = serde_json::from_str(text).unwrap();
    let rules: PatrolSettings = serde_json::from_value(example["rules"].clone()).unwrap();
    let fixes: Vec<Fix> = serde_json::from_value(example["fixes"].clone()).unwrap();
    let ring: Vec<(f64, f64)> = serde_json::from_value(example["ring"].clone()).unwrap();
    let ring = ring.into_iter().map(|(x, y)| Coord { x, y }).collect();
    let shape = MultiPolygon::new(vec![Polygon::new(LineString::new(ring), vec![])]);
    let lattice = Lattice::of(&shape, rules.cell_m).unwrap();
    let legs = legs(&fixes, &rules);
    let cells = lattice.reached(&legs, rules.reach_m);
    let made = serde_json::json!({
        "lattice": lattice.plan(), "length_m": length_m(&legs), "covered": cells.covered(), "of": cells.of(),
    });
    for part in ["lattice", "length_m", "covered", "of"] {
        assert_eq!(example[part], made[part], "{part} in {made}");
    }
}
