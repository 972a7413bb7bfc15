//! The columns of files with observations.

use super::column;
use crate::form::{Column, Form, Kind};

const PASSED: Column =
    column("passed", "是否符合", &["符合", "合格", "是否合格", "是否达标", "符合性", "pass", "compliant"])
        .note("符合性判定：是或否", "pass or fail: yes or no")
        .example("否");
const DEDUCTION: Column = column("deduction", "扣分", &["扣分值", "扣减分", "deduct", "deducted"])
    .note("限额扣分：扣多少分", "points deducted");
const COUNT: Column = column("count", "处数", &["数量", "问题处数", "发现处数", "个数", "number"])
    .note("按处扣分：发现几处", "how many were found")
    .example("2");
const HAVE: Column = column("have", "实有", &["实有数", "现有数", "existing"])
    .note("按缺扣分、封顶比率：实有多少", "how many there are");
const OK: Column =
    column("ok", "符合数", &["合格数", "达标数", "good", "passed count"]).note("比例：符合多少", "how many are good");
const OF: Column =
    column("of", "总数", &["检查数", "抽查数", "检查总数", "total", "checked"]).note("比例：共看多少", "of how many");
const VALUE: Column = column("value", "测量值", &["数值", "值", "得分", "分值", "measured", "score"])
    .note("阈值、分段：测得多少", "what was measured");
const INSTANCES: Column = column("instances", "各样本数", &["样本", "各处数", "逐样本"])
    .note("逐样本达量：用“；”分开", "numbers parted by semicolons");
const FOUND: Column = column("found", "新发现", &["发现", "初次发现"]).note("递进扣分：新发现几处", "found");
const NOT_RECTIFIED: Column =
    column("not_rectified", "未整改", &["未改", "unrectified"]).note("递进扣分：未整改几处", "not rectified");
const REPEATED: Column =
    column("repeated", "重复发生", &["反复", "反弹", "recurring"]).note("递进扣分：重复几处", "repeated");
const METRES: Column = column("metres", "距离", &["米", "长度", "步行距离", "meters", "distance"])
    .note("按距离计次：走了多少米", "metres walked");
const MINUTES: Column =
    column("minutes", "时长", &["分钟", "观察时长", "duration"]).note("按时长计次：看了多少分钟", "minutes watched");
const GRADE: Column =
    column("grade", "等级", &["评级", "rating", "level"]).note("等级：按测评体系的写法", "as the standard writes it");
const READINGS: Column = column("readings", "多次判定", &["各次判定", "reading list"])
    .note("取最差：各次判定的 JSON 列表", "a JSON list of readings");
const OUTSIDE: Column = column("outside", "不计分原因", &["未测原因", "例外", "不适用", "exception", "not scored"])
    .note("不适用、无法到达、拒绝测评、点位作废", "not_applicable, unreachable, refused, site_void");
const REMARK: Column = column("remark", "备注", &["说明", "问题描述", "现场情况", "note", "comment", "description"])
    .note("可不填", "Optional")
    .example("路口有散落垃圾");
const ITEM: Column =
    column("item", "项目编码", &["测评项目", "项目", "项目代码", "指标编码", "指标", "测评项目编码", "item code"])
        .note("测评体系中的项目编码", "Item code of the standard")
        .example("R01");

/// Visits with their observations, one observation a row.
pub const VISITS: Form = Form {
    kind: Kind::Visits,
    zh: "实地考察",
    en: "Visits",
    open: &[],
    columns: &[
        column("visit", "考察编号", &["考察编码", "visit id", "visit_id", "uuid"])
            .note("可不填；填了则同号的行为一次考察", "Optional; rows of one id are one visit"),
        column("round", "轮次", &["测评轮次", "轮次编号", "round id", "round number", "round_id"])
            .note("如 mock-1；可在导入时给定", "as mock-1; may be given with the import")
            .example("mock-1"),
        column("site", "点位编码", &["点位", "点位代码", "点位编号", "site code", "site_code"])
            .needed()
            .note("点位编码", "Site code")
            .example("S001"),
        column(
            "inspector",
            "督查员编码",
            &[
                "督查员",
                "检查人",
                "测评员",
                "考察人",
                "督查人员",
                "inspectors",
                "inspector code",
                "inspector codes",
                "inspector_codes",
            ],
        )
        .note("人员编码，多人用“；”分开", "Person codes, parted by semicolons")
        .example("P010；P011"),
        column(
            "started_at",
            "开始时间",
            &["考察开始时间", "到达时间", "检查时间", "日期", "started", "start time", "time"],
        )
        .note("不写时区的按本地时间", "Local unless it brings its offset")
        .example("2026-11-16 09:00"),
        column(
            "submitted_at",
            "提交时间",
            &["结束时间", "考察结束时间", "完成时间", "submitted", "end time", "submit time"],
        )
        .note("不写时区的按本地时间", "Local unless it brings its offset")
        .example("2026-11-16 09:40"),
        column("lon", "经度", &["lng", "longitude"]).note("可不填", "Optional"),
        column("lat", "纬度", &["latitude"]).note("可不填", "Optional"),
        column("item", "项目编码", ITEM.also)
            .needed()
            .note("测评体系中的项目编码", "Item code of the standard")
            .example("R01"),
        PASSED,
        DEDUCTION,
        COUNT,
        HAVE,
        OK,
        OF,
        VALUE,
        INSTANCES,
        FOUND,
        NOT_RECTIFIED,
        REPEATED,
        METRES,
        MINUTES,
        GRADE,
        READINGS,
        OUTSIDE,
        REMARK,
    ],
};

/// Observations for scoring files alone, one observation a row; rows with a module give a module's value.
pub const OBSERVATIONS: Form = Form {
    kind: Kind::Observations,
    zh: "判定",
    en: "Observations",
    open: &["attr_", "属性:", "属性"],
    columns: &[
        column(
            "site",
            "点位编码",
            &["点位", "点位代码", "点位编号", "样地", "site code", "site_code", "transect", "segment"],
        )
        .note("点位编码", "Site code")
        .example("S001"),
        column("site_name", "点位名称", &["名称", "site name", "name"]).note("可不填", "Optional").example("矿市街"),
        column("type", "点位类型", &["类型", "类型编码", "点位类别", "site type", "type code"])
            .note("测评体系中的类型", "Type of the standard")
            .example("main-road"),
        column("unit", "责任单位", &["责任单位编码", "单位", "单位编码", "unit code"]).note("可不填", "Optional"),
        column("node", "网格", &["网格编码", "所属网格", "node code", "node path", "node_path"])
            .note("可不填；上下级用“/”连接", "Optional; levels joined by /"),
        column("demo", "示范点", &["是否示范点", "demonstration"]).note("可不填", "Optional"),
        column("module", "模块", &["模块编码", "module code"]).note(
            "给定分值的模块，如 survey；这种行只填“测量值”",
            "A module with a given value, as survey; such a row fills value only",
        ),
        ITEM,
        PASSED,
        DEDUCTION,
        COUNT,
        HAVE,
        OK,
        OF,
        VALUE,
        INSTANCES,
        FOUND,
        NOT_RECTIFIED,
        REPEATED,
        METRES,
        MINUTES,
        GRADE,
        READINGS,
        OUTSIDE,
        REMARK,
    ],
};
