//! The report of a round 测评报告.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

use super::{Coded, Figure, RoundSummary};

/// As what the report of a round is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// A workbook with a sheet a part.
    #[default]
    Xlsx,
    /// A Word file.
    Docx,
}

/// The report of a round as a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportQuery {
    /// As what; a workbook when not said.
    #[serde(default)]
    pub format: ReportFormat,
    /// Its language, for a link that cannot say it otherwise.
    #[serde(default)]
    pub lang: Option<Lang>,
}

/// The report of a round: the district, items, streets, streets by items, units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundReport {
    /// The round.
    pub round: RoundSummary,
    /// When the report was made.
    pub made_at: Timestamp,
    /// For whom.
    pub made_by: String,
    /// The district.
    pub district: ReportDistrict,
    /// The items, the best first.
    pub items: Vec<ReportRow>,
    /// The streets, the best first.
    pub streets: Vec<ReportRow>,
    /// Streets by items.
    pub matrix: ReportMatrix,
    /// The units, the best first.
    pub units: Vec<ReportRow>,
    /// How the figures were made, a sentence each.
    pub definitions: Vec<String>,
}

/// What the whole district came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportDistrict {
    /// The full mark 合计分值.
    pub full: Figure,
    /// The score 得分.
    pub score: Figure,
    /// The score per hundred of the full mark 得分率.
    pub share: Figure,
    /// The sites that reach the mark per hundred of those scored 达标率.
    pub reaching: Figure,
    /// The mark in percent 达标线.
    pub mark_percent: u8,
    /// How many sites were scored.
    pub sites: u64,
    /// The score in the closed round before.
    pub previous: Option<Figure>,
    /// The change against that, in points per hundred.
    pub change: Option<Figure>,
}

/// A line of a ranking in the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportRow {
    /// The rank, ranked before rounding, ties sharing one; null without a score.
    pub rank: Option<u32>,
    /// The code of what it is about.
    pub key: String,
    /// Its identity; null for items.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// At how many sites.
    pub sites: u64,
    /// The full mark.
    pub full: Figure,
    /// The score.
    pub score: Figure,
    /// The score per hundred of the full mark.
    pub share: Figure,
    /// The points lost.
    pub lost: Figure,
}

/// Streets by items: the share of the points each item could have brought there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportMatrix {
    /// The streets, as they are ranked.
    pub streets: Vec<Coded>,
    /// The items, in the order of the edition.
    pub rows: Vec<ReportMatrixRow>,
}

/// An item in each street.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportMatrixRow {
    /// The item.
    pub item: Coded,
    /// Per hundred, a figure a street; “—” where it was not judged.
    pub cells: Vec<Figure>,
    /// Over the whole district.
    pub whole: Figure,
}
