//! The overview 总览: how the district stands today.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::CaseState;
use wangge_domain::ids::NodeId;
use wangge_domain::time::IsoWeek;

use super::{Campaign, Coded, Figure, Ref, RoundSummary, SiteSummary};

/// What the overview is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverviewQuery {
    /// Only what lies in this node's subtree.
    pub node: Option<NodeId>,
}

/// How the district, or one node's subtree, stands today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overview {
    /// The campaign with its countdown.
    pub campaign: Campaign,
    /// The round that opens next or is open now.
    pub next_round: Option<NextRound>,
    /// The last closed round with its score.
    pub last_round: Option<LastRound>,
    /// The modules of the last round.
    pub modules: Vec<ModuleScore>,
    /// Lost points of the last round by site type, the most lost first.
    pub lost_by_type: Vec<LostByType>,
    /// Lost points of the last round by handling unit, the most lost first.
    pub lost_by_unit: Vec<LostByUnit>,
    /// The cases.
    pub cases: CaseFigures,
    /// The present week against the one before.
    pub week: WeekFigures,
    /// The nodes scored lowest in the last round.
    pub worst_nodes: Vec<NodeScore>,
    /// The nodes one level deeper, the communities of a district, scored lowest in it.
    pub worst_communities: Vec<NodeScore>,
    /// The sites scored lowest in the last round.
    pub worst_sites: Vec<SiteSummary>,
    /// How many nodes are incomplete.
    pub incomplete_nodes: CountOf,
}

/// A count out of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CountOf {
    /// How many.
    pub count: u64,
    /// Out of how many.
    pub total: u64,
}

/// The round to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NextRound {
    /// The round.
    pub round: RoundSummary,
    /// Days until it opens; 0 or less when it has.
    pub days_left: i64,
}

/// The last closed round and what it scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LastRound {
    /// The round.
    pub round: RoundSummary,
    /// Its score.
    pub score: Figure,
    /// The round before it, with its score.
    pub previous: Option<RoundScore>,
    /// The change against the round before it.
    pub change: Option<Figure>,
}

/// A round with its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundScore {
    /// The round.
    pub round: RoundSummary,
    /// Its score.
    pub score: Figure,
}

/// A module 模块 of a round: materials, on-site, survey, upper-level opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModuleScore {
    /// Its code in the edition.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it scored; null while nothing is known of it.
    pub score: Option<Figure>,
    /// Its weight in the full mark.
    pub weight: Figure,
    /// Whether it is computed from observations; otherwise its score is given.
    pub observed: bool,
    /// The full mark of the module's own value.
    pub full: String,
    /// The value given, as a decimal in text; null while it is not given or the reader may not see scores.
    pub given: Option<String>,
}

/// Lost points of a site type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LostByType {
    /// The site type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// How many sites of it were visited.
    pub sites: u64,
    /// The points lost.
    pub lost: Figure,
    /// How many lost points there are.
    pub count: u64,
}

/// Lost points that fall to a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LostByUnit {
    /// The unit; null for lost points nobody answers for yet.
    pub unit: Option<Ref>,
    /// The points lost.
    pub lost: Figure,
    /// How many lost points there are.
    pub count: u64,
}

/// How the cases stand now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseFigures {
    /// How many stand in each state, in the order of the life cycle.
    pub by_state: Vec<StateCount>,
    /// Not yet closed, declined, merged or voided.
    pub open: u64,
    /// Open and past their deadline.
    pub overdue: u64,
    /// Open, with at least 80 % of the limit used up.
    pub due_soon: u64,
    /// Closed in the present week.
    pub closed_this_week: u64,
    /// Reported in the present week.
    pub found_this_week: u64,
    /// Cases that are a rebound 反弹 of an earlier one.
    pub rebound: u64,
    /// The share rectified in time of all that fell due.
    pub on_time: Figure,
}

/// How many cases stand in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StateCount {
    /// The state.
    pub state: CaseState,
    /// Its name.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// What a week brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeekCounts {
    /// Cases handed over 交办 in the week.
    pub handed_over: u64,
    /// Cases of them fixed by now.
    pub fixed: u64,
    /// Cases of them still open.
    pub open: u64,
}

/// The present week against the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeekFigures {
    /// The week.
    pub week: IsoWeek,
    /// Cases handed over 交办 in it.
    pub handed_over: u64,
    /// Cases of them fixed by now.
    pub fixed: u64,
    /// Cases of them still open.
    pub open: u64,
    /// The week before.
    pub last: WeekCounts,
}

/// A node with its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodeScore {
    /// The node.
    pub node: Ref,
    /// Its score in the last round.
    pub score: Figure,
}
