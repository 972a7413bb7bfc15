//! Divisions and nodes of the grid from a table.
//!
//! What the file alone shows is judged here; whether the rows make one tree, together with the nodes that
//! stand already, is the domain's rule, worded with places by [`tree_faults`].

use std::collections::HashSet;

use wangge_domain::grid::{GridRefusal, Level, NodeKind, TreeRow, check_tree};
use wangge_domain::text::{Message, Wording};

use crate::fault::{Fault, Import, Place, Placed, sort_faults};
use crate::forms::GRID;
use crate::table::row::RowReader;
use crate::table::{Sheet, Source, read};

/// A division or node as a file tells it. What a file has no column for is `None` or empty and stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Its code.
    pub code: String,
    /// How deep it stands.
    pub level: Level,
    /// What it is made of.
    pub kind: NodeKind,
    /// Its name.
    pub name: Wording,
    /// The code of the node above; none for a root.
    pub parent_code: Option<String>,
    /// The code of the unit that answers for it.
    pub unit_code: Option<String>,
    /// Codes of its grid leaders.
    pub leader_codes: Vec<String>,
    /// Codes of its grid workers.
    pub worker_codes: Vec<String>,
    /// Codes of its contacts.
    pub contact_codes: Vec<String>,
    /// Its duties, in order.
    pub duties: Vec<String>,
}

/// The words for levels, in the vocabulary of statistics, of civil affairs and of grids.
const LEVELS: &[(i8, &[&str])] = &[
    (-1, &["省级", "省", "省(自治区、直辖市)", "自治区", "直辖市", "province", "provincial", "-1"]),
    (0, &["地级", "市级", "地市级", "地级市", "市", "设区市", "地市", "city", "prefecture", "municipal", "0"]),
    (
        1,
        &[
            "区县",
            "区县级",
            "县级",
            "县区",
            "县(区)",
            "县",
            "区",
            "区级",
            "县市区",
            "市辖区",
            "一级",
            "一级网格",
            "第一级",
            "1级",
            "1",
            "district",
            "county",
            "level 1",
        ],
    ),
    (
        2,
        &[
            "街道乡镇",
            "乡镇街道",
            "街道",
            "乡镇",
            "乡",
            "镇",
            "乡级",
            "乡镇级",
            "镇街",
            "街镇",
            "乡镇(街道)",
            "街道(乡镇)",
            "街道级",
            "二级",
            "二级网格",
            "第二级",
            "2级",
            "2",
            "street",
            "subdistrict",
            "sub-district",
            "town",
            "township",
            "level 2",
        ],
    ),
    (
        3,
        &[
            "社区村",
            "村社区",
            "社区",
            "村",
            "村级",
            "社区(村)",
            "村(社区)",
            "村居",
            "村(居)",
            "居委会",
            "村委会",
            "社区级",
            "三级",
            "三级网格",
            "第三级",
            "3级",
            "3",
            "community",
            "village",
            "neighbourhood",
            "neighborhood",
            "level 3",
        ],
    ),
    (
        4,
        &[
            "网格",
            "基础网格",
            "单元网格",
            "网格级",
            "微网格",
            "四级",
            "四级网格",
            "第四级",
            "4级",
            "4",
            "cell",
            "grid",
            "grid cell",
            "level 4",
        ],
    ),
];

const KINDS: &[(NodeKind, &[&str])] = &[
    (NodeKind::Territory, &["属地", "属地网格", "territory", "territorial", "综合", "基础网格", "行政"]),
    (NodeKind::Line, &["路段", "路段网格", "道路", "河道", "街路", "line", "路长", "街长"]),
    (NodeKind::Site, &["专属", "专属网格", "场所", "单位网格", "site"]),
    (NodeKind::Industry, &["行业", "行业网格", "industry"]),
];

/// Reads divisions and nodes.
pub fn read_divisions(source: &Source<'_>) -> Import<Division> {
    let (sheets, mut faults) = read(source, &GRID);
    let mut rows = Vec::new();
    for sheet in &sheets {
        let standard = all_standard(sheet);
        if !sheet.has("level") && !standard {
            let message = Message::new("import-level-not-told");
            faults.push(Fault::error(sheet.place(), message));
            continue;
        }
        let codes = known_codes(sheet);
        for row in &sheet.rows {
            let mut reader = RowReader::new(sheet, row, &mut faults);
            if let Some(division) = division(&mut reader, standard, &codes) {
                rows.push(reader.placed(division));
            }
        }
    }
    Import { rows, faults }.sorted()
}

/// The normalised codes of a sheet.
fn known_codes(sheet: &Sheet) -> HashSet<String> {
    let mut ignored = Vec::new();
    sheet
        .rows
        .iter()
        .filter_map(|row| RowReader::new(sheet, row, &mut ignored).code("code"))
        .map(|code| pad(&code))
        .collect()
}

/// Whether every code follows the national division codes, so that levels and parents can be told from them.
fn all_standard(sheet: &Sheet) -> bool {
    let mut ignored = Vec::new();
    sheet.rows.iter().all(|row| {
        let code = RowReader::new(sheet, row, &mut ignored).code("code");
        code.is_none_or(|code| is_standard(&pad(&code)))
    })
}

