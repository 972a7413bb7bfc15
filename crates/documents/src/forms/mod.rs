//! The columns of every kind of file.

mod judged;
mod places;
mod problems;

pub use self::judged::{OBSERVATIONS, VISITS};
pub use self::places::{CALENDAR, MERCHANTS, OWNERSHIPS, POINTS, SITES};
pub use self::problems::CASES;
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

const CODE_NAMES: &[&str] = &[
    "代码",
    "区划代码",
    "统计用区划代码",
    "行政区划代码",
    "网格编码",
    "网格代码",
    "网格编号",
    "编号",
    "单元编码",
    "区域编码",
    "地区代码",
    "adcode",
    "division code",
    "node",
    "node code",
    "id",
];

/// Divisions and nodes of the grid.
pub const GRID: Form = Form {
    kind: Kind::Grid,
    zh: "网格",
    en: "Grid",
    open: &[],
    columns: &[
        column("code", "编码", CODE_NAMES)
            .needed()
            .note(
                "区划代码或网格编码，全表唯一；不足 12 位的区划代码按国家标准在后面补 0",
                "Division or node code, unique; short division codes are padded with zeros to 12 digits",
            )
            .example("130107001000"),
        column(
            "level",
            "级别",
            &["层级", "等级", "级", "网格级别", "网格层级", "区划级别", "行政级别", "类别", "lvl", "grade", "tier"],
        )
        .note(
            "省级、地级、区县、街道乡镇、社区村、网格，或 1–4（1 区、2 街道、3 社区、4 网格）",
            "province, city, district, street, community, cell; or 1–4",
        )
        .example("街道乡镇"),
        column(
            "name",
            "名称",
            &["网格名称", "区划名称", "单位名称", "行政区划名称", "地名", "全称", "name_zh", "title", "division name"],
        )
        .needed()
        .note("中文名称", "Name in Chinese")
        .example("矿市街道"),
        column(
            "parent_code",
            "上级编码",
            &[
                "上级代码",
                "父级代码",
                "父级编码",
                "父编码",
                "父代码",
                "上级网格编码",
                "上级区划代码",
                "所属上级",
                "上级",
                "父级",
                "parent",
                "parent id",
                "parent_id",
                "pcode",
                "superior code",
            ],
        )
        .note(
            "上一级的编码；最上一级留空。没有这一列时按 12 位代码推定",
            "Code of the node above; empty for the top. Without the column it follows from the 12-digit code",
        )
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
        column("worker", "网格员编码", &["网格员", "worker code", "workers"])
            .note("人员编码，多人用“；”分开", "Person codes, parted by semicolons")
            .example("P002；P003"),
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
        column(
            "code",
            "单位编码",
            &[
                "编码",
                "代码",
                "单位代码",
                "单位编号",
                "编号",
                "机构编码",
                "机构代码",
                "统一社会信用代码",
                "unit",
                "unit code",
                "id",
            ],
        )
        .needed()
        .note("全表唯一", "Unique")
        .example("U001"),
        column("name", "单位名称", &["名称", "单位", "责任单位", "机构名称", "单位全称", "unit name", "name_zh"])
            .needed()
            .note("中文名称", "Name in Chinese")
            .example("矿市街道办事处"),
        column("name_en", "英文名称", &["英文名", "english name"]).note("可不填", "Optional"),
        column("class", "单位类别", &["类别", "单位性质", "单位类型", "类型", "性质", "category", "type", "kind"])
            .needed()
            .note(
                "街道乡镇、部门、社区村、企业、驻区单位、商户",
                "street, department, community, enterprise, resident_unit, merchant",
            )
            .example("街道乡镇"),
        column("peer_group", "考核分组", &["分组", "考核组", "排名分组", "考核序列", "peer group", "group"])
            .note("在同一组内排名；不填则不参加排名", "Ranked within this group; not ranked when empty")
            .example("街道乡镇组"),
        column(
            "parent",
            "上级单位编码",
            &["上级单位", "上级编码", "主管单位", "主管部门", "parent code", "parent unit"],
        )
        .note("可不填", "Optional"),
        column(
            "node",
            "责任网格编码",
            &["责任网格", "网格编码", "网格代码", "属地网格", "区划代码", "属地编码", "node code", "territory"],
        )
        .note("属地单位填其网格编码", "For a territorial unit, the code of its node")
        .example("130107001000"),
        column(
            "head_code",
            "第一责任人编码",
            &["负责人编码", "主要负责人编码", "head code", "first responsible person code", "head person code"],
        )
        .note("人员编码；也可只填姓名", "Person code; the name alone will do")
        .example("P001"),
        column(
            "head",
            "第一责任人",
            &[
                "第一责任人姓名",
                "主要负责人",
                "负责人",
                "负责人姓名",
                "head name",
                "first responsible person",
                "head person",
            ],
        )
        .note("姓名", "Name")
        .example("张三"),
        column("phone", "联系电话", &["电话", "手机", "手机号", "办公电话", "联系方式", "telephone", "mobile", "tel"])
            .note("工作电话", "Work telephone")
            .example("199-0000-0001"),
    ],
};

/// People.
pub const PEOPLE: Form = Form {
    kind: Kind::People,
    zh: "人员",
    en: "People",
    open: &[],
    columns: &[
        column("code", "人员编码", &["编码", "代码", "工号", "人员编号", "编号", "person code", "id", "staff no"])
            .needed()
            .note("全表唯一", "Unique")
            .example("P001"),
        column("name", "姓名", &["名字", "人员姓名", "名称", "person name", "full name"])
            .needed()
            .note("真实姓名", "Name")
            .example("张三"),
        column("unit", "所属单位编码", &["单位编码", "所属单位", "单位", "工作单位", "单位代码", "unit code"])
            .note("单位编码", "Unit code")
            .example("U001"),
        column("title", "职务", &["职务职称", "岗位", "职位", "position", "post"])
            .note("可不填", "Optional")
            .example("街道党工委书记"),
        column("phone", "联系电话", &["电话", "手机", "手机号", "手机号码", "联系方式", "telephone", "mobile", "tel"])
            .note("工作电话", "Work telephone")
            .example("199-0000-0001"),
        column("node", "网格编码", &["所在网格", "网格", "责任网格", "责任网格编码", "网格代码", "node code", "nodes"])
            .note("担任网格职务的填网格编码，多个用“；”分开", "Node codes, parted by semicolons")
            .example("130107001000"),
        column("role", "网格职务", &["网格角色", "角色", "网格岗位", "node role"])
            .note(
                "网格长、网格员、联络员；填了网格编码而不填职务的为网格员",
                "leader, worker, contact; worker when empty",
            )
            .example("网格长"),
    ],
};

/// The form of a kind; of a standard, whose workbook has several sheets, that of its items.
pub const fn form(kind: Kind) -> &'static Form {
    match kind {
        Kind::Grid => &GRID,
        Kind::Units => &UNITS,
        Kind::People => &PEOPLE,
        Kind::Sites => &SITES,
        Kind::Ownerships => &OWNERSHIPS,
        Kind::Merchants => &MERCHANTS,
        Kind::Cases => &CASES,
        Kind::Calendar => &CALENDAR,
        Kind::Visits => &VISITS,
        Kind::Observations => &OBSERVATIONS,
        Kind::Points => &POINTS,
        Kind::Standard => &crate::standard::ITEMS,
    }
}
