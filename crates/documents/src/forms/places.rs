//! The columns of files about places and days.

use super::column;
use crate::form::{Form, Kind};

/// Sites.
pub const SITES: Form = Form {
    kind: Kind::Sites,
    zh: "点位",
    en: "Sites",
    open: &["attr_", "属性:", "属性"],
    columns: &[
        column(
            "code",
            "点位编码",
            &["编码", "代码", "点位编号", "编号", "点位代码", "site code", "site", "id", "site id"],
        )
        .needed()
        .note("全表唯一", "Unique")
        .example("S001"),
        column("name", "点位名称", &["名称", "点位", "地点名称", "site name", "name_zh"])
            .needed()
            .note("中文名称", "Name in Chinese")
            .example("矿市街主干道"),
        column("name_en", "英文名称", &["英文名", "english name"]).note("可不填", "Optional"),
        column(
            "type",
            "点位类型",
            &["类型", "点位类别", "类别", "类型编码", "点位类型编码", "site type", "type code", "category"],
        )
        .needed()
        .note("测评体系中的类型名称、别名或代码", "Name, alias or code of a type of the standard")
        .example("主次干道"),
        column("lon", "经度", &["lng", "long", "longitude", "x", "东经", "坐标x", "经度坐标", "点位经度"])
            .note("度，小数", "Degrees")
            .example("114.0459"),
        column("lat", "纬度", &["latitude", "y", "北纬", "坐标y", "纬度坐标", "点位纬度"])
            .note("度，小数", "Degrees")
            .example("38.0697"),
        column("datum", "坐标系", &["坐标基准", "坐标系统", "crs", "coordinate system"])
            .note("wgs84、gcj02、bd09；不填用导入时给定的", "wgs84, gcj02, bd09; that of the import when empty")
            .example("wgs84"),
        column("address", "地址", &["详细地址", "地点", "位置", "所在位置", "location"])
            .note("可不填", "Optional")
            .example("矿市街 1 号"),
        column(
            "node",
            "网格编码",
            &["所属网格", "所在网格", "网格", "所属社区", "社区编码", "网格代码", "区划代码", "node code"],
        )
        .note("不填时按坐标确定", "Found from the place when empty")
        .example("130107001001"),
        column("unit", "责任单位编码", &["责任单位", "责任单位代码", "单位编码", "unit code", "responsible unit"])
            .note("单位编码", "Unit code")
            .example("U001"),
        column(
            "supporting_unit",
            "包联单位编码",
            &["包联单位", "帮扶单位", "联系单位", "包保单位", "supporting unit code"],
        )
        .note("单位编码", "Unit code")
        .example("U012"),
        column(
            "demonstration",
            "示范点",
            &["是否示范点", "示范点位", "示范", "demo", "is demonstration", "demonstration site"],
        )
        .note("是或否", "yes or no")
        .example("否"),
        column(
            "practice",
            "做法来源",
            &["做法来源点位", "复制自", "学习点位", "示范来源", "practice from", "copied from"],
        )
        .note("同类型示范点的编码；可不填", "Code of a demonstration site of the same type; optional"),
        column("practice_since", "做法复制日期", &["复制日期", "复制推广日期", "practice date", "copied on"])
            .note("年-月-日；不填为导入当天", "year-month-day; the day of the import when empty"),
    ],
};

/// Ownership records.
pub const OWNERSHIPS: Form = Form {
    kind: Kind::Ownerships,
    zh: "权属记录",
    en: "Ownership records",
    open: &[],
    columns: &[
        column("site", "点位编码", &["点位代码", "点位编号", "编码", "编号", "site code", "site id"])
            .note("点位编码、点位名称填一个即可，编码优先", "Code or name of the site; the code goes first")
            .example("S001"),
        column("site_name", "点位名称", &["名称", "点位", "地点名称", "道路名称", "设施名称", "site name"])
            .note("没有编码时按名称找，名称须唯一", "Found by name where there is no code; it must be the only one")
            .example("矿市街主干道"),
        column("item", "测评项目编码", &["项目编码", "测评项目", "项目", "指标编码", "指标", "item code"])
            .note("不填为全部项目", "All items when empty"),
        column("unit", "责任单位", &["权属单位", "产权单位", "管养单位", "单位", "责任单位名称", "owner", "unit name"])
            .note("单位名称或编码", "Name or code of the unit")
            .example("区交通运输局"),
        column("unit_code", "责任单位编码", &["单位编码", "权属单位编码", "产权单位编码", "unit code", "owner code"])
            .note("可不填；填了以编码为准", "Optional; goes before the name"),
        column("basis", "依据", &["权属依据", "文件依据", "依据文件", "on the basis of"])
            .needed()
            .note("合同、裁定、会议纪要等", "A contract, a ruling, minutes")
            .example("公路管养移交清单"),
        column("valid_from", "生效日期", &["起始日期", "开始日期", "生效", "valid from", "from", "start"])
            .note("当天起；不填为一直以来", "From this day; without beginning when empty")
            .example("2026-12-01"),
        column("valid_until", "截止日期", &["到期日期", "终止日期", "结束日期", "截止", "valid until", "until", "end"])
            .note("到当天为止；不填为长期", "Until this day; without end when empty"),
    ],
};

