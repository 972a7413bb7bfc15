//! The columns of every kind of file.

use crate::form::{Column, Form, Kind};

/// A column a file may lack.
const fn column(key: &'static str, zh: &'static str, also: &'static [&'static str]) -> Column {
    Column { key, zh, also, required: false, zh_note: "", en_note: "", example: "" }
}

impl Column {
    const fn needed(mut self) -> Self {
        self.required = true;
        self
    }

    const fn note(mut self, zh: &'static str, en: &'static str) -> Self {
        self.zh_note = zh;
        self.en_note = en;
        self
    }

    const fn example(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }
}

const CODE_NAMES: &[&str] = &["代码", "区划代码", "统计用区划代码", "行政区划代码", "网格编码", "网格代码", "网格编号", "编号", "单元编码", "区域编码", "地区代码", "adcode", "division code", "node", "node code", "id"];

/// Divisions and nodes of the grid.
pub const GRID: Form = Form {
    kind: Kind::Grid,
    zh: "网格",
    en: "Grid",
    open: &[],
    columns: &[
        column("code", "编码", CODE_NAMES)
            .needed()
            .note("区划代码或网格编码，全表唯一；不足 12 位的区划代码按国家标准在后面补 0", "Division or node code, unique; short division codes are padded with zeros to 12 digits")
            .example("130107001000"),
        column("level", "级别", &["层级", "等级", "级", "网格级别", "网格层级", "区划级别", "行政级别", "类别", "lvl", "grade", "tier"])
            .note("省级、地级、区县、街道乡镇、社区村、网格，或 1–4（1 区、2 街道、3 社区、4 网格）", "province, city, district, street, community, cell; or 1–4")
            .example("街道乡镇"),
        column("name", "名称", &["网格名称", "区划名称", "单位名称", "行政区划名称", "地名", "全称", "name_zh", "title", "division name"])
            .needed()
            .note("中文名称", "Name in Chinese")
            .example("矿市街道"),
        column("parent_code", "上级编码", &["上级代码", "父级代码", "父级编码", "父编码", "父代码", "上级网格编码", "上级区划代码", "所属上级", "上级", "父级", "parent", "parent id", "parent_id", "pcode", "superior code"])
            .note("上一级的编码；最上一级留空。没有这一列时按 12 位代码推定", "Code of the node above; empty for the top. Without the column it follows from the 12-digit code")
            .example("130107000000"),
        column("kind", "网格类型", &["类型", "网格种类", "kind", "type"])
            .note("属地、路段、专属、行业；不填为属地", "territory, line, site, industry; territory when empty")
            .example("属地"),
        column("name_en", "英文名称", &["英文名", "english name"]).note("可不填", "Optional"),
        column("unit", "责任单位编码", &["责任单位", "责任单位代码", "单位编码", "属地单位", "unit code"])
            .note("负责该网格的单位编码", "Code of the unit that answers for the node")
            .example("U001"),
        column("leader", "网格长编码", &["网格长", "负责人编码", "负责人", "leader code", "person in charge"])
            .note("人员编码，多人用“；”分开", "Person codes, parted by semicolons")
            .example("P001"),
        column("worker", "网格员编码", &["网格员", "worker code", "workers"]).note("人员编码，多人用“；”分开", "Person codes, parted by semicolons").example("P002；P003"),
        column("contact", "联络员编码", &["联络员", "contact code"]).note("人员编码", "Person codes"),
        column("duties", "职责", &["工作职责", "网格职责", "职责清单", "duty"])
            .note("每条职责用“；”分开", "Duties parted by semicolons")
            .example("每日巡查主次干道；发现占道经营及时劝导"),
    ],
};

