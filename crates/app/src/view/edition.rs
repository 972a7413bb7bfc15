//! Standards 测评体系 and their editions 版本.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::EditionId;
use wangge_domain::standard::Photo as PhotoRule;
use wangge_domain::time::Timestamp;

use super::{Coded, Figure, Ref};

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
    /// Whether it is the one in force: the last published.
    pub in_force: bool,
    /// The SHA-256 of its document.
    pub sha256: String,
    /// The rounds judged by it, the latest first; `code` is the number.
    pub rounds: Vec<Ref>,
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
    /// Whether a photograph of the door-head is taken on arrival.
    pub door_photo: bool,
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
    /// Only items whose code, name, criterion, tip or problem phrases contain this.
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
    /// The same for a program.
    pub photo_rule: PhotoRule,
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
    /// Their codes, in the same order.
    pub type_codes: Vec<String>,
    /// The groups it stands in, from the top.
    pub groups: Vec<Coded>,
    /// `ordinary`, `serious` or `veto`.
    pub severity: String,
    /// What that is called.
    pub severity_name: String,
}

/// An item with where it differs and how often it was failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemDetail {
    /// The item as in a list.
    #[serde(flatten)]
    pub item: ItemView,
    /// Site types where it has other points or is judged otherwise.
    pub differs: Vec<ItemDiffers>,
    /// The last closed rounds in which it was looked at, the latest first; null for readers who may not see scores.
    pub history: Option<Vec<ItemRound>>,
}

/// How an item is judged at a site type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemDiffers {
    /// The site type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// Its points there.
    pub points: String,
    /// How it is judged there, in words.
    pub text: String,
}

/// How an item came out in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemRound {
    /// The round; `code` is its number.
    pub round: Ref,
    /// At how many sites it was looked at.
    pub observed: u64,
    /// At how many it lost points.
    pub failed: u64,
    /// The points it lost.
    pub lost: Figure,
}

/// Which item is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OneItemQuery {
    /// Its code.
    pub code: String,
}

/// What a comparison of editions is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceQuery {
    /// The edition to compare with.
    pub with: EditionId,
}

/// How two editions differ; the one imported first stands as the earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionDifferenceView {
    /// The earlier.
    pub a: EditionSummary,
    /// The later.
    pub b: EditionSummary,
    /// Full mark, first day, modules, how it is computed.
    pub head: Vec<FieldChangeView>,
    /// The site types.
    pub types: ComparedView,
    /// The items.
    pub items: ComparedView,
}

/// Things of one kind in two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedView {
    /// Only in the later.
    pub added: Vec<Coded>,
    /// Only in the earlier.
    pub dropped: Vec<Coded>,
    /// In both, and not the same.
    pub changed: Vec<ChangedView>,
    /// How many are the same in every field.
    pub unchanged: u64,
}

/// A thing whose fields changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedView {
    /// What it is.
    pub of: Coded,
    /// The fields that differ.
    pub fields: Vec<FieldChangeView>,
}

/// A field before and after, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChangeView {
    /// The field.
    pub field: String,
    /// What it is called.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
}

/// The form of an edition's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditionFormat {
    /// TOML, as described in `docs/standard-form.md`.
    #[default]
    Toml,
    /// A workbook that says the same.
    Xlsx,
}

/// What the file of an edition is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditionFileQuery {
    /// In which form.
    #[serde(default)]
    pub format: EditionFormat,
}

/// How an item is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JudgingView {
    /// The kind of judging, such as `count_deduct`.
    pub kind: String,
    /// What the kind is called.
    pub name: String,
    /// Its rule, in words.
    pub text: String,
    /// Its parameters as the edition gives them.
    pub rule: serde_json::Value,
}
