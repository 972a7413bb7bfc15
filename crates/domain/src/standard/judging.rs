//! The closed list of how an item is judged. Each kind expects one reading, see [`crate::assessment::Reading`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::Exact;

/// How an item is judged: s is its score, P its full points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Judging {
    /// 符合/不符合: s = P or 0. Reading: `passed`.
    PassFail,
    /// 最高可扣 `max`: s = P − d. Reading: `deduction`, from 0 to `max` in whole `step`s.
    MaxDeduct {
        /// The most that can be deducted, at most P.
        max: Exact,
        /// The step of deductions.
        #[serde(default = "tenth")]
        step: Exact,
    },
    /// 问题处数 × 每处扣分: s = max(floor, P − each·n). Reading: `count`.
    CountDeduct {
        /// Lost for each place.
        each: Exact,
        /// The least s.
        #[serde(default)]
        floor: Exact,
    },
    /// 每缺一个扣分: s = max(floor, P − each·max(0, need − have)). Reading: `have`.
    Missing {
        /// How many are required.
        need: u32,
        /// Lost for each missing.
        each: Exact,
        /// The least s.
        #[serde(default)]
        floor: Exact,
    },
    /// 符合率: s = P · ok ÷ of. Reading: `ok`, `of`; 0 of 0 is outside scoring.
    Proportion,
    /// 阈值/分档: s = P · share of the first band met, 0 if none is. Reading: `value`.
    Threshold {
        /// The bands, the best first.
        bands: Vec<Band>,
        /// The unit of the value, as shown.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
    },
    /// 分段线性: s = P · share, linear between the knots, level outside them. Reading: `value`.
    Piecewise {
        /// The knots, by rising x.
        points: Vec<Knot>,
    },
    /// 比例封顶: s = P · min(1, have ÷ need). Reading: `have` or `value`.
    CappedRatio {
        /// What earns full points.
        need: Exact,
    },
    /// 每个样本至少: s = max(floor, P − each·Σ max(0, need − instance)). Reading: `instances`.
    InstanceMinimum {
        /// How many each instance must have.
        need: u32,
        /// Lost for each missing.
        each: Exact,
        /// The least s.
        #[serde(default)]
        floor: Exact,
    },
    /// 递进扣分: s = max(floor, P − Σ stage·count). Reading: `found`, `not_rectified`, `repeated`.
    Escalating {
        /// Lost for each found.
        found: Exact,
        /// Lost for each not rectified.
        not_rectified: Exact,
        /// Lost for each repeated.
        repeated: Exact,
        /// The least s.
        #[serde(default)]
        floor: Exact,
    },
    /// 每 `per_metres` 米处数: s = max(floor, P − each·count·per÷metres). Reading: `count`, `metres`.
    CountPerDistance {
        /// The distance counts are reduced to, in metres.
        per_metres: Exact,
        /// Lost for each.
        each: Exact,
        /// The least s.
        #[serde(default)]
        floor: Exact,
    },
    /// 每 `per_minutes` 分钟次数: s = max(floor, P − each·count·per÷minutes). Reading: `count`, `minutes`.
    CountPerMinutes {
        /// The time counts are reduced to, in minutes.
        per_minutes: Exact,
        /// Lost for each.
        each: Exact,
        /// The least s.
        #[serde(default)]
        floor: Exact,
    },
    /// 等级: s = P · share of the grade. Reading: `grade`.
    Grades {
        /// The grades, the best first.
        grades: Vec<Grade>,
    },
    /// 取最差: the worst of several readings of another kind. Reading: `readings`.
    WorstOf {
        /// How each reading is judged.
        of: Box<Judging>,
    },
}

fn tenth() -> Exact {
    Exact::ratio(1, 10).unwrap_or_default()
}

/// One band of a threshold: exactly one of the two bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Met by values from here up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Exact>,
    /// Met by values up to here; for "smaller is better".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Exact>,
    /// The share of the points it earns, 0 to 1.
    #[serde(default = "whole")]
    pub share: Exact,
}

fn whole() -> Exact {
    Exact::ONE
}

/// A knot of a piecewise linear scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Knot {
    /// The value.
    pub x: Exact,
    /// The share of the points there, 0 to 1.
    pub share: Exact,
}

/// A grade and what it earns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The grade as written: A, B+, 合格 …
    pub grade: String,
    /// The share of the points it earns, 0 to 1.
    pub share: Exact,
}

impl Judging {
    /// The kind as it stands in the form: `count_deduct`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PassFail => "pass_fail",
            Self::MaxDeduct { .. } => "max_deduct",
            Self::CountDeduct { .. } => "count_deduct",
            Self::Missing { .. } => "missing",
            Self::Proportion => "proportion",
            Self::Threshold { .. } => "threshold",
            Self::Piecewise { .. } => "piecewise",
            Self::CappedRatio { .. } => "capped_ratio",
            Self::InstanceMinimum { .. } => "instance_minimum",
            Self::Escalating { .. } => "escalating",
            Self::CountPerDistance { .. } => "count_per_distance",
            Self::CountPerMinutes { .. } => "count_per_minutes",
            Self::Grades { .. } => "grades",
            Self::WorstOf { .. } => "worst_of",
        }
    }

    /// The fields of the reading it expects, as they stand in the observation form.
    pub const fn expects(&self) -> &'static str {
        match self {
            Self::PassFail => "passed",
            Self::MaxDeduct { .. } => "deduction",
            Self::CountDeduct { .. } => "count",
            Self::Missing { .. } => "have",
            Self::Proportion => "ok, of",
            Self::Threshold { .. } | Self::Piecewise { .. } => "value",
            Self::CappedRatio { .. } => "have | value",
            Self::InstanceMinimum { .. } => "instances",
            Self::Escalating { .. } => "found, not_rectified, repeated",
            Self::CountPerDistance { .. } => "count, metres",
            Self::CountPerMinutes { .. } => "count, minutes",
            Self::Grades { .. } => "grade",
            Self::WorstOf { .. } => "readings",
        }
    }
}