fn division(reader: &mut RowReader<'_>, standard: bool, codes: &HashSet<String>) -> Option<Division> {
    let code = reader.needed_code("code").map(|code| pad(&code));
    let zh = reader.needed_text("name");
    let level = level(reader, code.as_deref());
    let kind = reader.choice("kind", KINDS).unwrap_or(NodeKind::Territory);
    let en = reader.text("name_en").unwrap_or_default();
    let given = reader.code("parent_code").map(|code| pad(&code)).filter(|code| !is_none_word(code));
    let unit_code = reader.code("unit");
    let [leader_codes, worker_codes, contact_codes] = ["leader", "worker", "contact"].map(|key| reader.codes(key));
    let duties = reader.sentences("duties");
    let (code, level) = (code?, level?);
    let inferred = || parent_of(&code).filter(|parent| codes.contains(parent) || standard && level.0 >= 2);
    let parent_code = given.or_else(inferred);
    let name = Wording::new(zh?, en);
    Some(Division {
        code,
        level,
        kind,
        name,
        parent_code,
        unit_code,
        leader_codes,
        worker_codes,
        contact_codes,
        duties,
    })
}

/// What files write into the parent of the top row.
fn is_none_word(code: &str) -> bool {
    matches!(code, "0" | "-" | "--" | "/" | "无" | "-1" | "null" | "NULL" | "None" | "nan" | "NaN")
}

fn level(reader: &mut RowReader<'_>, code: Option<&str>) -> Option<Level> {
    let inferred = code.and_then(level_of);
    if reader.cell("level").is_empty() {
        if inferred.is_none() {
            reader.refuse("level", Message::new("import-level-missing"));
        }
        return inferred.map(Level);
    }
    reader.choice("level", LEVELS).map(Level)
}

/// A division code of 2, 4, 6 or 9 digits padded to the 12 of the national form; any other code as it is.
/// Two- and four-digit codes are only padded when they begin like a province.
pub fn pad(code: &str) -> String {
    let digits = code.chars().all(|c| c.is_ascii_digit());
    if digits && matches!(code.len(), 6 | 9) && is_province(code) { format!("{code:0<12}") } else { code.to_owned() }
}

/// The first two digits of a province, region or municipality (GB/T 2260).
fn is_province(code: &str) -> bool {
    let head = code.get(..2).and_then(|head| head.parse::<u8>().ok());
    head.is_some_and(|n| matches!(n, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82 | 99))
}

/// Whether a code has the national form: 12 digits, or 12 and up to 5 more for a grid cell.
fn is_standard(code: &str) -> bool {
    (12..=17).contains(&code.len()) && code.chars().all(|c| c.is_ascii_digit()) && is_province(code)
}

/// The level a code of the national form tells.
fn level_of(code: &str) -> Option<i8> {
    if !is_standard(code) {
        return None;
    }
    let zeros_from = |from: usize| code[from..12].bytes().all(|b| b == b'0');
    Some(match code.len() {
        13.. => 4,
        _ if zeros_from(2) => -1,
        _ if zeros_from(4) => 0,
        _ if zeros_from(6) => 1,
        _ if zeros_from(9) => 2,
        _ => 3,
    })
}

/// The parent a code of the national form tells.
fn parent_of(code: &str) -> Option<String> {
    let head = match level_of(code)? {
        0 => 2,
        1 => 4,
        2 => 6,
        3 => 9,
        4 => 12,
        _ => return None,
    };
    Some(format!("{:0<12}", &code[..head]))
}

/// Whether the rows make one tree together with the nodes that stand already and that the file does not name:
/// every fault of the domain's rule, at the cell that shows it.
pub fn tree_faults(rows: &[Placed<Division>], standing: &[TreeRow]) -> Vec<Fault> {
    let mut tree: Vec<TreeRow> = rows.iter().zip(0_u64..).map(|(row, index)| tree_row(&row.value, index)).collect();
    let named: HashSet<&str> = rows.iter().map(|row| row.value.code.as_str()).collect();
    tree.extend(standing.iter().filter(|row| !named.contains(row.code.as_str())).cloned());
    let row_of = |index: Option<u64>| index.and_then(|i| usize::try_from(i).ok()).and_then(|i| rows.get(i));
    let mut faults: Vec<Fault> = check_tree(&tree)
        .into_iter()
        .map(|refusal| {
            let Some(row) = row_of(refusal.row()) else {
                return Fault::error(
                    rows.first().map(|r| Place::file(&r.place.file)).unwrap_or_default(),
                    refusal.message(),
                );
            };
            let first = |refusal| match refusal {
                GridRefusal::DuplicateCode { row, first_row, code } => {
                    let first_row = row_of(first_row).and_then(|r| r.place.number).map(u64::from);
                    GridRefusal::DuplicateCode { row, first_row, code }
                }
                other => other,
            };
            let (key, value) = match &refusal {
                GridRefusal::DuplicateCode { code, .. } => ("code", code.clone()),
                GridRefusal::WrongLevel { level, .. } => ("level", level.to_string()),
                _ => ("parent_code", row.value.parent_code.clone().unwrap_or_default()),
            };
            let refusal = first(refusal);
            row.fault(key, value, refusal.message())
        })
        .collect();
    sort_faults(&mut faults);
    faults
}

fn tree_row(division: &Division, index: u64) -> TreeRow {
    TreeRow {
        row: Some(index),
        code: division.code.clone(),
        level: division.level,
        parent_code: division.parent_code.clone(),
    }
}
