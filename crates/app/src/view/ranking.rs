//! Rankings 排名 of units within their peer groups.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::UnitId;
use wangge_domain::time::Timestamp;

use super::{Figure, Ref};

/// What a ranking is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingQuery {
    /// `week:2026-W47` or `round:ID`; the present week when nothing is said.
    pub period: Option<String>,
    /// The first day, in place of `period`.
    pub from: Option<NaiveDate>,
    /// The last day, in place of `period`.
    pub until: Option<NaiveDate>,
    /// Only this peer group.
    pub group: Option<String>,
}

/// A ranking over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// The period.
    pub period: RankingPeriod,
    /// The scheme it was ranked by.
    pub scheme: SchemeView,
    /// The peer groups.
    pub groups: Vec<GroupRankingView>,
}

/// The period of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankingPeriod {
    /// As the query takes it: `week:2026-W47`, `round:ID` or `days:2026-11-01..2026-11-30`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The first moment inside.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// The round whose score counts; null when none is closed yet.
    pub round: Option<Ref>,
}

/// The scheme of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its indicators, in order.
    pub indicators: Vec<IndicatorView>,
}

/// An indicator 指标 of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorView {
    /// Its code, such as `on_time_rate`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The points it can bring.
    pub weight: Figure,
    /// What is counted over what, in words.
    pub definition: String,
}

/// The ranking of a peer group 考核分组.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupRankingView {
    /// The group's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The ranked units, the first first.
    pub rows: Vec<RankingRow>,
    /// The units not ranked, each with why.
    pub excluded: Vec<ExcludedUnit>,
}

/// A line of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankingRow {
    /// The rank; ties share one (1, 2, 2, 4).
    pub rank: u32,
    /// The unit.
    pub unit: Ref,
    /// The points of all indicators.
    pub total: Figure,
    /// Its rank in the period before; null when it was not ranked.
    pub previous_rank: Option<u32>,
    /// Its indicators, in the scheme's order.
    pub indicators: Vec<IndicatorFigure>,
}

/// An indicator of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorFigure {
    /// The indicator's code.
    pub code: String,
    /// Its value; "—" for 0 ÷ 0.
    pub value: Figure,
    /// The points it brings.
    pub points: Figure,
    /// What to know about it, such as the rule for no data.
    pub note: Option<String>,
}

/// A unit not ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExcludedUnit {
    /// The unit.
    pub unit: Ref,
    /// Why, in words.
    pub reason: String,
}

/// Which part of an indicator's fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FractionPart {
    /// What was counted.
    Numerator,
    /// Out of what.
    #[default]
    Denominator,
}

/// Which cases stand behind a figure of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingCaseQuery {
    /// The unit.
    pub unit: UnitId,
    /// The indicator's code.
    pub indicator: String,
    /// Which part of its fraction.
    #[serde(default)]
    pub set: FractionPart,
    /// The period, as for the ranking.
    pub period: Option<String>,
    /// The first day, in place of `period`.
    pub from: Option<NaiveDate>,
    /// The last day, in place of `period`.
    pub until: Option<NaiveDate>,
}
