//! Ranking schemes 考核方案 in their editions, and trying one.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ranking::Scheme;
use wangge_domain::time::Timestamp;

use super::{Coded, Ref};

/// Where an edition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemeEditionState {
    /// A draft that binds nobody.
    Draft,
    /// It will hold from a later day.
    Scheduled,
    /// It holds.
    InForce,
    /// A later edition took its place.
    Superseded,
}

/// All editions of all schemes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeEditionList {
    /// The editions, by code, the latest of each first.
    pub items: Vec<SchemeEditionView>,
    /// The peer groups there are.
    pub groups: Vec<Coded>,
    /// The local day.
    pub today: NaiveDate,
    /// Whether the reader may change schemes.
    pub may_edit: bool,
    /// The scheme that ranks where none was ever made, to begin from.
    pub suggested: Scheme,
}

/// An edition of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeEditionView {
    /// The scheme's code.
    pub code: String,
    /// The edition.
    pub edition: i32,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: SchemeEditionState,
    /// The day it holds from; null for a draft.
    pub effective_from: Option<NaiveDate>,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// Its version, for changing a draft.
    pub version: i64,
    /// The whole scheme.
    pub scheme: Scheme,
}

/// A draft to be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveScheme {
    /// The scheme; its code tells whose next edition it is.
    pub scheme: Scheme,
    /// The version of the draft that was read; null where there is none yet.
    #[serde(default)]
    pub version: Option<i64>,
}

/// From when a draft binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BindScheme {
    /// The edition.
    pub edition: i32,
    /// The day it holds from: of a scheme's first edition any day, of later ones today at the earliest.
    pub effective_from: NaiveDate,
    /// The version of the draft that was read.
    pub version: i64,
}

/// A scheme to be tried on past months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TryScheme {
    /// The scheme.
    pub scheme: Scheme,
    /// The months, `2026-10`, at most 6.
    pub months: Vec<String>,
}

/// What a scheme would have come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeTrial {
    /// Month by month, in the order asked.
    pub months: Vec<SchemeTrialMonth>,
}

/// What a scheme would have come to in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeTrialMonth {
    /// The month.
    pub month: String,
    /// The peer groups it would rank.
    pub groups: Vec<SchemeTrialGroup>,
}

/// What a scheme would have come to for a peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeTrialGroup {
    /// The peer group.
    pub group: Coded,
    /// The units, by their place under the scheme tried; those it would not rank come last.
    pub rows: Vec<SchemeTrialRow>,
}

/// A unit under the scheme tried and under the one that held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeTrialRow {
    /// The unit.
    pub unit: Ref,
    /// Its place under the scheme tried; null where it would not be ranked.
    pub rank: Option<u32>,
    /// What it would come to.
    pub total: String,
    /// What it would come to in the score ledger; "—" without rules that give or take points.
    pub ledger: String,
    /// Its place under the scheme that held.
    pub present_rank: Option<u32>,
    /// What it came to under that.
    pub present_total: String,
}
