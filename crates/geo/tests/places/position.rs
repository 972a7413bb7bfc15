use wangge_domain::text::{Lang, render};
use wangge_geo::{Extent, Position, PositionRefusal, distance_m};

#[test]
fn numbers_that_are_no_place_are_refused_by_name() {
    let table = [
        (114.05, 38.08, None),
        (180.0, -90.0, None),
        (38.08, 114.05, Some("position_swapped")),
        (200.0, 38.0, Some("position_out_of_range")),
        (114.0, 380.0, Some("position_out_of_range")),
        (f64::NAN, 38.0, Some("position_not_a_number")),
        (114.0, f64::INFINITY, Some("position_not_a_number")),
        (12_695_000.0, 4_590_000.0, Some("position_projected")),
    ];
    for (lon, lat, code) in table {
        assert_eq!(Position::new(lon, lat).err().map(|r| r.code()), code, "{lon}, {lat}");
    }
}

#[test]
fn an_area_tells_an_exchange_from_a_stray() {
    let kashgar = Extent { west: 75.8, south: 39.3, east: 76.2, north: 39.6 };
    let table = [(76.0, 39.5, None), (39.5, 76.0, Some("position_swapped")), (77.0, 39.5, Some("position_outside"))];
    for (lon, lat, code) in table {
        let refusal = Position::within(lon, lat, &kashgar).err();
        assert_eq!(refusal.map(|r| r.code()), code, "{lon}, {lat}");
    }
}

#[test]
fn a_refusal_names_both_numbers_in_both_languages() {
    let refusal = Position::new(38.5, 114.25).unwrap_err();
    assert_eq!(refusal, PositionRefusal::Swapped { lon: 38.5, lat: 114.25 });
    for lang in [Lang::Zh, Lang::En] {
        let sentence = render(&refusal.message(), lang);
        assert!(sentence.contains("38.5") && sentence.contains("114.25"), "{sentence}");
    }
}

#[test]
fn a_position_is_checked_when_read() {
    assert!(serde_json::from_str::<Position>(r#"{"lon":114.1,"lat":38.1}"#).is_ok());
    assert!(serde_json::from_str::<Position>(r#"{"lon":38.1,"lat":114.1}"#).is_err());
}

#[test]
fn distances_are_those_of_the_sphere() {
    // A degree of the mean sphere's great circle.
    assert!((distance_m(114.0, 38.0, 114.0, 39.0) - 111_195.08).abs() < 0.1);
    assert_eq!(distance_m(114.0, 38.0, 114.0, 38.0), 0.0);
    let half_way_round = distance_m(0.0, 0.0, 180.0, 0.0);
    assert!((half_way_round - 20_015_114.4).abs() < 1.0, "{half_way_round}");
}
