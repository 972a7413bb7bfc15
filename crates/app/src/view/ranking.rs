//! Rankings 排名 of units within their peer groups.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{BulletinId, UnitId};
use wangge_domain::ranking::Streak;
use wangge_domain::time::Timestamp;

use super::{Coded, Figure, Ref};

/// What a ranking is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingQuery {
    /// `week:2026-W47`, `month:2026-11`, `quarter:2026-Q4`, `year:2026`, `campaign`,
    /// `round:ID` or `days:2026-11-01..2026-11-30`; the present week when nothing is said.
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
    /// The peer groups.
    pub groups: Vec<GroupRankingView>,
}

/// The period of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankingPeriod {
    /// As the query takes it: `week:2026-W47`, `month:2026-11`, `quarter:2026-Q4`, `year:2026`, `campaign`,
    /// `round:ID` or `days:2026-11-01..2026-11-30`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The first moment inside.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// The round whose score counts; null when none is closed yet.
    pub round: Option<Ref>,
    /// Whether it is over, so that its figures no longer grow.
    pub over: bool,
    /// The name of the period the movement is against; null before the whole campaign.
    pub before: Option<String>,
    /// The bulletin that froze this ranking; only for a week.
    pub bulletin: Option<FrozenRanking>,
}

/// The bulletin a ranking was published in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenRanking {
    /// The bulletin.
    pub id: BulletinId,
    /// Its year.
    pub year: i64,
    /// Its number in the year.
    pub number: i64,
    /// Whether the ranks and totals reckoned now are those it printed.
    pub agrees: bool,
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
    /// The scheme it was ranked by.
    pub scheme: SchemeView,
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
    /// How often in a row it stood first or last in published bulletins, up to this period's end.
    pub streak: Option<Streak>,
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
    /// The streak that stands all the same: a period without rank neither breaks nor extends it.
    pub streak: Option<Streak>,
}

/// Over how many periods a trend goes when nothing is said.
pub const TREND_PERIODS: u32 = 8;

/// The most periods of a trend.
pub const TREND_PERIODS_MAX: u32 = 60;

/// Which trend is asked for: the period named and those of its kind before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrendQuery {
    /// The last period, as for the ranking.
    pub period: Option<String>,
    /// Over how many periods, 1 to 60; 8 when nothing is said.
    pub count: Option<u32>,
    /// Only this peer group.
    pub group: Option<String>,
}

/// The ranks of units over periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    /// The periods, the earliest first.
    pub periods: Vec<PeriodName>,
    /// The units, in the order of their codes.
    pub units: Vec<TrendUnit>,
}

/// A period by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PeriodName {
    /// As the ranking takes it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The first moment inside.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
}

/// The places of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendUnit {
    /// The unit.
    pub unit: Ref,
    /// Its peer group's code.
    pub group: String,
    /// Its place in each period; null where it was not ranked.
    pub places: Vec<Option<TrendPlace>>,
}

/// A place in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendPlace {
    /// The rank.
    pub rank: u32,
    /// Of how many ranked units.
    pub of: u32,
    /// The points of all indicators.
    pub total: Figure,
}

/// One unit's line over periods with all its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitStanding {
    /// The unit.
    pub unit: Ref,
    /// Its peer group; null when it is in none.
    pub group: Option<Coded>,
    /// The scheme it was ranked by.
    pub scheme: SchemeView,
    /// The periods, the latest first.
    pub periods: Vec<UnitPeriod>,
}

/// A unit in one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitPeriod {
    /// The period.
    pub period: RankingPeriod,
    /// How many units of its group were ranked.
    pub of: u32,
    /// Its line; null when it was not ranked.
    pub row: Option<RankingRow>,
    /// Why it was not ranked, in words.
    pub reason: Option<String>,
}

/// The periods a ranking can be asked for, each kind the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankingPeriods {
    /// The weeks since the record began.
    pub weeks: Vec<PeriodName>,
    /// The months.
    pub months: Vec<PeriodName>,
    /// The quarters.
    pub quarters: Vec<PeriodName>,
    /// The years.
    pub years: Vec<PeriodName>,
    /// The closed rounds.
    pub rounds: Vec<PeriodName>,
    /// The whole campaign so far.
    pub campaign: PeriodName,
    /// The first day on record.
    pub first_day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

/// Which lost points stand behind a unit's figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingLostPointQuery {
    /// The unit.
    pub unit: UnitId,
    /// The period, as for the ranking.
    pub period: Option<String>,
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