/// Units.
pub const UNITS: Form = Form {
    kind: Kind::Units,
    zh: "单位",
    en: "Units",
    open: &[],
    columns: &[
        column("code", "单位编码", &["编码", "代码", "单位代码", "单位编号", "编号", "机构编码", "机构代码", "统一社会信用代码", "unit", "unit code", "id"])
            .needed()
            .note("全表唯一", "Unique")
            .example("U001"),
        column("name", "单位名称", &["名称", "单位", "责任单位", "机构名称", "单位全称", "unit name", "name_zh"]).needed().note("中文名称", "Name in Chinese").example("矿市街道办事处"),
        column("name_en", "英文名称", &["英文名", "english name"]).note("可不填", "Optional"),
        column("class", "单位类别", &["类别", "单位性质", "单位类型", "类型", "性质", "category", "type", "kind"])
            .needed()
            .note("街道乡镇、部门、社区村、企业、驻区单位、商户", "street, department, community, enterprise, resident_unit, merchant")
            .example("街道乡镇"),
        column("peer_group", "考核分组", &["分组", "考核组", "排名分组", "考核序列", "peer group", "group"])
            .note("在同一组内排名；不填则不参加排名", "Ranked within this group; not ranked when empty")
            .example("街道乡镇组"),
        column("parent", "上级单位编码", &["上级单位", "上级编码", "主管单位", "主管部门", "parent code", "parent unit"]).note("可不填", "Optional"),
        column("node", "责任网格编码", &["责任网格", "网格编码", "网格代码", "属地网格", "区划代码", "属地编码", "node code", "territory"])
            .note("属地单位填其网格编码", "For a territorial unit, the code of its node")
            .example("130107001000"),
        column("head_code", "第一责任人编码", &["负责人编码", "主要负责人编码", "head code", "first responsible person code", "head person code"])
            .note("人员编码；也可只填姓名", "Person code; the name alone will do")
            .example("P001"),
        column("head", "第一责任人", &["第一责任人姓名", "主要负责人", "负责人", "负责人姓名", "head name", "first responsible person", "head person"])
            .note("姓名", "Name")
            .example("张三"),
        column("phone", "联系电话", &["电话", "手机", "手机号", "办公电话", "联系方式", "telephone", "mobile", "tel"]).note("工作电话", "Work telephone").example("199-0000-0001"),
    ],
};

/// People.
pub const PEOPLE: Form = Form {
    kind: Kind::People,
    zh: "人员",
    en: "People",
    open: &[],
    columns: &[
        column("code", "人员编码", &["编码", "代码", "工号", "人员编号", "编号", "person code", "id", "staff no"]).needed().note("全表唯一", "Unique").example("P001"),
        column("name", "姓名", &["名字", "人员姓名", "名称", "person name", "full name"]).needed().note("真实姓名", "Name").example("张三"),
        column("unit", "所属单位编码", &["单位编码", "所属单位", "单位", "工作单位", "单位代码", "unit code"]).note("单位编码", "Unit code").example("U001"),
        column("title", "职务", &["职务职称", "岗位", "职位", "position", "post"]).note("可不填", "Optional").example("街道党工委书记"),
        column("phone", "联系电话", &["电话", "手机", "手机号", "手机号码", "联系方式", "telephone", "mobile", "tel"]).note("工作电话", "Work telephone").example("199-0000-0001"),
        column("node", "网格编码", &["所在网格", "网格", "责任网格", "责任网格编码", "网格代码", "node code", "nodes"]).note("担任网格职务的填网格编码，多个用“；”分开", "Node codes, parted by semicolons").example("130107001000"),
        column("role", "网格职务", &["网格角色", "角色", "网格岗位", "node role"]).note("网格长、网格员、联络员；填了网格编码而不填职务的为网格员", "leader, worker, contact; worker when empty").example("网格长"),
    ],
};

/// Sites.
pub const SITES: Form = Form {
    kind: Kind::Sites,
    zh: "点位",
    en: "Sites",
    open: &["attr_", "属性:", "属性"],
    columns: &[
        column("code", "点位编码", &["编码", "代码", "点位编号", "编号", "点位代码", "site code", "site", "id", "site id"]).needed().note("全表唯一", "Unique").example("S001"),
        column("name", "点位名称", &["名称", "点位", "地点名称", "site name", "name_zh"]).needed().note("中文名称", "Name in Chinese").example("矿市街主干道"),
        column("name_en", "英文名称", &["英文名", "english name"]).note("可不填", "Optional"),
        column("type", "点位类型", &["类型", "点位类别", "类别", "类型编码", "点位类型编码", "site type", "type code", "category"])
            .needed()
            .note("测评体系中的类型名称、别名或代码", "Name, alias or code of a type of the standard")
            .example("主次干道"),
        column("lon", "经度", &["lng", "long", "longitude", "x", "东经", "坐标x", "经度坐标", "点位经度"]).note("度，小数", "Degrees").example("114.0459"),
        column("lat", "纬度", &["latitude", "y", "北纬", "坐标y", "纬度坐标", "点位纬度"]).note("度，小数", "Degrees").example("38.0697"),
        column("datum", "坐标系", &["坐标基准", "坐标系统", "crs", "coordinate system"]).note("wgs84、gcj02、bd09；不填用导入时给定的", "wgs84, gcj02, bd09; that of the import when empty").example("wgs84"),
        column("address", "地址", &["详细地址", "地点", "位置", "所在位置", "location"]).note("可不填", "Optional").example("矿市街 1 号"),
        column("node", "网格编码", &["所属网格", "所在网格", "网格", "所属社区", "社区编码", "网格代码", "区划代码", "node code"]).note("不填时按坐标确定", "Found from the place when empty").example("130107001001"),
        column("unit", "责任单位编码", &["责任单位", "责任单位代码", "单位编码", "unit code", "responsible unit"]).note("单位编码", "Unit code").example("U001"),
        column("supporting_unit", "包联单位编码", &["包联单位", "帮扶单位", "联系单位", "包保单位", "supporting unit code"]).note("单位编码", "Unit code").example("U012"),
        column("demonstration", "示范点", &["是否示范点", "示范点位", "示范", "demo", "is demonstration", "demonstration site"]).note("是或否", "yes or no").example("否"),
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
        column("name", "名称", &["节日", "节日名称", "节假日", "说明", "note"]).note("可不填", "Optional").example("国庆节"),
    ],
};

