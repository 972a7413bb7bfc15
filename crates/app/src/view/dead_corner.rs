//! Dead corners 死角死面.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::drive::{CornerActKind, CornerState};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::{CaseId, DeadCornerId, DriveId, NodeId};
use wangge_domain::time::Timestamp;

use super::{CaseRef, Photo, Ref};

/// What somebody did about a dead corner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadCornerActView {
    /// What.
    pub kind: CornerActKind,
    /// How that is called.
    pub kind_name: String,
    /// The name of who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Anything to know.
    pub note: String,
    /// Its photographs.
    pub photos: Vec<Photo>,
}

/// A dead corner with its story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each says on its own what the reader may do")]
pub struct DeadCornerView {
    /// The corner.
    pub id: DeadCornerId,
    /// The drive that found it.
    pub drive_id: DriveId,
    /// Where.
    pub node: Ref,
    /// Where exactly, and what lies there.
    pub place: String,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// How it stands.
    pub state: CornerState,
    /// How that is called.
    pub state_name: String,
    /// The day it is to be checked again; none while it is not clear, or was checked.
    pub recheck_on: Option<NaiveDate>,
    /// Whether that day has come.
    pub recheck_due: bool,
    /// What was done about it, the first first.
    pub acts: Vec<DeadCornerActView>,
    /// Whether it was made a case.
    pub filed: bool,
    /// The case, for whoever may see it.
    pub case: Option<CaseRef>,
    /// Whether the reader may clear it now.
    pub may_clear: bool,
    /// Whether the reader may check it now; not whoever cleared it.
    pub may_check: bool,
    /// Whether the reader may make it a case now.
    pub may_file: bool,
    /// Counts its acts.
    pub version: i64,
}

/// Entering a dead corner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindCorner {
    /// Its identity, made by the client; sent again it is the same corner.
    pub id: DeadCornerId,
    /// Where.
    pub node_id: NodeId,
    /// Where exactly, and what lies there.
    pub place: String,
    /// Longitude, WGS-84 degrees.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Its photographs.
    #[serde(default)]
    pub photos: Vec<EvidenceHash>,
}

/// Clearing a dead corner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClearCorner {
    /// The identity of the act, made by the client; sent again it is the same act.
    pub id: Uuid,
    /// Anything to know.
    #[serde(default)]
    pub note: String,
    /// Its photographs.
    #[serde(default)]
    pub photos: Vec<EvidenceHash>,
}

/// Checking a dead corner again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecheckCorner {
    /// The identity of the act, made by the client; sent again it is the same act.
    pub id: Uuid,
    /// Whether it is still clear.
    pub held: bool,
    /// Anything to know.
    #[serde(default)]
    pub note: String,
    /// Its photographs.
    #[serde(default)]
    pub photos: Vec<EvidenceHash>,
}

/// Making a dead corner that came back a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileCorner {
    /// The identity of the case, made by the client.
    pub id: CaseId,
}
