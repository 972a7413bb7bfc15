//! Standards 测评体系 and their editions 版本.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::EditionId;
use wangge_domain::time::Timestamp;

use super::{Coded, Ref};

/// Whether an edition may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditionState {
    /// Being prepared.
    Draft,
    /// Published; it no longer changes.
    Published,
}

/// An edition in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionSummary {
    /// The edition.
    pub id: EditionId,
    /// The standard it is an edition of.
    pub standard: Coded,
    /// Its version, such as `2026.1`.
    pub version: String,
    /// Whether it may be used.
    pub state: EditionState,
    /// What the state is called.
    pub state_name: String,
    /// Whether it is a sample 示例, and every screen must say so.
    pub sample: bool,
    /// How many items it has.
    pub item_count: u64,
    /// How many site types it has.
    pub type_count: u64,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// From which day it holds.
    pub effective_from: Option<NaiveDate>,
}

/// An edition with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionDetail {
    /// The edition as in a list.
    #[serde(flatten)]
    pub edition: EditionSummary,
    /// Its note.
    pub note: Option<String>,
    /// The full mark.
    pub full_mark: String,
    /// The tree of groups 测评项目, parents first.
    pub groups: Vec<EditionGroup>,
    /// Its site types.
    pub site_types: Vec<EditionSiteType>,
    /// Its modules.
    pub modules: Vec<EditionModule>,
    /// How it is computed, in sentences, bottom up.
    pub aggregation: Vec<String>,
    /// The SHA-256 of its document.
    pub sha256: String,
    /// The version, for `If-Match`.
    pub row_version: i64,
}

/// A group of items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionGroup {
    /// Its code.
    pub code: String,
    /// The group it belongs to; null at the top.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
    /// How many items stand in it directly.
    pub item_count: u64,
}

/// A site type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionSiteType {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its weight, as a decimal in text.
    pub weight: String,
    /// `area`, `line`, `point`, `mobile` or `virtual`.
    pub geometry: String,
    /// How many items apply to it.
    pub item_count: u64,
}

/// A module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionModule {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its weight in the full mark, as a decimal in text.
    pub weight: String,
    /// Whether it is computed from observations; otherwise its score is given.
    pub observed: bool,
}

/// What the list of items is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemQuery {
    /// Only items that apply to this site type.
    #[serde(rename = "type")]
    pub site_type: Option<String>,
    /// Only items of this group or of groups under it.
    pub group: Option<String>,
    /// Only items whose code, name or criterion contains this.
    pub q: Option<String>,
}

/// An item 测评项目 as an inspector reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemView {
    /// Its code.
    pub code: String,
    /// The group it stands in.
    pub group: Coded,
    /// Its name.
    pub name: String,
    /// What good looks like.
    pub criterion: String,
    /// How to look 操作提示.
    pub tip: String,
    /// Its points, as a decimal in text.
    pub points: String,
    /// How it is judged.
    pub judging: JudgingView,
    /// When a photo is asked for, in words.
    pub photo: String,
    /// Ready-made problem phrases.
    pub phrases: Vec<String>,
    /// The department a problem falls to; null when it falls to the territorial unit.
    pub department: Option<Ref>,
    /// The code of that department as the edition names it.
    pub department_code: Option<String>,
    /// The rectification limit, in words.
    pub limit: String,
    /// The site types it applies to.
    pub types: Vec<String>,
    /// `ordinary`, `serious` or `veto`.
    pub severity: String,
}

/// How an item is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JudgingView {
    /// The kind of judging, such as `count_deduct`.
    pub kind: String,
    /// Its rule, in words.
    pub text: String,
    /// Its parameters as the edition gives them.
    pub rule: serde_json::Value,
}