/// Merchants.
pub const MERCHANTS: Form = Form {
    kind: Kind::Merchants,
    zh: "商户",
    en: "Merchants",
    open: &[],
    columns: &[
        column("code", "商户编码", &["编码", "代码", "商户编号", "编号", "统一社会信用代码", "merchant code", "id"])
            .needed()
            .note("全表唯一", "Unique")
            .example("SH0001"),
        column(
            "name",
            "商户名称",
            &["名称", "商户", "店名", "门店名称", "字号", "merchant", "merchant name", "name_zh"],
        )
        .needed()
        .note("中文名称", "Name in Chinese")
        .example("顺和面馆"),
        column("name_en", "英文名称", &["英文名", "english name"]).note("可不填", "Optional"),
        column("kind", "业态", &["类型", "类别", "行业", "经营类别", "trade", "type"])
            .note("自定，如餐饮、零售、维修", "In your own words")
            .example("餐饮"),
        column("legal_person", "法人", &["法定代表人", "负责人", "经营者", "legal person", "owner"])
            .note("签订门前三包责任书的法人姓名", "The legal person who signs the pledge")
            .example("李守诚"),
        column("address", "地址", &["详细地址", "门牌", "位置", "location"])
            .note("可不填", "Optional")
            .example("示范路 8 号"),
        column("lon", "经度", &["lng", "long", "longitude", "x", "东经"])
            .note("度，小数", "Degrees")
            .example("114.0459"),
        column("lat", "纬度", &["latitude", "y", "北纬"]).note("度，小数", "Degrees").example("38.0697"),
        column("datum", "坐标系", &["坐标基准", "坐标系统", "crs", "coordinate system"])
            .note("wgs84、gcj02、bd09；不填用导入时给定的", "wgs84, gcj02, bd09; that of the import when empty")
            .example("wgs84"),
        column("node", "网格编码", &["所属网格", "网格", "所属社区", "区划代码", "node code"])
            .note("没有坐标时用它；有坐标时以坐标为准", "Used without a place; a place decides by itself")
            .example("130107001001"),
        column(
            "pledged_on",
            "门前三包签订日期",
            &["门前三包责任书签订日期", "签订日期", "责任书日期", "门前三包", "pledge date", "pledged", "pledge"],
        )
        .note("未签订留空", "Empty when not signed")
        .example("2026-11-02"),
        column("active", "是否营业", &["营业", "在营", "状态", "in business"])
            .note("不填为是", "yes when empty")
            .example("是"),
    ],
};

/// Holidays and make-up days.
pub const CALENDAR: Form = Form {
    kind: Kind::Calendar,
    zh: "节假日",
    en: "Calendar",
    open: &[],
    columns: &[
        column("date", "日期", &["day", "时间"]).needed().note("年-月-日", "year-month-day").example("2026-10-01"),
        column("off", "是否放假", &["放假", "休息", "是否休息", "isoffday", "off day", "holiday", "类型"])
            .needed()
            .note("放假填“是”，调休上班填“否”", "yes for a day off, no for a make-up working day")
            .example("是"),
        column("name", "名称", &["节日", "节日名称", "节假日", "说明", "note"])
            .note("可不填", "Optional")
            .example("国庆节"),
    ],
};

/// Points to locate.
pub const POINTS: Form = Form {
    kind: Kind::Points,
    zh: "坐标",
    en: "Points",
    open: &[],
    columns: &[
        column("id", "编号", &["编码", "代码", "序号", "code", "名称", "name", "no"])
            .note("可不填", "Optional")
            .example("1"),
        column("lon", "经度", &["lng", "long", "longitude", "x", "东经", "coord x"])
            .needed()
            .note("度，小数", "Degrees")
            .example("114.0459"),
        column("lat", "纬度", &["latitude", "y", "北纬", "coord y"])
            .needed()
            .note("度，小数", "Degrees")
            .example("38.0697"),
        column("item", "项目编码", &["项目", "item code", "测评项目"])
            .note("可不填；填了则一并给出承办部门", "Optional; gives the handling department too"),
    ],
};
