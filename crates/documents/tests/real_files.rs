//! The real files beside the repository (`../shared/data`, or `WANGGE_SHARED_DATA`). Where they are not, the
//! tests say so and pass over.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::path::{Path, PathBuf};

use wangge_documents::form::{Column, Form};
use wangge_documents::table::{Sheet, read};
use wangge_documents::*;
use wangge_domain::text::Lang;

fn file(name: &str) -> Option<Vec<u8>> {
    let root = std::env::var("WANGGE_SHARED_DATA")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let bytes = std::fs::read(root.join(name)).ok();
    if bytes.is_none() {
        println!("passed over: {} is not there", root.join(name).display());
    }
    bytes
}

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|f| f.render(Lang::Zh)).collect()
}

fn divisions(name: &str) -> Option<Vec<Division>> {
    let bytes = file(name)?;
    let import = read_divisions(&Source::new(name, &bytes));
    assert_eq!(shown(&import.faults), [""; 0]);
    assert_eq!(shown(&tree_faults(&import.rows, &[])), [""; 0]);
    Some(import.rows.into_iter().map(|row| row.value).collect())
}

#[test]
fn the_divisions_of_three_places_read_whole_and_make_a_tree() {
    for (name, rows, levels) in [
        ("cn-divisions/jingxing-kuangqu-130107.csv", 49, [1, 1, 1, 5, 41]),
        ("cn-divisions/shijiazhuang-1301.csv", 5458, [1, 1, 24, 280, 5152]),
        ("cn-divisions/shanghai-31.csv.gz", 6761, [1, 1, 16, 234, 6509]),
    ] {
        let Some(divisions) = divisions(name) else { return };
        assert_eq!(divisions.len(), rows, "{name}");
        let of_level = |level: i8| divisions.iter().filter(|d| d.level.0 == level).count();
        assert_eq!([-1, 0, 1, 2, 3].map(of_level), levels, "{name}");
    }
}

#[test]
fn the_gbk_twin_says_the_same() {
    let plain = divisions("cn-divisions/jingxing-kuangqu-130107.csv");
    assert_eq!(plain, divisions("cn-divisions/jingxing-kuangqu-130107.gbk.csv"));
}

#[test]
fn every_boundary_file_reads_with_its_code_padded() {
    for (name, features) in [
        ("cn-boundaries/datav-gcj02-jingxing-kuangqu.geojson", 1),
        ("cn-boundaries/datav-gcj02-shijiazhuang-districts.geojson", 22),
        ("cn-boundaries/wgs84-shijiazhuang-districts.geojson", 22),
        ("cn-boundaries/tianditu-shijiazhuang-districts.geojson", 22),
        ("cn-boundaries/wgs84-hebei-counties.geojson.gz", 167),
    ] {
        let Some(bytes) = file(name) else { return };
        let import = read_boundaries(&Source::new(name, &bytes), &FieldNames::default());
        assert_eq!(shown(&import.faults), [""; 0], "{name}");
        assert_eq!(import.rows.len(), features, "{name}");
        let mine = import.rows.iter().find(|b| b.value.name.as_deref() == Some("井陉矿区")).unwrap();
        assert_eq!(mine.value.code.as_deref(), Some("130107000000"), "{name}");
    }
}

#[test]
fn new_yorks_areas_read_by_their_own_property_names() {
    for (name, features, first_code) in [
        ("borough.geo.json", 5, None),
        ("CD.geo.json", 71, Some("101")),
        ("NTA.geo.json", 195, None),
        ("UHF42.geo.json", 43, Some("101")),
    ] {
        let Some(bytes) = file(&format!("nyc-geography/{name}")) else { return };
        let import = read_boundaries(&Source::new(name, &bytes), &FieldNames::default());
        assert_eq!(shown(&import.faults), [""; 0], "{name}");
        assert_eq!(import.rows.len(), features, "{name}");
        let first = &import.rows[0].value;
        if first_code.is_some() {
            assert_eq!(first.code.as_deref(), first_code);
        }
        assert!(first.code.is_some() && first.name.is_some(), "{name}: {:?} {:?}", first.code, first.name);
    }
}

