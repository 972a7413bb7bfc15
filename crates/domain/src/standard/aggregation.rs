//! How observations become scores, as an edition says it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::Exact;

fn two() -> u8 {
    2
}

/// How the observation module is computed, bottom up. Above the site every score is per hundred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aggregation {
    /// A site from its items.
    #[serde(default)]
    pub site: SiteRule,
    /// A type from its sites.
    #[serde(default, rename = "type")]
    pub site_type: TypeRule,
    /// A unit from its sites.
    #[serde(default)]
    pub unit: LevelRule,
    /// A node from the sites in it.
    #[serde(default)]
    pub node: LevelRule,
    /// The district from all sites.
    #[serde(default)]
    pub district: LevelRule,
    /// What stands for a type no site of which was scored.
    #[serde(default)]
    pub missing: Missing,
    /// Decimals of scores as shown. Ranking comes before rounding.
    #[serde(default = "two")]
    pub rounding_places: u8,
    /// The least the total can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Exact>,
    /// The most the total can be, before veto deductions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
}

impl Default for Aggregation {
    fn default() -> Self {
        Self {
            site: SiteRule::default(),
            site_type: TypeRule::default(),
            unit: LevelRule::default(),
            node: LevelRule::default(),
            district: LevelRule::default(),
            missing: Missing::default(),
            rounding_places: two(),
            floor: None,
            cap: None,
        }
    }
}

/// How a site's score is made of its items' scores.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteRule {
    /// The method.
    #[serde(default)]
    pub method: SiteMethod,
    /// For `deduct_from`: the mark a faultless site has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Exact>,
    /// For `value`: the item whose share is the site's score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The least a site's score can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Exact>,
    /// The most a site's score can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
}

/// The methods for a site. Item weights multiply both an item's score and its points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteMethod {
    /// Σ scores ÷ Σ points × 100 得分率.
    #[default]
    Ratio,
    /// Σ scores of Σ points.
    Sum,
    /// The base less all lost points.
    DeductFrom,
    /// The worst item's share × 100.
    WorstItem,
    /// The mean of the items' shares × 100.
    MeanOfItems,
    /// One item's share × 100.
    Value,
}

/// How scores of several sites are gathered into one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gather {
    /// The mean of the sites, each weighted by the attribute named, otherwise equally.
    #[default]
    Mean,
    /// Σ scores ÷ Σ full marks of all sites.
    Pooled,
    /// The share of sites whose score per hundred reaches the mark.
    ShareMeeting,
    /// The middle site; of an even number, the mean of the two middle ones.
    Median,
    /// The worst site.
    Worst,
}

/// How a type's score is made of its sites'.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeRule {
    /// The method.
    #[serde(default)]
    pub method: Gather,
    /// For `share_meeting`: the score per hundred a site must reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Exact>,
    /// The site attribute that weights the sites: `length`, `population` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_by: Option<String>,
    /// The result is 100 less what was gathered.
    #[serde(default)]
    pub complement: bool,
    /// The least the result can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Exact>,
    /// The most the result can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
}

/// What a unit's, node's or the district's score is gathered over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// Its types, by type weight.
    #[default]
    Types,
    /// Its sites, of whatever type.
    Sites,
    /// Its units, equally. For the district only.
    Units,
}

/// How the score of a unit, a node or the district is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// What it is gathered over.
    #[serde(default)]
    pub over: Over,
    /// Over sites: the method.
    #[serde(default)]
    pub method: Gather,
    /// Over sites with `share_meeting`: the score per hundred a site must reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Exact>,
    /// Over sites: the site attribute that weights them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_by: Option<String>,
    /// The result is 100 less what was gathered. Over sites only.
    #[serde(default)]
    pub complement: bool,
    /// The least the result can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Exact>,
    /// The most the result can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
}

/// What stands for a type of which a unit or node has no scored site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nothing: the type leaves both sums.
    #[default]
    Exclude,
    /// The mean of the peers that have the type.
    ImputeMean,
}
