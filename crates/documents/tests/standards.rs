//! Editions as files: the samples of this repository, there and back, and what is wrong with broken ones.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::path::Path;

use wangge_documents::*;
use wangge_domain::text::Lang;

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|f| f.render(Lang::Zh)).collect()
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards");
    ["sample-2026.toml", "sample-monthly.toml"]
        .map(|name| (name.to_owned(), std::fs::read(folder.join(name)).unwrap()))
        .into()
}

#[test]
fn every_sample_says_the_same_as_its_workbook() {
    for (name, bytes) in samples() {
        let from_toml = read_standard(&Source::new(&name, &bytes));
        assert_eq!(shown(&from_toml.faults), [""; 0], "{name}");
        let edition = from_toml.edition.unwrap();
        let workbook = standard_to_xlsx(&edition).unwrap();
        let from_xlsx = read_standard(&Source::new("standard.xlsx", &workbook));
        assert_eq!(shown(&from_xlsx.faults), [""; 0], "{name}");
        assert_eq!(from_xlsx.edition.as_ref(), Some(&edition), "{name}");
        assert_eq!(standard_to_xlsx(&edition).unwrap(), workbook, "equal content gives equal bytes");
    }
}

const EVERY_KIND: &str = r#"
[standard]
code = "all"
name = { zh = "各种判定" }
[edition]
version = "1"
full_mark = "100"
[cycle]
years = [{ year = 1, weight = "1/3" }, { year = 2, weight = "2/3" }]
[aggregation]
site = { method = "deduct_from", base = "100", floor = "0" }
type = { method = "share_meeting", mark = "80", weight_by = "length", complement = true }
district = { over = "units" }
missing = "impute_mean"
rounding_places = 3
cap = "100"
[[site_type]]
code = "a"
name = { zh = "甲", en = "A" }
aliases = ["甲类", "一类"]
geometry = "line"
[[site_type]]
code = "b"
name = { zh = "乙" }
[[item]]
code = "007"
types = ["a"]
on = [{ type = "b", points = "3", judging = { kind = "grades", grades = [{ grade = "A", share = "1" }, { grade = "B", share = "1/3" }] } }]
name = { zh = "编码有前导零", en = "Code with zeros" }
points = "2"
judging = { kind = "worst_of", of = { kind = "count_per_distance", per_metres = "500", each = "0.5" } }
phrases = [{ zh = "甲", en = "first" }, { zh = "乙" }, { zh = "丙", en = "third" }]
limit = { value = 2, clock = "continuous_hours" }
[[item]]
code = "T"
types = ["b"]
name = { zh = "阈值" }
points = "1"
judging = { kind = "threshold", unit = "%", bands = [{ at_least = "95", share = "1" }, { at_least = "80", share = "0.6" }] }
photo = { when = "always", min = 2 }
severity = "veto"
[[veto]]
code = "V"
name = { zh = "负面" }
consequence = { kind = "suspend", months = 6 }
window_months = 12
"#;

#[test]
fn what_is_seldom_used_survives_the_workbook_too() {
    let edition = read_standard(&Source::new("all.toml", EVERY_KIND.as_bytes()));
    assert_eq!(shown(&edition.faults), [""; 0]);
    let edition = edition.edition.unwrap();
    let back = read_standard(&Source::new("all.xlsx", &standard_to_xlsx(&edition).unwrap()));
    assert_eq!(shown(&back.faults), [""; 0]);
    assert_eq!(back.edition, Some(edition));
}

#[test]
fn broken_toml_names_line_and_key() {
    for (from, to, sentence) in [
        ("points = \"1\"", "points = \"eins\"", "points"),
        ("severity = \"veto\"", "severity = \"awful\"", "severity"),
        ("missing = \"impute_mean\"", "misssing = \"impute_mean\"", "misssing"),
        ("[[veto]]", "[[veto]", "[[veto]"),
        ("months = 6", "months = \"many\"", "consequence"),
    ] {
        assert!(EVERY_KIND.contains(from));
        let text = EVERY_KIND.replace(from, to);
        let file = read_standard(&Source::new("bad.toml", text.as_bytes()));
        assert!(file.refused());
        let line = text.lines().position(|l| l.contains(to)).unwrap() + 1;
        let shown = shown(&file.faults);
        assert!(shown[0].contains(&format!("bad.toml 第 {line} 行")) && shown[0].contains(sentence), "{shown:?}");
    }
}

#[test]
fn every_fault_of_a_workbook_names_its_cell() {
    use rust_xlsxwriter::Workbook;
    let mut book = Workbook::new();
    let mut sheet = |name: &str, rows: &[&[&str]]| {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, number) in rows.iter().zip(0_u32..) {
            sheet.write_row(number, 0, row.iter().copied()).unwrap();
        }
    };
    sheet("体系", &[&["项", "值", "英文"], &["编码", "x"], &["名称", "某体系"], &["版次", "1"], &["满分", "一百"]]);
    sheet("点位类型", &[&["编码", "名称", "几何类型"], &["a", "甲", "球"]]);
    sheet(
        "项目",
        &[
            &["编码", "名称", "点位类型", "分值", "判定方式", "判定参数", "整改时限", "颜色"],
            &["R1", "整洁", "甲", "2", "按处扣分", "each=x", "马上", "红"],
            &["R2", "秩序", "甲", "", "凭感觉", "", "", ""],
        ],
    );
    let bytes = book.save_to_buffer().unwrap();
    let file = read_standard(&Source::new("s.xlsx", &bytes));
    let shown = shown(&file.faults);
    for place in [
        "s.xlsx [体系] 第 4 行「项」",
        "s.xlsx [体系] 第 5 行「值」",
        "s.xlsx [体系]：缺少“版本 / edition.version”",
        "s.xlsx [点位类型] 第 2 行「几何类型」",
        "s.xlsx [项目] 第 1 行「颜色」",
        "s.xlsx [项目] 第 2 行「判定参数」",
        "s.xlsx [项目] 第 2 行「整改时限」",
        "s.xlsx [项目] 第 3 行「分值」",
        "s.xlsx [项目] 第 3 行「判定方式」",
    ] {
        assert!(shown.iter().any(|s| s.contains(place)), "no fault at {place}: {shown:#?}");
    }
    assert!(shown.iter().all(|s| !s.contains("import-") && !s.contains("standard-")), "{shown:#?}");
}
