//! Units 单位 from a table.

use wangge_domain::text::Wording;
use wangge_domain::unit::UnitClass;

use crate::fault::Import;
use crate::forms::UNITS;
use crate::table::Source;
use crate::table::row::RowReader;
use crate::unique::{import_rows, refuse_duplicates};

/// A unit as a file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// What sort of organisation it is.
    pub class: UnitClass,
    /// The peer group it is ranked in.
    pub peer_group: Option<String>,
    /// The code of the unit above.
    pub parent_code: Option<String>,
    /// The code of the node it answers for.
    pub node_code: Option<String>,
    /// The code of its first responsible person.
    pub head_code: Option<String>,
    /// The name of its first responsible person.
    pub head_name: Option<String>,
    /// The telephone of its first responsible person.
    pub phone: Option<String>,
}

const CLASSES: &[(UnitClass, &[&str])] = &[
    (
        UnitClass::Street,
        &[
            "街道乡镇",
            "街道",
            "乡镇",
            "镇",
            "乡",
            "镇街",
            "街镇",
            "乡镇街道",
            "属地",
            "street",
            "town",
            "township",
            "subdistrict",
        ],
    ),
    (
        UnitClass::Department,
        &[
            "部门",
            "区直部门",
            "区直单位",
            "市直部门",
            "市直单位",
            "职能部门",
            "政府部门",
            "机关",
            "机关单位",
            "责任部门",
            "department",
        ],
    ),
    (
        UnitClass::Community,
        &["社区村", "社区", "村", "村社区", "社区(村)", "村(社区)", "村居", "居委会", "村委会", "community", "village"],
    ),
    (UnitClass::Enterprise, &["企业", "公司", "国企", "公用事业", "平台公司", "enterprise", "company"]),
    (
        UnitClass::ResidentUnit,
        &[
            "驻区单位",
            "驻地单位",
            "驻街单位",
            "事业单位",
            "学校",
            "医院",
            "resident_unit",
            "resident unit",
            "institution",
        ],
    ),
    (UnitClass::Merchant, &["商户", "商家", "沿街商户", "个体工商户", "门店", "merchant", "shop"]),
];

/// Reads units. A code that stands twice is refused; what the codes refer to is the use case's to check.
pub fn read_units(source: &Source<'_>) -> Import<UnitRow> {
    let mut import = import_rows(source, &UNITS, unit);
    refuse_duplicates(&mut import, "code", |unit| Some(unit.code.clone()));
    import.sorted()
}

fn unit(reader: &mut RowReader<'_>) -> Option<UnitRow> {
    let code = reader.needed_code("code");
    let zh = reader.needed_text("name");
    let en = reader.text("name_en").unwrap_or_default();
    reader.needed_text("class");
    let class = reader.choice("class", CLASSES);
    let [parent_code, node_code, head_code] = ["parent", "node", "head_code"].map(|key| reader.code(key));
    let [peer_group, head_name] = ["peer_group", "head"].map(|key| reader.text(key));
    let phone = reader.code("phone");
    let node_code = node_code.map(|code| crate::divisions::pad(&code));
    let name = Wording::new(zh?, en);
    Some(UnitRow { code: code?, name, class: class?, peer_group, parent_code, node_code, head_code, head_name, phone })
}
