//! What a ranking says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::CaseSet;
use super::scheme::{IndicatorCode, NoData};
use crate::figure::Exact;
use crate::ids::UnitId;
use crate::text::{Message, Wording};

/// A unit in a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitLine {
    /// The unit.
    pub unit_id: UnitId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
}

/// One indicator of one unit, with all it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorResult {
    /// What it measures.
    pub code: IndicatorCode,
    /// What was counted or summed.
    pub numerator: Exact,
    /// What it was divided by; none for an amount, which is divided by nothing.
    pub denominator: Option<Exact>,
    /// The value: the quotient, or the amount itself; none for 0 ÷ 0.
    pub value: Option<Exact>,
    /// The points, 0–100; none when the indicator was left out.
    pub points: Option<Exact>,
    /// The scheme's weight.
    pub weight: Exact,
    /// What it adds to the composite: points × weight ÷ the weights that count.
    pub contribution: Exact,
    /// The rule applied because there was no data.
    pub no_data: Option<NoData>,
    /// The set of cases counted above the line.
    pub numerator_set: Option<CaseSet>,
    /// The set of cases counted below the line.
    pub denominator_set: Option<CaseSet>,
}

/// A unit with its rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankedUnit {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitLine,
    /// Its rank: 1 is best, ties share one.
    pub rank: u32,
    /// Its composite, 0–100, exact.
    pub composite: Exact,
    /// Its indicators in the scheme's order.
    pub indicators: Vec<IndicatorResult>,
    /// Its rank in the ranking before, when it had one.
    pub previous_rank: Option<u32>,
    /// By how many places it rose; negative when it fell.
    pub movement: Option<i64>,
}

/// A unit that is not ranked, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Exclusion {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitLine,
    /// Why.
    pub why: Message,
    /// What is known of it all the same.
    pub indicators: Vec<IndicatorResult>,
}

/// The ranking of one peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupRanking {
    /// The peer group.
    pub group: String,
    /// The units ranked, best first; ties in the order of their codes.
    pub units: Vec<RankedUnit>,
    /// The units not ranked, by code.
    pub excluded: Vec<Exclusion>,
}
