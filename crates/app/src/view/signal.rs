//! Signals 疑点.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::{RoundId, VisitId};
use wangge_domain::signal::{SignalCount, SignalKind, Weight};
use wangge_domain::time::Timestamp;

use super::{CaseSummary, Photo, Ref};

/// A signal with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SignalView {
    /// What it is about.
    pub kind: SignalKind,
    /// What that is called.
    pub kind_name: String,
    /// How much it weighs.
    pub weight: Weight,
    /// What that is called.
    pub weight_name: String,
    /// The reason with its figures.
    pub reason: String,
    /// The photograph it is about; null where it is about the whole.
    pub photo: Option<EvidenceHash>,
}

/// The signals of a rectification or a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signals {
    /// How many of each weight.
    pub count: SignalCount,
    /// Those that deserve a second look first.
    pub signals: Vec<SignalView>,
}

/// A rectification that waits for its check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseSignals {
    /// Its case.
    pub case: CaseSummary,
    /// How it looked when it was found.
    pub before: Vec<Photo>,
    /// How it looks rectified.
    pub after: Vec<Photo>,
    /// The measures the unit reports.
    pub measures: Option<String>,
    /// What deserves a second look.
    pub signals: Signals,
}

/// A visit of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VisitSignals {
    /// The visit.
    pub id: VisitId,
    /// Its site.
    pub site: Ref,
    /// Who made it.
    pub inspectors: Vec<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// How many items were judged.
    pub observation_count: u64,
    /// Its photographs.
    pub photos: Vec<Photo>,
    /// What deserves a second look.
    pub signals: Signals,
}

/// An inspector of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InspectorSignals {
    /// Who.
    pub inspector: Ref,
    /// How many visits count.
    pub visits: u64,
    /// What deserves a second look about all of them together.
    pub signals: Signals,
}

/// Of which round visits are looked over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitSignalsQuery {
    /// The round.
    pub round: RoundId,
}
