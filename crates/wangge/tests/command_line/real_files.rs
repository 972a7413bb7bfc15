//! The real files of a Chinese district and of New York, imported as an office would.

use std::fmt::Write;

use crate::support::{District, real};

const MINING: &str = "cn-divisions/jingxing-kuangqu-130107.csv";

/// Imports a file and answers how many of its rows were new, changed and as before.
fn import(district: &District, arguments: &[&str]) -> [u64; 3] {
    let report = district.json(&[&["import", "grid"], arguments].concat());
    ["created", "changed", "unchanged"].map(|key| report["summary"][key].as_u64().unwrap())
}

on_both! {
    fn the_mining_district_and_its_gbk_twin(district: District) {
        let (Some(plain), Some(twin)) = (real(MINING), real("cn-divisions/jingxing-kuangqu-130107.gbk.csv")) else {
            return;
        };
        assert_eq!(import(&district, &[&plain]), [49, 0, 0]);
        let before = district.events();
        assert_eq!(import(&district, &[&twin]), [0, 0, 49], "the twin says the same");
        assert_eq!(district.events(), before);
        let view = district.json(&["completeness"]);
        let levels: Vec<u64> =
            view["by_level"].as_array().unwrap().iter().map(|level| level["total"].as_u64().unwrap()).collect();
        assert_eq!((levels, view["total"].as_u64()), (vec![1, 5, 41], Some(47)));
    }

    fn the_same_border_in_two_datums(district: District) {
        let (Some(plain), Some(gcj), Some(wgs)) = (
            real(MINING),
            real("cn-boundaries/datav-gcj02-jingxing-kuangqu.geojson"),
            real("cn-boundaries/wgs84-shijiazhuang-districts.geojson"),
        ) else {
            return;
        };
        import(&district, &[&plain]);
        district.done(&["import", "grid", "--datum", "gcj02", &gcj]);
        let inside = |lon: &str, lat: &str| {
            let said = district.wangge(&["locate", "--lon", lon, "--lat", lat, "--json"]);
            let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
            found["chain"][0]["code"].as_str().map(str::to_owned)
        };
        assert_eq!(inside("114.04", "38.07").as_deref(), Some("130107000000"));
        assert_eq!(inside("114.5", "38.04"), None, "the city centre is no mine");
        // The file of the whole city names districts that are not in this grid, each with a sentence.
        let said = district.wangge(&["import", "grid", &wgs]);
        assert!(said.code == 0 || said.err.contains("wgs84-shijiazhuang-districts.geojson"), "{said:?}");
    }
}

#[test]
fn a_city_of_5458_divisions_and_its_districts_polygons() {
    let (Some(divisions), Some(polygons), Some(crossing)) = (
        real("cn-divisions/shijiazhuang-1301.csv"),
        real("cn-boundaries/tianditu-shijiazhuang-districts.geojson"),
        real("cn-boundaries/datav-gcj02-shijiazhuang-districts.geojson"),
    ) else {
        return;
    };
    let district = District::embedded();
    assert_eq!(import(&district, &[&divisions]), [5458, 0, 0]);
    assert_eq!(import(&district, &[&divisions]), [0, 0, 5458]);
    district.done(&["import", "grid", &polygons]);
    // The mining district lies in holes of the county around it.
    for (lon, lat, code) in [("114.04", "38.07", "130107000000"), ("114.14", "38.03", "130121000000")] {
        let found = district.json(&["locate", "--lon", lon, "--lat", lat]);
        assert_eq!(found["chain"][0]["code"], code, "{lon} {lat}");
    }
    let before = district.events();
    let told = district.refused(&["import", "grid", "--datum", "gcj02", &crossing]);
    assert!(told.contains("--repair") || told.contains("修复"), "two invalid polygons: {told}");
    assert_eq!(district.events(), before);
    district.done(&["import", "grid", "--datum", "gcj02", "--repair", &crossing]);
}

#[test]
fn the_nested_areas_of_new_york() {
    let (Some(boroughs), Some(areas)) = (real("nyc-geography/borough.geo.json"), real("nyc-geography/NTA.geo.json"))
    else {
        return;
    };
    let district = District::embedded();
    district.import("grid", "city.csv", "code,level,name,parent_code\nNYC,1,纽约,\n");
    let mut rows = "code,level,name,parent_code\n".to_owned();
    for (code, name) in [(1, "Manhattan"), (2, "Bronx"), (3, "Brooklyn"), (4, "Queens"), (5, "Staten Island")] {
        writeln!(rows, "{code},2,{name},NYC").unwrap();
    }
    district.import("grid", "boroughs.csv", rows);
    district.done(&["import", "grid", "--level", "2", "--code-field", "BoroCode", &boroughs]);
    let nested = ["import", "grid", "--level", "3", "--code-field", "NTACode", "--name-field", "NTAName"];
    district.done(&[&nested[..], &["--parent-field", "BoroCode", &areas]].concat());
    let found = district.json(&["locate", "--lon", "-73.9857", "--lat", "40.7484"]);
    let chain = found["chain"].as_array().unwrap();
    assert_eq!(chain.last().unwrap()["name"], "Midtown-Midtown South", "{found:#}");
}

#[test]
fn the_real_holidays_and_a_year_not_yet_announced() {
    let Some(days) = real("cn-workdays/2026.json") else { return };
    let district = District::embedded();
    district.done(&["init"]);
    district.done(&["import", "calendar", &days]);
    let told = district.refused(&["import", "calendar", &district.file("2031.json", r#"{"year":2031,"days":[]}"#)]);
    assert!(told.contains("2031"), "{told}");
}
