//! The lost-point ledger 丢分台账: lost points grouped, and the causes given to them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::cause::CauseTable;
use wangge_domain::ids::{LostPointId, NodeId, SiteId, UnitId};

use super::{Coded, Figure};

/// Along what lost points are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerBy {
    /// By the unit that handles them.
    #[default]
    Unit,
    /// By site type.
    Type,
    /// By item.
    Item,
    /// By node: of the second level, or of the level below the node asked for.
    Node,
    /// By cause.
    Cause,
}

/// What the ledger is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerQuery {
    /// Along what.
    #[serde(default)]
    pub by: LedgerBy,
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

/// What lost points come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerSum {
    /// How many lost points.
    pub points: u64,
    /// At how many sites.
    pub sites: u64,
    /// The points lost.
    pub lost: Figure,
    /// Their share of all, per hundred.
    pub share: Figure,
    /// How many have no cause yet.
    pub without_cause: u64,
    /// How many have a case that is still open.
    pub open: u64,
}

/// A group of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerGroup {
    /// What filters by it: an identity or a code; `none` for what belongs to no group.
    pub key: String,
    /// The identity; null for types, items, causes and for no group.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// What it comes to.
    #[serde(flatten)]
    pub sum: LedgerSum,
}

/// The ledger of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ledger {
    /// Along what.
    pub by: LedgerBy,
    /// The groups, the most points lost first; they add up to the total.
    pub groups: Vec<LedgerGroup>,
    /// All of them.
    pub total: LedgerSum,
    /// What it was narrowed to, in words.
    pub filters: Vec<String>,
}

/// A cause proposed by a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseProposal {
    /// The cause.
    pub cause: Coded,
    /// Which rule proposes it, and by what.
    pub why: String,
}

/// The causes the office keeps, with the rules that propose them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CausesView {
    /// The table.
    pub table: CauseTable,
    /// The causes that may be given, in the language of the request.
    pub causes: Vec<Coded>,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// One lost point and the cause it is to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseAssignment {
    /// The lost point.
    pub lost_point_id: LostPointId,
    /// The code of the cause; null takes it away.
    pub cause: Option<String>,
    /// The cause the reader saw; when it has another by now, nothing is changed.
    pub seen: Option<String>,
}

/// Causes for lost points of a round, one or many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseAssignments {
    /// The assignments, up to 1000.
    pub assignments: Vec<CauseAssignment>,
}

/// What became of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CauseOutcome {
    /// It has the cause now.
    Given,
    /// It had it already.
    Unchanged,
    /// Somebody else gave it another cause meanwhile.
    ChangedMeanwhile,
    /// There is no such lost point in the round.
    Unknown,
}

/// One assignment's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseResult {
    /// The lost point.
    pub lost_point_id: LostPointId,
    /// What became of it.
    pub outcome: CauseOutcome,
    /// The cause it had before.
    pub before: Option<String>,
    /// The cause it has now.
    pub now: Option<String>,
}

/// Which part of the ledger a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerPart {
    /// The groups with their total.
    #[default]
    Groups,
    /// Every lost point on a line.
    Lines,
}

/// What the file of the ledger is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerFileQuery {
    /// Which part.
    #[serde(default)]
    pub part: LedgerPart,
    /// In which form.
    #[serde(default)]
    pub format: super::ExportFormat,
    /// Along what the groups are.
    #[serde(default)]
    pub by: LedgerBy,
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

/// What the inspection ledger of a round is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionQuery {
    /// In which form: a workbook has the lines and the tables, CSV the lines.
    #[serde(default)]
    pub format: super::ExportFormat,
    /// Only what was visited on this day; the whole round without it.
    pub day: Option<NaiveDate>,
    /// Only at sites of this type.
    #[serde(rename = "type")]
    pub site_type: Option<String>,
    /// Only in this node's subtree.
    pub node: Option<NodeId>,
}

/// A file made for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
