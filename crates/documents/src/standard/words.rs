//! The words of an edition's workbook, Chinese first, and the settings of its key-and-value sheets.

use wangge_domain::standard::{Geometry, ModuleSource, PhotoWhen, Severity, StandardLevel};

/// A choice with its words: the Chinese one, as written, then the key.
pub type Words<T> = &'static [(T, &'static [&'static str])];

/// 层级.
pub const LEVELS: Words<StandardLevel> = &[
    (StandardLevel::National, &["国家", "national", "国家级"]),
    (StandardLevel::Provincial, &["省", "provincial", "省级"]),
    (StandardLevel::City, &["市", "city", "市级"]),
    (StandardLevel::District, &["区", "district", "区级", "县级", "区县"]),
];

/// 来源.
pub const SOURCES: Words<ModuleSource> =
    &[(ModuleSource::Observations, &["实地", "observations", "实地考察"]), (ModuleSource::Given, &["给定", "given"])];

/// 几何类型.
pub const GEOMETRIES: Words<Geometry> = &[
    (Geometry::Area, &["面", "area"]),
    (Geometry::Line, &["线", "line"]),
    (Geometry::Point, &["点", "point"]),
    (Geometry::Mobile, &["流动", "mobile"]),
    (Geometry::Virtual, &["虚拟", "virtual"]),
];

/// 是/否.
pub const YES_NO: Words<bool> = &[(false, &["否", "false", "no"]), (true, &["是", "true", "yes"])];

/// 拍照.
pub const PHOTOS: Words<PhotoWhen> = &[
    (PhotoWhen::Never, &["不拍", "never"]),
    (PhotoWhen::Lost, &["失分拍", "lost"]),
    (PhotoWhen::Always, &["必拍", "always"]),
];

/// 严重程度.
pub const SEVERITIES: Words<Severity> = &[
    (Severity::Ordinary, &["一般", "ordinary"]),
    (Severity::Serious, &["严重", "serious"]),
    (Severity::Veto, &["一票否决", "veto"]),
];

/// 后果, by the tag of its form.
pub const CONSEQUENCES: Words<&'static str> = &[
    ("deduct", &["扣分", "deduct"]),
    ("stop_nomination", &["停止提名", "stop_nomination"]),
    ("suspend", &["停牌", "suspend"]),
    ("revoke", &["取消称号", "revoke"]),
];

/// The Chinese word of a choice.
pub fn zh<T: PartialEq + Copy>(words: Words<T>, choice: T) -> &'static str {
    words.iter().find(|(known, _)| *known == choice).and_then(|(_, w)| w.first()).copied().unwrap_or_default()
}

/// The settings of sheet 体系: Chinese name and key.
pub const HEAD_KEYS: &[(&str, &str)] = &[
    ("编码", "standard.code"),
    ("名称", "standard.name"),
    ("层级", "standard.level"),
    ("发布单位", "standard.issuer"),
    ("版本", "edition.version"),
    ("示例", "edition.sample"),
    ("生效日期", "edition.effective_from"),
    ("失效日期", "edition.effective_until"),
    ("满分", "edition.full_mark"),
    ("说明", "edition.note"),
];

/// The key of a setting of sheet 体系, `cycle.N` for the years' weights.
pub fn head_key(name: &str) -> Option<String> {
    let name = name.trim();
    let year =
        name.strip_prefix('第').and_then(|rest| rest.strip_suffix("年权重")).or_else(|| name.strip_prefix("cycle."));
    if let Some(year) = year {
        return year.trim().parse::<u16>().ok().map(|year| format!("cycle.{year}"));
    }
    HEAD_KEYS.iter().find(|(zh, key)| *zh == name || *key == name).map(|(_, key)| (*key).to_owned())
}

/// The settings of sheet 汇总: Chinese name and key.
pub fn aggregation_keys() -> Vec<(String, String)> {
    let parts = [("点位", "site"), ("类型", "type"), ("单位", "unit"), ("网格", "node"), ("全区", "district")];
    let names = [
        ("范围", "over"),
        ("方法", "method"),
        ("基准分", "base"),
        ("取值项目", "item"),
        ("达标线", "mark"),
        ("加权属性", "weight_by"),
        ("取补", "complement"),
        ("下限", "floor"),
        ("上限", "cap"),
    ];
    let mut keys = Vec::new();
    for (zh_part, part) in parts {
        for (zh_name, name) in names {
            keys.push((format!("{zh_part}{zh_name}"), format!("{part}.{name}")));
        }
    }
    for (zh, key) in
        [("缺失数据", "missing"), ("小数位数", "rounding_places"), ("总分下限", "floor"), ("总分上限", "cap")]
    {
        keys.push((zh.to_owned(), key.to_owned()));
    }
    keys
}
