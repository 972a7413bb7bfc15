//! How far a round has come while it is open, and what closing it would leave. Never a score.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{SiteId, VisitId};
use wangge_domain::time::Timestamp;

use super::{Coded, Ref, RoundSummary};

/// How a site of a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteStanding {
    /// Nobody has been there.
    Waiting,
    /// A visit stands.
    Submitted,
    /// Its last visit was returned and none stands: it is to be visited again.
    Returned,
    /// Its last visit was voided and none stands.
    Voided,
}

/// Sites by how they stand; the four add up to `sites`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Standings {
    /// Sites planned.
    pub sites: u64,
    /// With a visit that stands.
    pub submitted: u64,
    /// To be visited again after a return.
    pub returned: u64,
    /// Without a visit since the last was voided.
    pub voided: u64,
    /// Where nobody has been.
    pub waiting: u64,
}

/// Sites of an inspector, a type or a node by how they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgressLine {
    /// What it is about; null for sites left to any inspector.
    pub of: Option<Ref>,
    /// The counts.
    #[serde(flatten)]
    pub counts: Standings,
    /// When the last visit came in.
    pub last_at: Option<Timestamp>,
}

/// When the visits would be done at the pace so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pace {
    /// Days since the round's first day, today included.
    pub days: u64,
    /// The day on which the last site would be visited.
    pub expected_on: NaiveDate,
    /// Whether that is after the round's last day.
    pub late: bool,
    /// How it was reckoned.
    pub text: String,
}

/// A site of the round on its map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProgressSite {
    /// The site.
    pub id: SiteId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// The node of the second level it lies in.
    pub node: Ref,
    /// Longitude in degrees, WGS-84.
    pub lon: Option<f64>,
    /// Latitude in degrees, WGS-84.
    pub lat: Option<f64>,
    /// How it stands.
    pub standing: SiteStanding,
    /// Who is assigned.
    pub inspectors: Vec<Ref>,
    /// Its last visit.
    pub visit_id: Option<VisitId>,
}

/// What closing the round would leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClosingOutlook {
    /// Sites without a visit that stands.
    pub without_visit: u64,
    /// Cases that came of its lost points.
    pub cases: u64,
    /// Those that still wait for the office's decision.
    pub cases_reported: u64,
    /// Modules whose score is not given.
    pub modules_missing: Vec<Coded>,
}

/// How far a round has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundProgress {
    /// The round.
    pub round: RoundSummary,
    /// All its sites.
    pub total: Standings,
    /// Visits voided or returned, all told.
    pub set_aside: u64,
    /// By inspector; those without a visit first.
    pub by_inspector: Vec<ProgressLine>,
    /// By site type.
    pub by_type: Vec<ProgressLine>,
    /// By node of the second level.
    pub by_node: Vec<ProgressLine>,
    /// Assigned inspectors who have submitted nothing.
    pub not_started: Vec<Ref>,
    /// When it would be done; null before the first visit and once all is done.
    pub pace: Option<Pace>,
    /// The sites.
    pub sites: Vec<ProgressSite>,
    /// What closing it would leave.
    pub closing: ClosingOutlook,
}