#[test]
fn other_formats_say_what_to_do_instead() {
    for (name, code) in [
        ("nyc-geography/nybb_20a/nybb.shp", "import-shapefile"),
        ("cn-boundaries/shijiazhuang-districts.gpkg", "import-geopackage"),
        ("nyc-geography/NTA.topo.json", "import-topojson"),
    ] {
        let Some(bytes) = file(name) else { return };
        let import = read_boundaries(&Source::new(name, &bytes), &FieldNames::default());
        assert_eq!(import.faults.iter().map(Fault::code).collect::<Vec<_>>(), [code], "{name}");
    }
}

#[test]
fn the_holiday_notices_of_eight_years_are_taken() {
    for year in 2019..=2026 {
        let Some(bytes) = file(&format!("cn-workdays/{year}.json")) else { return };
        let import = read_calendar(&Source::new("notice.json", &bytes));
        assert_eq!(shown(&import.faults), [""; 0], "{year}");
        assert_eq!(import.rows[0].value.year, year);
        assert!(import.rows[0].value.days.len() > 25);
    }
}

const fn plain(key: &'static str, zh: &'static str) -> Column {
    Column { key, zh, also: &[], required: true, zh_note: "", en_note: "", example: "" }
}

fn table(name: &str, columns: &'static [Column]) -> Option<(Vec<Sheet>, Vec<Fault>)> {
    let bytes = file(name)?;
    Some(read(&Source::new(name, &bytes), &Form { kind: Kind::Units, zh: "", en: "", columns, open: &[] }))
}

#[test]
fn spreadsheets_of_chinese_users_read_under_their_headings() {
    const AGES: &[Column] = &[plain("name", "姓名"), plain("age", "年纪")];
    const DEMO: &[Column] = &[plain("text", "字符串标题"), plain("date", "日期标题"), plain("number", "数字标题")];
    for name in ["demo.csv", "demo.xlsx"] {
        let Some((sheets, faults)) = table(&format!("cn-office-forms/easyexcel/{name}"), DEMO) else { return };
        assert!(faults.is_empty(), "{:?}", shown(&faults));
        assert_eq!(sheets[0].rows.len(), 10, "{name}");
        let row = &sheets[0].rows[0];
        assert_eq!(row.cells[0].shown(), "字符串0", "{name}");
        assert_eq!(row.cells[1].date().unwrap().to_string(), "2020-01-01", "{name}");
        assert_eq!(row.cells[2].decimal().unwrap(), 1.into(), "{name}");
    }
    for name in ["no_bom.csv", "office_bom.csv"] {
        let (sheets, _) = table(&format!("cn-office-forms/easyexcel/{name}"), AGES).unwrap();
        assert_eq!(sheets[0].rows.len(), 10, "{name}");
    }
}

#[test]
fn the_real_templates_open_and_give_their_headings() {
    const UNIT: &[Column] = &[plain("code", "编号"), plain("name", "单位名称")];
    const NAME: &[Column] = &[plain("name", "名称")];
    for (name, columns) in
        [("[sample_unit]内设机构录入样表.xlsx", UNIT), ("[sample_party]基层党组织录入样表.xlsx", NAME)]
    {
        let Some((_, faults)) = table(&format!("cn-office-forms/owip/{name}"), columns) else { return };
        println!("{name}: {:#?}", shown(&faults));
        assert!(faults.iter().all(|f| f.code() != "import-damaged-workbook"), "{name}");
    }
}

#[test]
fn a_city_of_divisions_is_surveyed_in_either_encoding_and_read_as_matched() {
    let name = "cn-divisions/shijiazhuang-1301.csv";
    let Some(bytes) = file(name) else { return };
    let found = survey(&Source::new(name, &bytes), &forms::GRID).unwrap();
    assert_eq!((found.rows, found.encoding), (5458, Some("UTF-8")));
    assert!(found.columns.iter().any(|column| column.key.as_deref() == Some("code") && column.samples.len() == 4));
    let gbk = "cn-divisions/jingxing-kuangqu-130107.gbk.csv";
    let Some(bytes) = file(gbk) else { return };
    let found = survey(&Source::new(gbk, &bytes), &forms::GRID).unwrap();
    assert_eq!((found.rows, found.encoding), (49, Some("GBK")));
    // Every column left out but those matched by hand: the same rows, and no word about the others.
    let columns: ColumnMap =
        found.columns.iter().map(|c| (c.heading.clone(), c.key.clone().unwrap_or_default())).collect();
    let import = read_divisions(&Source { columns: Some(&columns), ..Source::new(gbk, &bytes) });
    assert_eq!((import.rows.len(), import.faults.len()), (49, 0));
}
