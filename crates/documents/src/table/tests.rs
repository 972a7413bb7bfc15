#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use wangge_domain::text::Lang;

use super::*;
use crate::fault::Severity;
use crate::forms::{GRID, UNITS};

fn codes(sheets: &[Sheet]) -> Vec<Vec<String>> {
    let column =
        |sheet: &Sheet, key: &str| sheet.headings.iter().find(|(k, _, _)| k == key).map(|(_, _, n)| *n as usize - 1);
    sheets
        .iter()
        .map(|sheet| {
            let code = column(sheet, "code").unwrap();
            sheet.rows.iter().map(|row| row.cells[code].code().unwrap()).collect()
        })
        .collect()
}

fn read_bytes(bytes: &[u8]) -> (Vec<Sheet>, Vec<Fault>) {
    read(&Source::new("f.csv", bytes), &GRID)
}

const ROWS: &str =
    "编码,级别,名称,上级编码\n130107000000,区县,井陉矿区,\n130107001000,街道乡镇,矿市街道,130107000000\n";

#[test]
fn one_table_reads_the_same_in_every_encoding_and_delimiter() {
    let utf16 = |little: bool| -> Vec<u8> {
        let bytes = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
        std::iter::once(0xfeff).chain(ROWS.encode_utf16()).flat_map(bytes).collect()
    };
    let gbk = encoding_rs::GBK.encode(ROWS).0.into_owned();
    let variants: Vec<(&str, Vec<u8>)> = vec![
        ("plain", ROWS.into()),
        ("mark", format!("\u{feff}{ROWS}").into_bytes()),
        ("gbk", gbk),
        ("utf-16le", utf16(true)),
        ("utf-16be", utf16(false)),
        ("crlf", ROWS.replace('\n', "\r\n").into_bytes()),
        ("cr", ROWS.replace('\n', "\r").into_bytes()),
        ("tab", ROWS.replace(',', "\t").into_bytes()),
        ("semicolon", ROWS.replace(',', ";").into_bytes()),
        ("full-width", ROWS.replace(',', "，").into_bytes()),
        ("declared", format!("sep=;\r\n{}", ROWS.replace(',', ";")).into_bytes()),
        ("quoted", ROWS.replace("矿市街道", "\"矿市街道\"").into_bytes()),
        ("titles above", format!("附件1：区划表\n\n填报单位：创城办,,,\n{ROWS}").into_bytes()),
        ("notes in headings", ROWS.replace("编码,级别,名称", "*编 码（12位）, 级别(必填),名称【全称】").into_bytes()),
        ("english", ROWS.replace("编码,级别,名称,上级编码", "Code,LEVEL,name,Parent Code").into_bytes()),
        ("bilingual", ROWS.replace("编码,级别,名称,上级编码", "编码/code,级别 Level,名称(name),上级编码").into_bytes()),
        (
            "blank rows and footer",
            format!("{}\n\n合计,2,,\n填表人：张三\n", ROWS.replace("矿区,\n", "矿区,\n,,,\n")).into_bytes(),
        ),
    ];
    for (name, bytes) in variants {
        let (sheets, faults) = read_bytes(&bytes);
        assert_eq!(codes(&sheets), [["130107000000", "130107001000"]], "{name}: {faults:?}");
        assert!(faults.iter().all(|f| f.severity == Severity::Warning), "{name}: {faults:?}");
    }
}

