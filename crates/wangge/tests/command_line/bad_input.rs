//! Bad input at the command line: exit code 1, a sentence in the chosen language, and the database as it was.

use crate::places::{GRID, boundaries};
use crate::support::District;

/// A file that must be refused: its kind, name, content, and words its sentence has.
type Bad<'a> = (&'a str, &'a str, Vec<u8>, &'a [&'a str]);

fn bad_files() -> Vec<Bad<'static>> {
    let text = |text: &str| text.as_bytes().to_vec();
    let bow = boundaries().replace("[114.1,38.0],[114.2,38.0],[114.2,38.2]", "[114.1,38.0],[114.2,38.2],[114.2,38.0]");
    let exchanged = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"C1"},
        "geometry":{"type":"Polygon","coordinates":[[[38.0,114.1],[38.2,114.1],[38.2,114.2],[38.0,114.1]]]}}]}"#;
    let mut broken = text("code,level,name,parent_code\nS3,2,");
    broken.extend([0x81, 0x20, 0xff, 0xff, b',', b'D', b'1', b'\n']);
    vec![
        ("grid", "encoding.csv", broken, &["encoding.csv"]),
        ("grid", "parent.csv", text("code,level,name,parent_code\nS3,2,南街,D7\n"), &["2", "D7"]),
        ("grid", "cycle.csv", text("code,level,name,parent_code\nX1,2,甲,X2\nX2,2,乙,X1\n"), &["X1"]),
        ("grid", "twice.csv", text("code,level,name,parent_code\nS3,2,南街,D1\nS3,2,北街,D1\n"), &["3", "S3"]),
        ("grid", "crossing.geojson", text(&bow), &["crossing.geojson"]),
        ("grid", "exchanged.geojson", text(exchanged), &["exchanged.geojson"]),
        ("units", "class.csv", text("code,name,class\nU1,街道办,九类\n"), &["2", "九类"]),
        ("people", "role.csv", text("code,name,node,role\nP1,张三,S1,皇帝\n"), &["2", "皇帝"]),
        ("calendar", "days.csv", text("日期,是否放假\n2026-02-30,是\n"), &["2", "2026-02-30"]),
        ("standard", "broken.toml", text("[standard]\ncode = \n"), &["broken.toml"]),
        ("scheme", "scheme.toml", text("code = 1"), &["scheme.toml"]),
    ]
}

on_both! {
    fn every_bad_file_is_refused_with_a_sentence_and_nothing_changes(district: District) {
        district.import("grid", "网格.csv", GRID);
        district.import("grid", "边界.geojson", boundaries());
        let before = district.events();
        for (kind, name, content, words) in bad_files() {
            let file = district.file(name, content);
            for lang in ["zh-CN", "en"] {
                let told = district.refused(&["import", kind, &file, "--lang", lang]);
                assert!(words.iter().all(|word| told.contains(word)), "{name} in {lang}: {words:?} not in {told}");
                let chinese = told.contains("没有作任何改动");
                assert_eq!(chinese, lang == "zh-CN", "{name} in {lang}: {told}");
            }
        }
        assert_eq!(district.events(), before);
    }

    fn all_faults_of_a_file_come_at_once(district: District) {
        district.import("grid", "网格.csv", GRID);
        let file = district.file("g.csv", "code,level,name,parent_code\nS3,九级,南街,D1\nS4,2,北街,D8\nS4,2,,D1\n");
        let said = district.wangge(&["import", "grid", &file, "--json"]);
        let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let errors = report["faults"].as_array().unwrap().iter().filter(|fault| fault["severity"] == "error");
        assert_eq!((said.code, report["applied"].as_bool()), (1, Some(false)));
        assert!(errors.count() >= 3, "{report:#}");
    }

    fn other_refusals_say_what_to_do(district: District) {
        district.import("grid", "网格.csv", GRID);
        for (arguments, words) in [
            (&["bulletin", "--week", "2026-W54"][..], "2026-W54"),
            (&["bulletin", "--week", "47"], "2026-W47"),
            (&["round", "open", "mock-9"], "mock-9"),
            (&["edition", "publish", "9"], "9"),
            (&["user", "add", "zhang", "--name", "张", "--role", "king"], "king"),
            (&["user", "add", "zhang", "--name", "张", "--role", "unit_handler@U9"], "U9"),
            (&["user", "add", "zhang", "--name", "张", "--role", "grid_worker"], "网格"),
            (&["user", "reset", "nobody"], "nobody"),
            (&["ranking", "--week", "2026-W99"], "2026-W99"),
        ] {
            let told = district.refused(arguments);
            assert!(told.contains(words), "{arguments:?}: {told}");
        }
    }
}

#[test]
fn a_place_that_is_none_is_refused() {
    let district = District::embedded();
    let file = district.file("网格.csv", GRID);
    let told = crate::support::alone(&["import", "grid", &file, "--database", "mysql://elsewhere/x"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("mysql://elsewhere/x"), "{}", told.err);
}
