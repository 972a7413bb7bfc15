//! Ranking schemes: which indicators count, how much, and what happens without data. They are data, written
//! in TOML or JSON and kept in storage.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::Exact;
use crate::score_ledger::{Scoring, ScoringRefusal};
use crate::text::{Message, Wording};

vocabulary! {
    /// What an indicator measures.
    IndicatorCode in "case-indicator" {
        /// The assessment score of the unit's sites, of full marks.
        AssessmentScore = "assessment_score",
        /// The points the unit lost in rounds.
        LostPoints = "lost_points",
        /// Rectified by the deadline ÷ due in the period 按期处置率.
        OnTimeRate = "on_time_rate",
        /// Closed ÷ should be closed 结案率.
        CloseOutRate = "close_out_rate",
        /// Cases sent back ÷ should be closed 返工率.
        ReworkRate = "rework_rate",
        /// Found by the unit itself ÷ all found 自查发现占比.
        SelfFoundShare = "self_found_share",
        /// How many cases about the unit were reported 立案数.
        FiledCount = "filed_count",
        /// What the unit comes to in the score ledger 考核台账得分.
        LedgerScore = "ledger_score",
    }
}

vocabulary! {
    /// Which way is good.
    Direction in "case-direction" {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

vocabulary! {
    /// What becomes of an indicator without data, 0 ÷ 0.
    NoData in "case-no_data" {
        /// It is left out, and the other weights carry the whole.
        Exclude = "exclude",
        /// It gets full points.
        Full = "full",
        /// It gets no points.
        Zero = "zero",
        /// The unit is not ranked at all and is listed with the reason.
        ExcludeUnit = "exclude_unit",
    }
}

/// One band of a scale by amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ScaleBand")]
pub struct Band {
    /// The greatest value in the band, itself included; none for the last band, which takes the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Exact>,
    /// The points of the band, 0–100.
    pub points: Exact,
}

/// How a value becomes points from 0 to 100.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scale {
    /// A share of 1 times 100; where less is better, one minus it.
    #[default]
    Rate,
    /// 100 less so much for each unit of the value, never below 0.
    Deduct {
        /// The points taken off for each.
        each: Exact,
    },
    /// The value is points already, from 0 to 100.
    Points,
    /// By bands of the value, in order.
    Bands {
        /// The bands; values beyond the last get 0.
        bands: Vec<Band>,
    },
}

/// One indicator of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// What it measures.
    pub code: IndicatorCode,
    /// Its weight beside the others; above 0.
    pub weight: Exact,
    /// Which way is good.
    pub direction: Direction,
    /// What happens without data.
    pub no_data: NoData,
    /// How its value becomes points.
    #[serde(default)]
    pub scale: Scale,
}

/// A ranking scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// The peer groups it is made for; none for all that no other scheme is made for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The indicators, in the order shown.
    #[serde(rename = "indicator", alias = "indicators")]
    pub indicators: Vec<Indicator>,
    /// What gives and takes points in the score ledger 考核台账; none for a scheme without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scoring: Option<Scoring>,
}

/// Why a scheme is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemeRefusal {
    /// It has no indicator.
    #[error("the scheme has no indicator")]
    NoIndicator,
    /// An indicator stands twice.
    #[error("indicator {indicator} stands twice")]
    Twice {
        /// Which.
        indicator: IndicatorCode,
    },
    /// A weight is not above 0.
    #[error("the weight of {indicator} is not above 0")]
    Weight {
        /// Which.
        indicator: IndicatorCode,
    },
    /// A scale has no bands, bands out of order, or points outside 0–100.
    #[error("the scale of {indicator} is not in order")]
    Scale {
        /// Which.
        indicator: IndicatorCode,
    },
    /// A scale by rate asks for a share, and lost points are none.
    #[error("{indicator} is an amount and has no scale by rate")]
    NotARate {
        /// Which.
        indicator: IndicatorCode,
    },
    /// The score of the ledger is asked for, and the scheme has no rules that give or take points.
    #[error("{indicator} needs rules that give and take points")]
    NoScoring {
        /// Which.
        indicator: IndicatorCode,
    },
    /// A rule that gives or takes points is wrong.
    #[error("{0}")]
    Scoring(ScoringRefusal),
}

