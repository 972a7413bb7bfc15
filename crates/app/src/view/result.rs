//! Results of a round: scores, their explanation, comparison, lost points.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::ids::{CaseId, LostPointId, NodeId, ObservationId, RoundId, SiteId, UnitId, VisitId};

use super::{CaseRef, CauseProposal, Coded, Figure, Ref, RoundSummary};

/// Along what a round's results are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResultBy {
    /// By site type.
    #[default]
    Type,
    /// By the unit that answers for the site.
    Unit,
    /// By node of the second level.
    Node,
    /// By site.
    Site,
    /// By item.
    Item,
}

/// What a round's results are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultQuery {
    /// Along what.
    #[serde(default)]
    pub by: ResultBy,
}

/// The results of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Results {
    /// The round.
    pub round: RoundSummary,
    /// Along what the rows are.
    pub by: ResultBy,
    /// The score of the whole.
    pub score: Figure,
    /// The rows, the best first.
    pub rows: Vec<ResultRow>,
}

/// A line of a round's results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResultRow {
    /// The code of what the line is about.
    pub key: String,
    /// Its identity; null for types and items.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// How many sites it has.
    pub sites: u64,
    /// Its score.
    pub score: Figure,
    /// The full mark it could have.
    pub full: Figure,
    /// The points lost.
    pub lost: Figure,
    /// Its rank, ranked before rounding, ties sharing one; null when it has no score.
    pub rank: Option<u32>,
    /// Its score in the closed round before.
    pub previous: Option<Figure>,
    /// The change against that.
    pub change: Option<Figure>,
    /// What to know about it, such as missing data.
    pub notes: Vec<String>,
}

/// What an explanation is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplanationQuery {
    /// Where in the tree: `district`, `type:CODE`, `site:ID`, `unit:ID` or `node:ID`; the whole when not said.
    pub at: Option<String>,
}

/// What a part of an explanation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoreKind {
    /// The whole: all modules together.
    Total,
    /// One module.
    Module,
    /// The district's on-site score.
    District,
    /// A site type.
    Type,
    /// A unit.
    Unit,
    /// A node.
    Node,
    /// A site.
    Site,
    /// An item.
    Item,
    /// A veto item that applied.
    Veto,
}

/// A part of a score, saying how it was made. Parts are given one level deep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreNode {
    /// Where in the tree it stands, as `at` takes it.
    pub key: String,
    /// What it is about.
    pub kind: ScoreKind,
    /// Its name.
    pub name: String,
    /// How it was made, in words.
    pub rule_text: String,
    /// Its score; "—" where nothing was scored.
    pub score: Figure,
    /// The full mark it could have.
    pub full: Figure,
    /// Its weight in what it is part of.
    pub weight: Option<Figure>,
    /// Its score per hundred of the full mark.
    pub share: Figure,
    /// What to know about it, such as a cap or an imputed value.
    pub notes: Vec<String>,
    /// Whether it has parts, given here or under its own key.
    pub has_parts: bool,
    /// Its parts.
    pub parts: Vec<ScoreNode>,
    /// The observation it rests on.
    pub observation_id: Option<ObservationId>,
    /// The visit of that observation.
    pub visit_id: Option<VisitId>,
    /// The case that observation became.
    pub case_id: Option<CaseId>,
}

/// What a comparison is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonQuery {
    /// The round to compare with; any other closed or open one.
    pub with: RoundId,
}

/// Two rounds side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The earlier round.
    pub a: RoundSummary,
    /// The later round.
    pub b: RoundSummary,
    /// The earlier score.
    pub score_a: Figure,
    /// The later score.
    pub score_b: Figure,
    /// Later less earlier.
    pub change: Figure,
    /// By site type.
    pub types: Vec<ComparisonRow>,
    /// By unit.
    pub units: Vec<ComparisonRow>,
    /// By node of the second level.
    pub nodes: Vec<ComparisonRow>,
    /// By site.
    pub sites: Vec<ComparisonRow>,
    /// By item.
    pub items: Vec<ComparisonRow>,
    /// Lost points there are only in the later round.
    pub new_lost: Vec<LostPointView>,
    /// Lost points there were only in the earlier round.
    pub cleared_lost: Vec<LostPointView>,
    /// How many sites were in both rounds.
    pub common_sites: u64,
    /// What to know, such as different editions.
    pub notes: Vec<String>,
}

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparisonRow {
    /// The code of what the line is about.
    pub key: String,
    /// Its identity; null for types and items.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// The earlier score.
    pub a: Figure,
    /// The later score.
    pub b: Figure,
    /// Later less earlier; "—" where either is missing.
    pub change: Figure,
}

/// What the list of lost points is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LostPointQuery {
    /// Only at sites of this type.
    #[serde(rename = "type")]
    pub site_type: Option<String>,
    /// Only those that fall to this unit.
    pub unit: Option<UnitId>,
    /// Only in this node's subtree.
    pub node: Option<NodeId>,
    /// Only of this item.
    pub item: Option<String>,
    /// Only at this site.
    pub site: Option<SiteId>,
    /// Only with this cause; `none` for those without one.
    pub cause: Option<String>,
}

/// A lost point 丢分项.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LostPointView {
    /// The lost point.
    pub id: LostPointId,
    /// The site.
    pub site: Ref,
    /// The site's type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// The item.
    pub item: Coded,
    /// The deepest node of the site.
    pub node: Ref,
    /// The handling unit.
    pub unit: Option<Ref>,
    /// The points lost.
    pub lost: Figure,
    /// What was found, in words.
    pub outcome_text: String,
    /// The inspector's remark.
    pub remark: Option<String>,
    /// The visit.
    pub visit_id: VisitId,
    /// The case it became.
    pub case: Option<CaseRef>,
    /// The cause the office gave it.
    pub cause: Option<Coded>,
    /// The cause a rule proposes, while it has none.
    pub proposal: Option<CauseProposal>,
}
