//! Visits 实地考察 and their observations 判定.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::assessment::Observation;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::{ObservationId, PersonId, SiteId, VisitId};
use wangge_domain::round::{RoundState, VisitState};
use wangge_domain::time::Timestamp;
use wangge_geo::datum::Datum;

use super::{CaseRef, Coded, Figure, Photo, Ref};

/// A visit as the inspector submits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitVisit {
    /// Its identity, made on the device; the same visit again answers as the first time.
    pub id: VisitId,
    /// The site visited, one of the round's.
    pub site_id: SiteId,
    /// When it began, by the device's clock.
    pub started_at: Timestamp,
    /// When it was submitted, by the device's clock.
    pub submitted_at: Timestamp,
    /// Longitude of the device in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Latitude of the device in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Within how many metres the device knew its place; not negative, else it is passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
    /// How high the device was by its own word, in metres; passed over where it is no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<f64>,
    /// The datum of both; WGS-84 when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<Datum>,
    /// The inspectors present.
    pub inspector_ids: Vec<PersonId>,
    /// A remark on the visit as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// What was found, one per item.
    pub observations: Vec<Observation>,
    /// The photographs of the observations, by item code; each was sent before by whoever submits.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub photos: BTreeMap<String, Vec<EvidenceHash>>,
    /// The door-head photograph, where the site's type asks for one: taken, or why it cannot be. Left out by field apps
    /// of before; those are heard until the next release, and the visit is marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<DoorPhoto>,
}

/// The door-head photograph 门头照 of a visit, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DoorPhoto {
    /// The photographs; each was sent before by whoever submits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<EvidenceHash>,
    /// Why it cannot be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl DoorPhoto {
    /// The reason, if it says anything.
    pub fn said(&self) -> Option<&str> {
        self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty())
    }
}

/// What a visit shows of the door-head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DoorView {
    /// Whether the edition asks for it at sites of this type.
    pub asked: bool,
    /// The photographs.
    pub photos: Vec<Photo>,
    /// Why there is none.
    pub reason: Option<String>,
}

/// What the inspector is told: that it arrived. Never a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VisitReceipt {
    /// The visit.
    pub id: VisitId,
    /// Its state.
    pub state: VisitState,
    /// When the server received it.
    pub received_at: Timestamp,
    /// How many observations it has.
    pub observation_count: u64,
}

/// A visit in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VisitSummary {
    /// The visit.
    pub id: VisitId,
    /// The round.
    pub round: Ref,
    /// The site.
    pub site: Ref,
    /// Its state.
    pub state: VisitState,
    /// What its state is called.
    pub state_name: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The inspectors' names.
    pub inspectors: Vec<String>,
    /// How many observations it has.
    pub observation_count: u64,
    /// The points lost; null for readers who may not see scores.
    pub lost: Option<Figure>,
}

/// A visit with its observations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VisitDetail {
    /// The visit as in a list.
    #[serde(flatten)]
    pub visit: VisitSummary,
    /// When the server received it.
    pub received_at: Timestamp,
    /// Longitude of the device in degrees, WGS-84.
    pub lon: Option<f64>,
    /// Latitude of the device in degrees, WGS-84.
    pub lat: Option<f64>,
    /// The remark.
    pub remark: Option<String>,
    /// Why it was voided or returned.
    pub void_reason: Option<String>,
    /// Who set it aside.
    pub voided_by: Option<String>,
    /// When it was set aside.
    pub voided_at: Option<Timestamp>,
    /// The returned visit it takes the place of.
    pub replaces: Option<VisitId>,
    /// The visit that took its place after it was returned.
    pub replaced_by: Option<VisitId>,
    /// The door-head photograph; null where none is asked for and none was taken.
    pub door: Option<DoorView>,
    /// Where its round stands: only while it is open may a visit be set aside.
    pub round_state: RoundState,
    /// What was found.
    pub observations: Vec<ObservationView>,
}

/// An observation in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ObservationView {
    /// The observation.
    pub id: ObservationId,
    /// The item judged.
    pub item: Coded,
    /// What was found, in words.
    pub outcome_text: String,
    /// The remark.
    pub remark: Option<String>,
    /// The points lost; null for readers who may not see scores and for outcomes outside scoring.
    pub lost: Option<Figure>,
    /// The points it could have kept; null like `lost`.
    pub full: Option<Figure>,
    /// Its photographs.
    pub photos: Vec<Photo>,
    /// The case it became.
    pub case: Option<CaseRef>,
}

/// A reason, for what may not be done without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The reason; not empty.
    pub reason: String,
}

/// What the list of a round's visits is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitQuery {
    /// Only visits in this state.
    pub state: Option<VisitState>,
    /// Only visits to this site.
    pub site: Option<SiteId>,
}

/// A visit of a round, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VisitLine {
    /// The visit as in a list.
    #[serde(flatten)]
    pub visit: VisitSummary,
    /// The site's type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// Why it was voided or returned.
    pub reason: Option<String>,
    /// Who set it aside.
    pub set_aside_by: Option<String>,
    /// When.
    pub set_aside_at: Option<Timestamp>,
    /// The returned visit it takes the place of.
    pub replaces: Option<VisitId>,
    /// The visit that took its place.
    pub replaced_by: Option<VisitId>,
}

/// What was found at a site at the last round of the same kind 上轮结果提示.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SiteHints {
    /// The site.
    pub site_id: SiteId,
    /// The round it was found in.
    pub round: Ref,
    /// When.
    pub at: Timestamp,
    /// What was found, by item.
    pub hints: Vec<HintView>,
}

/// The last answer to an item. Never a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HintView {
    /// The item's code.
    pub item: String,
    /// What was found, in words.
    pub outcome_text: String,
    /// Whether something was wrong.
    pub lost: bool,
    /// The inspector's words.
    pub remark: Option<String>,
    /// Its photographs.
    pub photos: Vec<Photo>,
}