impl SchemeRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoIndicator => "scheme_without_indicator",
            Self::Twice { .. } => "indicator_twice",
            Self::Weight { .. } => "indicator_weight",
            Self::Scale { .. } => "indicator_scale",
            Self::NotARate { .. } => "indicator_not_a_rate",
            Self::NoScoring { .. } => "scheme_without_scoring",
            Self::Scoring(_) => "scoring_rule",
        }
    }

    /// The public sentence in a language.
    pub fn message(&self, lang: crate::text::Lang) -> Message {
        let (key, indicator) = match self {
            Self::NoIndicator => return Message::new("case-scheme-no-indicator"),
            Self::Twice { indicator } => ("case-scheme-twice", indicator),
            Self::Weight { indicator } => ("case-scheme-weight", indicator),
            Self::Scale { indicator } => ("case-scheme-scale", indicator),
            Self::NotARate { indicator } => ("case-scheme-not-a-rate", indicator),
            Self::NoScoring { indicator } => ("case-scheme-without-scoring", indicator),
            Self::Scoring(refusal) => return refusal.message.clone(),
        };
        Message::new(key).arg("indicator", indicator.wording(lang))
    }
}

impl Scheme {
    /// The scheme of a campaign that has set none. The weights are the project's suggestion.
    pub fn suggested() -> Self {
        use Direction::{Higher, Lower};
        use IndicatorCode::{AssessmentScore, CloseOutRate, LostPoints, OnTimeRate, ReworkRate, SelfFoundShare};
        let indicator = |code, weight, direction, no_data, scale| Indicator {
            code,
            weight: Exact::int(weight),
            direction,
            no_data,
            scale,
        };
        Self {
            code: "suggested".into(),
            name: Wording::new("综合考核", "Overall ranking"),
            groups: Vec::new(),
            indicators: vec![
                indicator(AssessmentScore, 40, Higher, NoData::Exclude, Scale::Rate),
                indicator(LostPoints, 10, Lower, NoData::Exclude, Scale::Deduct { each: Exact::ONE }),
                indicator(OnTimeRate, 20, Higher, NoData::Exclude, Scale::Rate),
                indicator(CloseOutRate, 15, Higher, NoData::Exclude, Scale::Rate),
                indicator(ReworkRate, 10, Lower, NoData::Full, Scale::Rate),
                indicator(SelfFoundShare, 5, Higher, NoData::Exclude, Scale::Rate),
            ],
            scoring: None,
        }
    }

    /// Everything that is wrong with the scheme.
    pub fn check(&self) -> Vec<SchemeRefusal> {
        let mut refusals = Vec::new();
        let mut seen = BTreeSet::new();
        if self.indicators.is_empty() {
            refusals.push(SchemeRefusal::NoIndicator);
        }
        for rule in &self.indicators {
            let indicator = rule.code;
            if !seen.insert(indicator) {
                refusals.push(SchemeRefusal::Twice { indicator });
            }
            if rule.weight <= Exact::ZERO {
                refusals.push(SchemeRefusal::Weight { indicator });
            }
            let amount =
                matches!(indicator, IndicatorCode::LostPoints | IndicatorCode::FiledCount | IndicatorCode::LedgerScore);
            if amount && rule.scale == Scale::Rate {
                refusals.push(SchemeRefusal::NotARate { indicator });
            }
            if indicator == IndicatorCode::LedgerScore && self.scoring.is_none() {
                refusals.push(SchemeRefusal::NoScoring { indicator });
            }
            if !rule.scale.in_order() {
                refusals.push(SchemeRefusal::Scale { indicator });
            }
        }
        let scoring = self.scoring.iter().flat_map(Scoring::check);
        refusals.extend(scoring.map(SchemeRefusal::Scoring));
        refusals
    }
}

impl Scale {
    fn in_order(&self) -> bool {
        let Self::Bands { bands } = self else {
            return !matches!(self, Self::Deduct { each } if *each <= Exact::ZERO);
        };
        let points = bands.iter().all(|b| b.points >= Exact::ZERO && b.points <= Exact::HUNDRED);
        let rising = bands.windows(2).all(|pair| match (&pair[0].at_most, &pair[1].at_most) {
            (Some(a), Some(b)) => a < b,
            (Some(_), None) => true,
            (None, _) => false,
        });
        !bands.is_empty() && points && rising
    }

    /// The points of a value, 0–100.
    pub(super) fn points(&self, value: &Exact, direction: Direction) -> Exact {
        let points = match self {
            Self::Rate if direction == Direction::Lower => (Exact::ONE - value) * Exact::HUNDRED,
            Self::Rate => value * Exact::HUNDRED,
            Self::Points => value.clone(),
            Self::Deduct { each } => Exact::HUNDRED - each * value,
            Self::Bands { bands } => bands
                .iter()
                .find(|band| band.at_most.as_ref().is_none_or(|most| value <= most))
                .map_or(Exact::ZERO, |band| band.points.clone()),
        };
        points.clamp(Exact::ZERO, Exact::HUNDRED)
    }
}
