//! The form of an edition. Field names are those of the TOML form in `docs/standard-form.md`.

use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Aggregation, Judging};
use crate::deadline::Limit;
use crate::figure::Exact;
use crate::text::Wording;

/// An edition 版本 of a standard 测评体系, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The standard it belongs to.
    pub standard: StandardHead,
    /// Version, validity and full mark.
    pub edition: EditionHead,
    /// What the total is composed of; the weights sum to the full mark.
    #[serde(default, rename = "module")]
    pub modules: Vec<Module>,
    /// How observations become sites', types', units' and the district's scores.
    #[serde(default)]
    pub aggregation: Aggregation,
    /// The weights of the years of a cycle, where the standard has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
    /// The category tree of the items.
    #[serde(default, rename = "group", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The site types 点位类型.
    #[serde(default, rename = "site_type")]
    pub site_types: Vec<SiteType>,
    /// The items 测评项目.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
    /// The veto items 负面清单.
    #[serde(default, rename = "veto", skip_serializing_if = "Vec::is_empty")]
    pub vetoes: Vec<Veto>,
}

/// The standard an edition belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardHead {
    /// Its code, the same in all its editions.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Who it binds.
    #[serde(default)]
    pub level: StandardLevel,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Wording,
}

/// The level of government a standard comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandardLevel {
    /// National 国家.
    National,
    /// Provincial 省.
    Provincial,
    /// City 市.
    City,
    /// District 区.
    #[default]
    District,
}

/// Version, validity and full mark of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditionHead {
    /// The version, unique within the standard.
    pub version: String,
    /// A sample, to be marked 示例 wherever it is shown.
    #[serde(default)]
    pub sample: bool,
    /// The first day it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// The last day it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_until: Option<NaiveDate>,
    /// The full mark of the total: 100, 106, 120 …
    pub full_mark: Exact,
    /// A remark about its origin.
    #[serde(default)]
    pub note: Wording,
}

/// A module of the total: materials, on-site, survey, opinion of superior departments …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its part of the full mark.
    pub weight: Exact,
    /// Where its value comes from.
    pub source: ModuleSource,
    /// The full mark of the module's own value.
    #[serde(default = "hundred")]
    pub full: Exact,
}

/// Where a module's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModuleSource {
    /// Scored from observations at sites; at most one module.
    Observations,
    /// Given with the round.
    Given,
}

fn hundred() -> Exact {
    Exact::HUNDRED
}

fn one() -> Exact {
    Exact::ONE
}

/// The weights of the years of an assessment cycle; they sum to 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// The years in order.
    pub years: Vec<YearWeight>,
}

/// The weight of one year of the cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearWeight {
    /// The year of the cycle, from 1.
    pub year: u16,
    /// Its weight, a share of 1.
    pub weight: Exact,
}

/// A category of items 测评项目/测评内容.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// The code of the group above; empty at the top.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// Its name.
    pub name: Wording,
}

/// A site type 点位类型.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteType {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Other names under which lists of sites know it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The shape of its places.
    #[serde(default)]
    pub geometry: Geometry,
    /// Its weight among the types.
    #[serde(default = "one")]
    pub weight: Exact,
    /// Whether a photograph of the door-head 门头照 is taken on arrival, before any item.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub door_photo: bool,
}

/// The shape of the places of a site type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Geometry {
    /// An area: an estate, a park, a market.
    Area,
    /// A line walked along: a street, a river bank.
    Line,
    /// A point: a toilet, a crossing, a counter.
    #[default]
    Point,
    /// Something that moves: a bus, a taxi.
    Mobile,
    /// No place at all: a hotline call.
    Virtual,
}

/// An item 测评项目: one thing judged at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its code, unique in the edition.
    pub code: String,
    /// The code of its group; empty where the standard has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The site types it is judged at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Site types where it has other points or is judged otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<ItemOn>,
    /// Its name.
    pub name: Wording,
    /// What good looks like, in a sentence.
    #[serde(default)]
    pub criterion: Wording,
    /// How to look, how far to walk 操作提示.
    #[serde(default)]
    pub tip: Wording,
    /// Its full score.
    pub points: Exact,
    /// Its weight inside the site.
    #[serde(default = "one")]
    pub weight: Exact,
    /// How it is judged.
    pub judging: Judging,
    /// When photos are asked for.
    #[serde(default)]
    pub photo: Photo,
    /// Ready sentences for what is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<Wording>,
    /// The code of the department a lost point falls to; empty for the territorial unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// The time for rectification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// How grave a lost point is.
    #[serde(default)]
    pub severity: Severity,
}

/// How an item differs on one site type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemOn {
    /// The site type's code.
    #[serde(rename = "type")]
    pub site_type: String,
    /// Its full score there, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Exact>,
    /// How it is judged there, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judging: Option<Judging>,
}

/// When photos are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PhotoRule")]
pub struct Photo {
    /// When.
    #[serde(default)]
    pub when: PhotoWhen,
    /// How many at least.
    #[serde(default)]
    pub min: u32,
}

/// The occasions a photo is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PhotoWhen {
    /// Never.
    #[default]
    Never,
    /// When points are lost.
    Lost,
    /// Always.
    Always,
}

/// How grave a lost point is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Ordinary 一般.
    #[default]
    Ordinary,
    /// Serious 严重.
    Serious,
    /// One lost point sets the whole site to its floor 一票否决.
    Veto,
}

/// A veto item 负面清单: an event with a consequence outside the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// Its code.
    pub code: String,
    /// What happened.
    pub name: Wording,
    /// What follows.
    pub consequence: Consequence,
    /// How many months before the assessment the event counts; 0 for always.
    #[serde(default)]
    pub window_months: u16,
}

/// What follows from a veto event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Consequence {
    /// Points off the total, after the weights.
    Deduct {
        /// How many.
        points: Exact,
    },
    /// No nomination 停止提名资格.
    StopNomination,
    /// The title is suspended 停牌.
    Suspend {
        /// For how many months.
        months: u16,
    },
    /// The title is revoked 取消称号.
    Revoke,
}

impl Veto {
    /// Whether an event of a day counts for an assessment on another: within the window before it.
    pub fn counts(&self, happened: NaiveDate, assessed: NaiveDate) -> bool {
        let opens = match self.window_months {
            0 => Some(NaiveDate::MIN),
            months => assessed.checked_sub_months(Months::new(months.into())),
        };
        happened <= assessed && opens.is_some_and(|opens| happened >= opens)
    }
}
