//! Importing a made-up grid with boundaries, completeness, and locating.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::District;

pub const GRID: &str = "\
code,level,name,parent_code
D1,1,试验区,
S1,2,东街街道,D1
S2,2,西街街道,D1
C1,3,东社区,S1
C2,3,西社区,S2
";

fn square(code: &str, west: f64, east: f64) -> Value {
    let ring = json!([[west, 38.0], [east, 38.0], [east, 38.2], [west, 38.2], [west, 38.0]]);
    json!({
        "type": "Feature",
        "properties": { "code": code },
        "geometry": { "type": "Polygon", "coordinates": [ring] },
    })
}

/// The two streets side by side, each one community.
pub fn boundaries() -> String {
    let features = [
        square("D1", 114.0, 114.2),
        square("S1", 114.1, 114.2),
        square("S2", 114.0, 114.1),
        square("C1", 114.1, 114.2),
        square("C2", 114.0, 114.1),
    ];
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

on_both! {
    fn a_grid_makes_its_database_and_places_are_found(district: District) {
        let told = district.import("grid", "网格.csv", GRID);
        assert!(told.contains("新增 5"), "{told}");
        district.import("grid", "边界.geojson", boundaries());
        let again = district.import("grid", "网格.csv", GRID);
        assert!(again.contains("新增 0，变更 0，未变 5"), "{again}");

        let found = district.json(&["locate", "--lon", "114.15", "--lat", "38.1"]);
        let codes: Vec<&str> = found["chain"].as_array().unwrap().iter().map(|l| l["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["D1", "S1", "C1"]);
        // The same numbers in another datum are a place half a kilometre away.
        let moved = district.json(&["locate", "--lon", "114.102", "--lat", "38.1", "--datum", "gcj02"]);
        assert_eq!(moved["chain"][1]["code"], "S2");

        let outside = district.wangge(&["locate", "--lon", "115", "--lat", "38.1"]);
        assert_eq!(outside.code, 1);
        assert!(outside.err.contains("不在任何网格内"), "{}", outside.err);
        let exchanged = district.refused(&["locate", "--lon", "38.1", "--lat", "114.15", "--lang", "en"]);
        assert!(exchanged.contains("114.15"), "{exchanged}");
    }

    fn a_file_of_places_is_answered_line_by_line(district: District) {
        district.import("grid", "网格.csv", GRID);
        district.import("grid", "边界.geojson", boundaries());
        let mut points = "编号,经度,纬度\n".to_owned();
        for (id, lon) in [("a", 114.05), ("b", 114.15), ("c", 116.0)] {
            writeln!(points, "{id},{lon},38.1").unwrap();
        }
        let file = district.file("points.csv", &points);
        let table = district.done(&["locate", "--file", &file]);
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').take(6).collect()).collect();
        assert_eq!(rows[0], ["id", "lon", "lat", "status", "node", "level"]);
        assert_eq!(rows[1], ["a", "114.05", "38.1", "found", "C2", "3"]);
        assert_eq!(rows[2], ["b", "114.15", "38.1", "found", "C1", "3"]);
        assert_eq!(rows[3], ["c", "116", "38.1", "outside", "", ""]);
        let lines = district.done(&["locate", "--file", &file, "--json"]);
        let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
        assert_eq!((&last["id"], &last["status"]), (&json!("c"), &json!("outside")));

        let file = district.file("half.csv", "编号,经度,纬度\na,114.05,\nb,114.15,38.1\n");
        let half = district.wangge(&["locate", "--file", &file]);
        assert_eq!(half.code, 1, "{half:?}");
        assert!(half.out.contains("b,114.15,38.1,found") && half.err.contains("第 2 行"), "{half:?}");
    }

    fn completeness_says_what_is_missing(district: District) {
        district.import("grid", "网格.csv", GRID);
        let view = district.json(&["completeness"]);
        assert_eq!((view["total"].as_u64(), view["complete"].as_u64()), (Some(5), Some(0)));
        let table = district.done(&["completeness", "--level", "3"]);
        assert!(table.contains("完备网格 0 / 2") && table.contains("网格长"), "{table}");
        let below = district.json(&["completeness", "--node", "S1"]);
        assert_eq!(below["total"], 2);
        assert!(district.refused(&["completeness", "--node", "X9"]).contains("X9"));
    }
}

#[test]
fn trying_out_leaves_nothing_behind() {
    let district = District::embedded();
    let file = district.file("网格.csv", GRID);
    let told = district.done(&["import", "grid", "--dry-run", &file]);
    assert!(told.contains("将新增 5"), "{told}");
    assert!(!district.data().exists());
    let refused = district.refused(&["completeness"]);
    assert!(refused.contains("没有数据库"), "{refused}");
    let refused = district.refused(&["import", "units", &file, "--lang", "en"]);
    assert!(refused.contains("no database"), "{refused}");
    assert!(!district.data().exists());
}