const PASSED: Column = column("passed", "是否符合", &["符合", "合格", "是否合格", "是否达标", "符合性", "pass", "compliant"]).note("符合性判定：是或否", "pass or fail: yes or no").example("否");
const DEDUCTION: Column = column("deduction", "扣分", &["扣分值", "扣减分", "deduct", "deducted"]).note("限额扣分：扣多少分", "points deducted");
const COUNT: Column = column("count", "处数", &["数量", "问题处数", "发现处数", "个数", "number"]).note("按处扣分：发现几处", "how many were found").example("2");
const HAVE: Column = column("have", "实有", &["实有数", "现有数", "existing"]).note("按缺扣分、封顶比率：实有多少", "how many there are");
const OK: Column = column("ok", "符合数", &["合格数", "达标数", "good", "passed count"]).note("比例：符合多少", "how many are good");
const OF: Column = column("of", "总数", &["检查数", "抽查数", "检查总数", "total", "checked"]).note("比例：共看多少", "of how many");
const VALUE: Column = column("value", "测量值", &["数值", "值", "得分", "分值", "measured", "score"]).note("阈值、分段：测得多少", "what was measured");
const INSTANCES: Column = column("instances", "各样本数", &["样本", "各处数", "逐样本"]).note("逐样本达量：用“；”分开", "numbers parted by semicolons");
const FOUND: Column = column("found", "新发现", &["发现", "初次发现"]).note("递进扣分：新发现几处", "found");
const NOT_RECTIFIED: Column = column("not_rectified", "未整改", &["未改", "unrectified"]).note("递进扣分：未整改几处", "not rectified");
const REPEATED: Column = column("repeated", "重复发生", &["反复", "反弹", "recurring"]).note("递进扣分：重复几处", "repeated");
const METRES: Column = column("metres", "距离", &["米", "长度", "步行距离", "meters", "distance"]).note("按距离计次：走了多少米", "metres walked");
const MINUTES: Column = column("minutes", "时长", &["分钟", "观察时长", "duration"]).note("按时长计次：看了多少分钟", "minutes watched");
const GRADE: Column = column("grade", "等级", &["评级", "rating", "level"]).note("等级：按测评体系的写法", "as the standard writes it");
const READINGS: Column = column("readings", "多次判定", &["各次判定", "reading list"]).note("取最差：各次判定的 JSON 列表", "a JSON list of readings");
const OUTSIDE: Column = column("outside", "不计分原因", &["未测原因", "例外", "不适用", "exception", "not scored"])
    .note("不适用、无法到达、拒绝测评、点位作废", "not_applicable, unreachable, refused, site_void");
const REMARK: Column = column("remark", "备注", &["说明", "问题描述", "现场情况", "note", "comment", "description"]).note("可不填", "Optional").example("路口有散落垃圾");
const ITEM: Column = column("item", "项目编码", &["测评项目", "项目", "项目代码", "指标编码", "指标", "测评项目编码", "item code"]).note("测评体系中的项目编码", "Item code of the standard").example("R01");