#[test]
fn broken_files_are_refused_with_their_place() {
    let mut truncated = ROWS.as_bytes().to_vec();
    truncated[60] = 0xff;
    let mut broken_gbk = encoding_rs::GBK.encode(ROWS).0.into_owned();
    broken_gbk.extend([0xff, 0x20]);
    for (bytes, code, sentence) in [
        (truncated, "import-undecodable", "第 60 字节（0xFF）"),
        (broken_gbk, "import-undecodable", "gb18030"),
        (Vec::new(), "import-empty-file", "空"),
        (
            b"a,b\n1,2\n".to_vec(),
            "import-no-headings",
            "第 1 行：没有找到表头。表头应包含「编码 / code」、「名称 / name」；读到的是：a、b",
        ),
        ("级别,名称\n区县,矿区\n".into(), "import-missing-columns", "「编码 / code」"),
        ("编码,名称\n1,\"矿区\n2,井陉\n".into(), "import-unclosed-quote", "f.csv 第 2 行"),
        ("编码,名称\n1,矿区,多余\n".into(), "import-row-too-wide", "第 2 行"),
        (b"<html><table>".to_vec(), "import-markup", "另存为"),
        (b"PK\x03\x04nonsense".to_vec(), "import-damaged-workbook", "Excel"),
        (b"\x1f\x8b\x08nonsense".to_vec(), "import-damaged-gzip", "压缩"),
    ] {
        let (_, faults) = read_bytes(&bytes);
        let fault = faults.iter().find(|f| f.severity == Severity::Error).unwrap();
        assert_eq!(fault.code(), code, "{faults:?}");
        assert!(fault.render(Lang::Zh).contains(sentence), "{}", fault.render(Lang::Zh));
        assert!(!fault.render(Lang::En).contains("import-"), "{}", fault.render(Lang::En));
    }
}

#[test]
fn an_unknown_column_is_named_with_the_nearest_known_one() {
    let (sheets, faults) =
        read(&Source::new("u.csv", "单位编码,单位名称,单位类别,考核分租,天气\nU1,甲,部门,A,晴\n".as_bytes()), &UNITS);
    assert_eq!(sheets.len(), 1);
    let shown: Vec<String> = faults.iter().map(|f| f.render(Lang::Zh)).collect();
    assert_eq!(
        shown,
        [
            "u.csv 第 1 行「考核分租」：（提示）不认识这一列，内容未导入；是否应为「考核分组 / peer_group」？",
            "u.csv 第 1 行「天气」：（提示）不认识这一列，内容未导入。"
        ]
    );
}

mod workbooks {
    use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

    use super::*;

    fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        fill(book.add_worksheet().set_name("表1").unwrap());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn numbers_merged_cells_and_formulas_read_as_a_person_sees_them() {
        let bytes = workbook(|sheet| {
            sheet.merge_range(0, 0, 0, 3, "网格一览表", &Format::new()).unwrap();
            for (column, heading) in ["上级编码", "编码（12位）", "名称", "级别"].into_iter().enumerate() {
                sheet.write(2, u16::try_from(column).unwrap(), heading).unwrap();
            }
            sheet.merge_range(3, 0, 5, 0, "130107001000", &Format::new()).unwrap();
            for row in 3..6 {
                sheet.write(row, 1, 130_107_001_001.0 + f64::from(row)).unwrap();
                sheet.write_formula(row, 2, Formula::new("=\"社区\"&ROW()").set_result("南纬路社区")).unwrap();
                sheet.write(row, 3, 3).unwrap();
            }
        });
        let (sheets, faults) = read_bytes(&bytes);
        assert_eq!(faults, []);
        assert_eq!(codes(&sheets), [["130107001004", "130107001005", "130107001006"]]);
        assert!(
            sheets[0].rows.iter().all(|r| r.cells[0].shown() == "130107001000" && r.cells[2].shown() == "南纬路社区")
        );
        assert_eq!(sheets[0].rows[0].number, 4);
        assert_eq!(sheets[0].name.as_deref(), Some("表1"));
    }

    #[test]
    fn every_fitting_sheet_is_read_unless_one_is_asked_for() {
        let mut book = Workbook::new();
        for (name, code) in [("甲", "A1"), ("乙", "B1")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write_row(0, 0, ["编码", "级别", "名称"]).unwrap();
            sheet.write_row(1, 0, [code, "4", "网格"]).unwrap();
        }
        book.add_worksheet().set_name("说明").unwrap().write(0, 0, "请按要求填写").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        assert_eq!(codes(&read_bytes(&bytes).0), [["A1"], ["B1"]]);
        let asked = |sheet| read(&Source { name: "f.xlsx", bytes: &bytes, sheet: Some(sheet), columns: None }, &GRID);
        assert_eq!(codes(&asked("乙").0), [["B1"]]);
        assert_eq!(asked("丙").1[0].render(Lang::Zh), "f.xlsx：没有名为“丙”的工作表，现有工作表：甲、乙、说明。");
    }
}
