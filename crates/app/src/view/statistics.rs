//! The statistics table 处理统计表.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::UnitId;
use wangge_domain::statistics::StatisticsCount;
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

use super::{ExportFormat, Figure, PeriodName, Ref};

/// Over which period the statistics are asked, and as what file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatisticsQuery {
    /// As for rankings: `month:2026-11`, `week:2026-W47`, `quarter:2026-Q4`, `campaign`, `round:ID` or
    /// `days:2026-11-01..2026-11-30`; the present week when nothing is said.
    pub period: Option<String>,
    /// The first day, in place of `period`.
    pub from: Option<NaiveDate>,
    /// The last day, in place of `period`.
    pub until: Option<NaiveDate>,
    /// Only this peer group; `-` for the units without one.
    pub group: Option<String>,
    /// As what a file is written; CSV when not said.
    #[serde(default)]
    pub format: ExportFormat,
    /// The language of a file, for a link that cannot say it otherwise.
    pub lang: Option<Lang>,
}

/// Which figure is to be unfolded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatisticsCaseQuery {
    /// The period, as for the table.
    pub period: Option<String>,
    /// The first day, in place of `period`.
    pub from: Option<NaiveDate>,
    /// The last day, in place of `period`.
    pub until: Option<NaiveDate>,
    /// Only this unit.
    pub unit: Option<UnitId>,
    /// Only this peer group; `-` for the units without one.
    pub group: Option<String>,
    /// Which count.
    pub count: StatisticsCount,
}

/// The statistics of a period, by unit within peer groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statistics {
    /// The period.
    pub period: PeriodName,
    /// Whether it is over, so that its figures no longer grow.
    pub over: bool,
    /// When the table was made.
    pub made_at: Timestamp,
    /// For whom.
    pub made_by: String,
    /// The columns, in order.
    pub columns: Vec<StatisticsColumnView>,
    /// What counts nowhere and where the ranking counts the same.
    pub rules: String,
    /// The peer groups; the units without one come last.
    pub groups: Vec<StatisticsGroupView>,
    /// All units together.
    pub total: Vec<Figure>,
}

/// A column of the statistics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatisticsColumnView {
    /// Its code, such as `close_out_rate`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it counts, or what it divides.
    pub definition: String,
    /// The counts a figure of it unfolds to: itself, or what stands above and below the line of a rate.
    pub counts: Vec<StatisticsCount>,
}

/// The statistics of a peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatisticsGroupView {
    /// The group's code; `-` for the units without one.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its units, by code.
    pub rows: Vec<StatisticsRow>,
    /// All of them together, a figure a column.
    pub total: Vec<Figure>,
}

/// The statistics of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatisticsRow {
    /// The unit.
    pub unit: Ref,
    /// A figure a column; a rate per hundred with what was divided.
    pub figures: Vec<Figure>,
}
