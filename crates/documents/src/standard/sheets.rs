//! The sheets of an edition's workbook: their names and columns.

use crate::form::{Column, Form, Kind};

const fn column(key: &'static str, zh: &'static str) -> Column {
    Column { key, zh, also: &[], required: false, zh_note: "", en_note: "", example: "" }
}

const fn needed(key: &'static str, zh: &'static str) -> Column {
    Column { required: true, ..column(key, zh) }
}

const fn sheet(zh: &'static str, en: &'static str, columns: &'static [Column]) -> Form {
    Form { kind: Kind::Standard, zh, en, columns, open: &[] }
}

/// Settings of the standard and the edition.
pub const HEAD: Form = sheet("体系", "standard", &[needed("key", "项"), needed("value", "值"), column("en", "英文")]);

/// What the total is composed of.
pub const MODULES: Form = sheet(
    "模块",
    "module",
    &[
        needed("code", "编码"),
        needed("name", "名称"),
        column("name_en", "英文名称"),
        needed("weight", "权重"),
        needed("source", "来源"),
        column("full", "满分"),
    ],
);

/// How observations become scores.
pub const AGGREGATION: Form = sheet("汇总", "aggregation", &[needed("key", "项"), needed("value", "值")]);

/// The category tree.
pub const GROUPS: Form = sheet(
    "分组",
    "group",
    &[needed("code", "编码"), column("parent", "上级编码"), needed("name", "名称"), column("name_en", "英文名称")],
);

/// The site types.
pub const SITE_TYPES: Form = sheet(
    "点位类型",
    "site_type",
    &[
        needed("code", "编码"),
        needed("name", "名称"),
        column("name_en", "英文名称"),
        column("aliases", "别名"),
        column("geometry", "几何类型"),
        column("weight", "权重"),
        column("door_photo", "门头照"),
    ],
);

/// The items.
pub const ITEMS: Form = sheet(
    "项目",
    "item",
    &[
        needed("code", "编码"),
        column("group", "分组"),
        column("types", "点位类型"),
        needed("name", "名称"),
        column("name_en", "英文名称"),
        column("criterion", "标准"),
        column("criterion_en", "英文标准"),
        column("tip", "操作提示"),
        column("tip_en", "英文操作提示"),
        needed("points", "分值"),
        column("weight", "权重"),
        needed("judging_kind", "判定方式"),
        column("judging_parameters", "判定参数"),
        column("photo_when", "拍照"),
        column("photo_min", "照片数"),
        column("phrases", "问题描述"),
        column("phrases_en", "英文问题描述"),
        column("department", "责任部门"),
        column("limit", "整改时限"),
        column("severity", "严重程度"),
    ],
);

/// Items that differ on a type.
pub const DIFFERENCES: Form = sheet(
    "项目差异",
    "on",
    &[
        needed("item", "项目"),
        needed("type", "点位类型"),
        column("points", "分值"),
        column("judging_kind", "判定方式"),
        column("judging_parameters", "判定参数"),
    ],
);

/// The negative list.
pub const VETOES: Form = sheet(
    "负面清单",
    "veto",
    &[
        needed("code", "编码"),
        needed("name", "名称"),
        column("name_en", "英文名称"),
        needed("consequence", "后果"),
        column("points", "扣分"),
        column("months", "停牌月数"),
        column("window_months", "追溯月数"),
    ],
);
