//! The form of lists of problems.

use super::column;
use crate::form::{Form, Kind};

/// Problems from a list of somebody else.
pub const CASES: Form = Form {
    kind: Kind::Cases,
    zh: "问题清单",
    en: "Problems",
    open: &[],
    columns: &[
        column(
            "number",
            "序号",
            &["编号", "问题编号", "来件编号", "交办编号", "案件编号", "任务编号", "no", "no.", "id", "case number"],
        )
        .note("来件自己的编号；记入问题描述", "The list's own number; kept in the description")
        .example("1"),
        column(
            "description",
            "问题描述",
            &[
                "问题",
                "存在问题",
                "具体问题",
                "问题内容",
                "主要问题",
                "发现问题",
                "扣分原因",
                "失分原因",
                "丢分原因",
                "问题及扣分原因",
                "情况描述",
                "反映内容",
                "诉求内容",
                "描述",
                "内容",
                "problem",
                "what is wrong",
            ],
        )
        .needed()
        .note("哪里、什么问题", "What is wrong and where")
        .example("南门东侧 3 处暴露垃圾"),
        column(
            "site",
            "点位",
            &[
                "点位名称",
                "点位编码",
                "测评点位",
                "检查点位",
                "实地点位",
                "点位（场所）",
                "场所",
                "场所名称",
                "被检单位",
                "被检点位",
                "检查对象",
                "site",
                "site name",
                "site code",
            ],
        )
        .note("点位的编码或名称；写在地点里也能认出", "Code or name of the site")
        .example("桂苑小区"),
        column(
            "address",
            "地点",
            &["地址", "详细地址", "问题地点", "具体位置", "位置", "发生地点", "place", "location"],
        )
        .note("没有点位时按地点中的点位名、社区名认", "Used when no site is named")
        .example("翠屏街道桂苑社区"),
        column(
            "item",
            "测评项目",
            &[
                "项目",
                "测评内容",
                "指标",
                "测评指标",
                "测评标准",
                "问题类别",
                "问题类型",
                "类别",
                "item code",
                "category",
            ],
        )
        .note("测评体系的项目编码或名称；认不出的留在问题描述里", "Code or name of the item in the standard")
        .example("楼道整洁"),
        column("quantity", "处数", &["数量", "问题数", "个数", "spots", "count"])
            .note("不填为 1", "1 when empty")
            .example("3"),
        column("unit", "责任单位", &["整改单位", "牵头单位", "主体责任单位", "交办单位", "承办单位", "unit name"])
            .note("记入问题描述，派遣时参考", "Kept in the description, for dispatching"),
        column("found_on", "发现日期", &["检查日期", "检查时间", "发现时间", "测评日期", "日期", "found", "date"])
            .note("年-月-日", "year-month-day"),
        column("due_on", "整改期限", &["整改时限", "办结时限", "完成时限", "限办日期", "办理期限", "due", "deadline"])
            .note("年-月-日；记入问题描述", "year-month-day; kept in the description"),
        column("lon", "经度", &["lng", "long", "longitude", "x"]).note("度，小数；可不填", "Degrees; optional"),
        column("lat", "纬度", &["latitude", "y"]).note("度，小数；可不填", "Degrees; optional"),
        column("remark", "备注", &["说明", "其他", "note", "remarks"]).note("记入问题描述", "Kept in the description"),
    ],
};
