use proptest::prelude::*;
use wangge_domain::text::{Lang, render};
use wangge_geo::datum::{convert, from_wgs84, to_wgs84};
use wangge_geo::{Datum, distance_m};

use crate::support::{shared, shared_boundaries};

#[test]
fn a_datum_is_known_by_its_many_names() {
    let table = [
        ("wgs84", Datum::Wgs84),
        ("WGS-84", Datum::Wgs84),
        ("CGCS2000", Datum::Wgs84),
        ("EPSG:4490", Datum::Wgs84),
        ("天地图", Datum::Wgs84),
        ("GCJ-02", Datum::Gcj02),
        ("火星坐标", Datum::Gcj02),
        ("高德", Datum::Gcj02),
        ("bd09", Datum::Bd09),
        ("百度", Datum::Bd09),
    ];
    for (name, datum) in table {
        assert_eq!(name.parse::<Datum>(), Ok(datum), "{name}");
    }
    for datum in Datum::ALL {
        assert_eq!(datum.name().parse::<Datum>(), Ok(datum));
        assert_eq!(serde_json::to_value(datum).unwrap(), datum.name());
    }
    let refusal = "xian80".parse::<Datum>().unwrap_err();
    assert_eq!(refusal.code(), "datum_unknown");
    assert!(render(&refusal.message(), Lang::Zh).contains("xian80"));
}

/// The reference pairs of other libraries. Their inverses are single steps, so where this crate iterates
/// they may lie some metres apart: there the single step's own error is the tolerance, and this crate must
/// come back to where it started.
#[test]
fn reference_pairs_of_other_libraries_agree() {
    let Some(vectors) = shared("coord-vectors/vectors.csv") else {
        return;
    };
    let mut seen = 0;
    for line in vectors.lines().skip(1) {
        let fields: Vec<&str> = line.splitn(8, ',').collect();
        let (from, to): (Datum, Datum) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
        let number = |i: usize| fields[i].parse::<f64>().unwrap();
        let (lon, lat) = convert(number(2), number(3), from, to);
        let stated: f64 = line.rsplit(',').next().unwrap().parse().unwrap();
        let tolerance = match (from, to) {
            // About 5 m, the error of the single step.
            (Datum::Gcj02, Datum::Wgs84) => 5e-5,
            // Baidu's single step is good to about a metre.
            (Datum::Bd09, Datum::Gcj02) => 1e-5,
            _ => stated,
        };
        assert!((lon - number(4)).abs() <= tolerance, "{line}: longitude {lon}");
        assert!((lat - number(5)).abs() <= tolerance, "{line}: latitude {lat}");
        let back = convert(lon, lat, to, from);
        assert!((back.0 - number(2)).abs().max((back.1 - number(3)).abs()) < 1e-7, "{line}: back at {back:?}");
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// The mean distance in metres from the points of one outline to the nearest points of another.
fn apart_m(from: &[(f64, f64)], to: &[(f64, f64)]) -> f64 {
    let nearest = |a: &(f64, f64)| {
        to.iter().map(|b| distance_m(a.0, a.1, b.0, b.1)).min_by(f64::total_cmp).unwrap_or(f64::INFINITY)
    };
    let mut all: Vec<f64> = from.iter().map(nearest).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

#[test]
fn the_same_district_in_two_datums_meets_after_conversion() {
    let name = "井陉矿区";
    let (Some(gcj), Some(wgs)) = (
        shared_boundaries("cn-boundaries/datav-gcj02-jingxing-kuangqu.geojson"),
        shared_boundaries("cn-boundaries/wgs84-shijiazhuang-districts.geojson"),
    ) else {
        return;
    };
    let gcj = &gcj[0].1;
    let wgs = &wgs.iter().find(|(n, _)| n == name).unwrap().1;
    let points = |b: &wangge_geo::Boundary| -> Vec<(f64, f64)> {
        b.shape().0.iter().flat_map(|p| p.exterior().0.iter().map(|c| (c.x, c.y))).collect()
    };
    let centre = |b: &wangge_geo::Boundary| b.centroid().unwrap();
    let raw = centre(gcj).distance_m(centre(wgs));
    assert!((500.0..650.0).contains(&raw), "raw {raw} m");
    let converted = gcj.to_wgs84(Datum::Gcj02);
    let close = centre(&converted).distance_m(centre(wgs));
    assert!(close < 30.0, "converted {close} m");
    // Both outlines have their own choice of points, so the median tells.
    let outline = apart_m(&points(&converted), &points(wgs));
    assert!(outline < 10.0, "converted outlines {outline} m apart");
}

#[test]
fn outside_the_china_box_nothing_moves() {
    for (lon, lat) in [(-73.98, 40.75), (2.35, 48.86), (151.2, -33.87), (139.7, 35.7)] {
        for datum in Datum::ALL {
            assert_eq!(from_wgs84(lon, lat, datum), (lon, lat));
            assert_eq!(to_wgs84(lon, lat, datum), (lon, lat));
        }
    }
}

proptest! {
    #[test]
    fn a_place_in_china_comes_back_from_every_datum(lon in 73.5..135.1_f64, lat in 3.5..53.6_f64) {
        for datum in Datum::ALL {
            let (there_lon, there_lat) = from_wgs84(lon, lat, datum);
            let (back_lon, back_lat) = to_wgs84(there_lon, there_lat, datum);
            prop_assert!((back_lon - lon).abs() < 1e-7 && (back_lat - lat).abs() < 1e-7, "{datum}: {back_lon}, {back_lat}");
        }
    }

    #[test]
    fn the_shift_is_some_hundred_metres(lon in 75.0..134.0_f64, lat in 4.0..53.0_f64) {
        let (there_lon, there_lat) = from_wgs84(lon, lat, Datum::Gcj02);
        let shift = distance_m(lon, lat, there_lon, there_lat);
        prop_assert!((20.0..1500.0).contains(&shift), "{shift} m");
    }
}
