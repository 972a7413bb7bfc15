//! Patrols 巡查.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{CaseId, NodeId, PatrolId};
use wangge_domain::patrol::{Fix, PatrolSettings};
use wangge_domain::time::{IsoWeek, Timestamp};
use wangge_geo::walk::LatticePlan;

use super::{CaseRef, Geometry, Ref};

/// A piece of a patrol as the phone sends it. Every piece says which patrol it is of, so pieces may come in any order,
/// more than once, and days later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendPatrol {
    /// The patrol's identity, made on the phone.
    pub id: PatrolId,
    /// The node walked.
    pub node_id: NodeId,
    /// When it began, by the phone's clock.
    pub begun_at: Timestamp,
    /// When it ended; null while it is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// A piece of its track, at most 5,000 fixes, none outside the patrol.
    #[serde(default)]
    pub fixes: Vec<Fix>,
    /// Cases reported from within it; their reports may come later.
    #[serde(default)]
    pub case_ids: Vec<CaseId>,
}

/// What the patrol comes to, with everything that has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolReceipt {
    /// The patrol.
    pub id: PatrolId,
    /// Whether its end has arrived.
    pub ended: bool,
    /// How many fixes have arrived.
    pub fixes: u32,
    /// The walked length in metres.
    pub length_m: u32,
    /// How many cells of the node it reached.
    pub covered: u32,
    /// Of how many; 0 without a boundary.
    pub of: u32,
}

/// What is to be walked, for whoever walks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolDuties {
    /// The week.
    pub week: IsoWeek,
    /// What counts of a track.
    pub rules: PatrolSettings,
    /// The nodes the reader walks: their own first, then those walked longest ago.
    pub items: Vec<PatrolDutyLine>,
}

/// A node to be walked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolDutyLine {
    /// The node.
    pub node: Ref,
    /// Where it lies, from the district down.
    pub place: String,
    /// How often it is walked, in words.
    pub frequency: String,
    /// How many patrols are still due today.
    pub left: u32,
    /// How many keep the week's duty.
    pub kept: u32,
    /// How many are due in the week until today.
    pub due: u32,
    /// When it was last walked.
    pub last_walked: Option<Timestamp>,
    /// Whether the reader has a part in it as leader or worker.
    pub own: bool,
    /// Its boundary.
    pub boundary: Option<Geometry>,
    /// Its cells; null without a boundary.
    pub lattice: Option<LatticePlan>,
}

/// Which week's patrols.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatrolQuery {
    /// The week; this one when not said.
    pub week: Option<IsoWeek>,
    /// Only in this node's subtree.
    pub node: Option<NodeId>,
}

/// A count of a count: unfolds to what was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolShare {
    /// So many.
    pub numerator: u64,
    /// Of so many; of 0 there is no share.
    pub denominator: u64,
}

/// A node's week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolLine {
    /// The node.
    pub node: Ref,
    /// How deep it stands.
    pub level: i8,
    /// What the level is called.
    pub level_name: String,
    /// Where it lies, from the district down.
    pub place: String,
    /// How often it is walked, in words; null where it is not due.
    pub frequency: Option<String>,
    /// How many patrols were made.
    pub made: u32,
    /// Patrols that keep the duty, of those due until now.
    pub kept: PatrolShare,
    /// Cells reached in the week, of the node's cells; of 0 where nobody walked or it has no boundary.
    pub coverage: PatrolShare,
    /// The walked length of the week in metres.
    pub length_m: u64,
    /// When it was last walked until the end of the week.
    pub last_walked: Option<Timestamp>,
    /// Cases the node's own people found, of all found in it in the week; null for who may not see cases.
    pub self_found: Option<PatrolShare>,
}

/// A week's patrols by node, those nobody walked first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolWeekView {
    /// The week.
    pub week: IsoWeek,
    /// The week before.
    pub previous: IsoWeek,
    /// The week after; null for this week.
    pub next: Option<IsoWeek>,
    /// For how many days tracks are kept.
    pub keep_days: u32,
    /// The nodes that are due, or were walked.
    pub items: Vec<PatrolLine>,
    /// Nodes due that nobody walked, of all due.
    pub unwalked: PatrolShare,
    /// Patrols that keep a duty, of all due.
    pub kept: PatrolShare,
    /// Cases found by the nodes' own people, of all, each once; null for who may not see cases.
    pub self_found: Option<PatrolShare>,
}

/// One patrol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatrolView {
    /// The patrol.
    pub id: PatrolId,
    /// Who walked.
    pub walker: String,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended; null while its end has not arrived.
    pub ended_at: Option<Timestamp>,
    /// Whether it counts as made: ended, and in the node.
    pub counts: bool,
    /// The walked length in metres.
    pub length_m: u32,
    /// Cells it reached, of the node's.
    pub coverage: PatrolShare,
    /// Its track as lines of `[lon, lat]`; empty once removed.
    pub track: Vec<Vec<[f64; 2]>>,
    /// When its track was removed.
    pub track_removed_at: Option<Timestamp>,
    /// The cases found on it that the reader may see.
    pub cases: Vec<CaseRef>,
}

/// A node's patrols in a week, to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NodePatrols {
    /// The week.
    pub week: IsoWeek,
    /// The week before.
    pub previous: IsoWeek,
    /// The week after; null for this week.
    pub next: Option<IsoWeek>,
    /// The node's week.
    pub line: PatrolLine,
    /// Its boundary.
    pub boundary: Option<Geometry>,
    /// The patrols, the earliest first.
    pub patrols: Vec<PatrolView>,
    /// What was reached, as rectangles west, south, east, north.
    pub reached: Vec<[f64; 4]>,
    /// What was not.
    pub missed: Vec<[f64; 4]>,
    /// For how many days tracks are kept.
    pub keep_days: u32,
}