/// Visits with their observations, one observation a row.
pub const VISITS: Form = Form {
    kind: Kind::Visits,
    zh: "实地考察",
    en: "Visits",
    open: &[],
    columns: &[
        column("visit", "考察编号", &["考察编码", "visit id", "visit_id", "uuid"]).note("可不填；填了则同号的行为一次考察", "Optional; rows of one id are one visit"),
        column("round", "轮次", &["测评轮次", "轮次编号", "round id", "round number", "round_id"]).note("如 mock-1；可在导入时给定", "as mock-1; may be given with the import").example("mock-1"),
        column("site", "点位编码", &["点位", "点位代码", "点位编号", "site code", "site_code"]).needed().note("点位编码", "Site code").example("S001"),
        column("inspector", "督查员编码", &["督查员", "检查人", "测评员", "考察人", "督查人员", "inspectors", "inspector code", "inspector codes", "inspector_codes"]).note("人员编码，多人用“；”分开", "Person codes, parted by semicolons").example("P010；P011"),
        column("started_at", "开始时间", &["考察开始时间", "到达时间", "检查时间", "日期", "started", "start time", "time"]).note("不写时区的按本地时间", "Local unless it brings its offset").example("2026-11-16 09:00"),
        column("submitted_at", "提交时间", &["结束时间", "考察结束时间", "完成时间", "submitted", "end time", "submit time"]).note("不写时区的按本地时间", "Local unless it brings its offset").example("2026-11-16 09:40"),
        column("lon", "经度", &["lng", "longitude"]).note("可不填", "Optional"),
        column("lat", "纬度", &["latitude"]).note("可不填", "Optional"),
        column("item", "项目编码", ITEM.also).needed().note("测评体系中的项目编码", "Item code of the standard").example("R01"),
        PASSED, DEDUCTION, COUNT, HAVE, OK, OF, VALUE, INSTANCES, FOUND, NOT_RECTIFIED, REPEATED, METRES, MINUTES, GRADE, READINGS, OUTSIDE, REMARK,
    ],
};

/// Observations for scoring files alone, one observation a row; rows with a module give a module's value.
pub const OBSERVATIONS: Form = Form {
    kind: Kind::Observations,
    zh: "判定",
    en: "Observations",
    open: &["attr_", "属性:", "属性"],
    columns: &[
        column("site", "点位编码", &["点位", "点位代码", "点位编号", "样地", "site code", "site_code", "transect", "segment"]).note("点位编码", "Site code").example("S001"),
        column("site_name", "点位名称", &["名称", "site name", "name"]).note("可不填", "Optional").example("矿市街"),
        column("type", "点位类型", &["类型", "类型编码", "点位类别", "site type", "type code"]).note("测评体系中的类型", "Type of the standard").example("main-road"),
        column("unit", "责任单位", &["责任单位编码", "单位", "单位编码", "unit code"]).note("可不填", "Optional"),
        column("node", "网格", &["网格编码", "所属网格", "node code", "node path", "node_path"]).note("可不填；上下级用“/”连接", "Optional; levels joined by /"),
        column("demo", "示范点", &["是否示范点", "demonstration"]).note("可不填", "Optional"),
        column("module", "模块", &["模块编码", "module code"]).note("给定分值的模块，如 survey；这种行只填“测量值”", "A module with a given value, as survey; such a row fills value only"),
        ITEM, PASSED, DEDUCTION, COUNT, HAVE, OK, OF, VALUE, INSTANCES, FOUND, NOT_RECTIFIED, REPEATED, METRES, MINUTES, GRADE, READINGS, OUTSIDE, REMARK,
    ],
};

/// Points to locate.
pub const POINTS: Form = Form {
    kind: Kind::Points,
    zh: "坐标",
    en: "Points",
    open: &[],
    columns: &[
        column("id", "编号", &["编码", "代码", "序号", "code", "名称", "name", "no"]).note("可不填", "Optional").example("1"),
        column("lon", "经度", &["lng", "long", "longitude", "x", "东经", "coord x"]).needed().note("度，小数", "Degrees").example("114.0459"),
        column("lat", "纬度", &["latitude", "y", "北纬", "coord y"]).needed().note("度，小数", "Degrees").example("38.0697"),
        column("item", "项目编码", &["项目", "item code", "测评项目"]).note("可不填；填了则一并给出承办部门", "Optional; gives the handling department too"),
    ],
};

/// The form of a kind; of a standard, whose workbook has several sheets, that of its items.
pub const fn form(kind: Kind) -> &'static Form {
    match kind {
        Kind::Grid => &GRID,
        Kind::Units => &UNITS,
        Kind::People => &PEOPLE,
        Kind::Sites => &SITES,
        Kind::Calendar => &CALENDAR,
        Kind::Visits => &VISITS,
        Kind::Observations => &OBSERVATIONS,
        Kind::Points => &POINTS,
        Kind::Standard => &crate::standard::ITEMS,
    }
}
