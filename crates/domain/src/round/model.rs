//! What a round and a visit are.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::FinderLevel;
use crate::ids::{EditionId, PersonId, RoundId, SiteId, UserId, VisitId};
use crate::text::Wording;
use crate::time::Timestamp;

vocabulary! {
    /// What a round is for.
    RoundKind in "round-kind" {
        /// A mock assessment 模拟测评, numbered.
        Mock = "mock",
        /// Joint supervision 联合督查.
        JointSupervision = "joint_supervision",
        /// A self-check 自查.
        SelfCheck = "self_check",
        /// A re-check 回头看.
        ReCheck = "re_check",
        /// The official assessment 正式测评.
        Official = "official",
    }
}

impl RoundKind {
    /// Who finds what a round of this kind finds: assessments speak for the city, supervisions and re-checks for the
    /// district, self-checks for the unit itself.
    pub const fn finder_level(self) -> FinderLevel {
        match self {
            Self::Mock | Self::Official => FinderLevel::City,
            Self::JointSupervision | Self::ReCheck => FinderLevel::District,
            Self::SelfCheck => FinderLevel::Own,
        }
    }
}

vocabulary! {
    /// Where a round stands.
    RoundState in "round-state" {
        /// Planned: sites and inspectors may still change.
        Planned = "planned",
        /// Open: visits are submitted.
        Open = "open",
        /// Closed: its score stands.
        Closed = "closed",
    }
}

/// A round 测评轮次 on an edition of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Round {
    /// Its identity.
    pub id: RoundId,
    /// What it is for.
    pub kind: RoundKind,
    /// Its number among those of its kind, from 1.
    pub number: u32,
    /// Its name.
    pub name: Wording,
    /// The edition it is judged by.
    pub edition_id: EditionId,
    /// The first local day on which visits are made.
    pub opens_on: NaiveDate,
    /// The last local day.
    pub closes_on: NaiveDate,
    /// Where it stands.
    pub state: RoundState,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// What inspectors see and what is printed on their photographs.
    #[serde(default)]
    pub settings: RoundSettings,
    /// The values of modules that are given, not observed, by module code.
    #[schemars(with = "BTreeMap<String, String>")]
    pub module_values: BTreeMap<String, Decimal>,
    /// Counts its edits.
    pub version: i64,
}

/// What a round lets inspectors see, and what the field app prints on their photographs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RoundSettings {
    /// Whether inspectors are shown the last answer and photograph of each item 上轮结果提示. A round that does not is
    /// blind.
    pub hints: bool,
    /// What is printed on photographs.
    pub watermark: Watermark,
}

/// What is printed on photographs 水印, part by part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "five parts, each printed or not")]
pub struct Watermark {
    /// When it was taken.
    pub time: bool,
    /// Where: the coordinates.
    pub place: bool,
    /// The name of the site.
    pub site: bool,
    /// The name of the inspector.
    pub inspector: bool,
    /// The name of the item.
    pub item: bool,
}

impl Default for Watermark {
    fn default() -> Self {
        Self { time: true, place: true, site: true, inspector: true, item: true }
    }
}

vocabulary! {
    /// Where a visit stands.
    VisitState in "round-visit" {
        /// Submitted: locked, and it counts.
        Submitted = "submitted",
        /// Returned with a reason: kept, it does not count, and the site is to be visited again.
        Returned = "returned",
        /// Voided with a reason: kept, and it does not count.
        Voided = "voided",
    }
}

/// A visit 实地考察 to a site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Visit {
    /// Its identity, made by the device.
    pub id: VisitId,
    /// The round.
    pub round_id: RoundId,
    /// The site.
    pub site_id: SiteId,
    /// Where it stands.
    pub state: VisitState,
    /// When it began, by the device's clock.
    pub started_at: Timestamp,
    /// When it was submitted, by the device's clock.
    pub submitted_at: Timestamp,
    /// When the server received it.
    pub received_at: Timestamp,
    /// Longitude of the device, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude of the device.
    pub lat: Option<f64>,
    /// Within how many metres the device knew its place; none where it did not say.
    pub accuracy_m: Option<f64>,
    /// How high the device was by its own word, in metres; none where it did not say.
    #[serde(default)]
    pub altitude_m: Option<f64>,
    /// The datum the position was given in.
    pub datum: Option<String>,
    /// Who made it.
    pub inspector_ids: Vec<PersonId>,
    /// The SHA-256 of the canonical body, by which a resend is known.
    pub body_sha256: String,
    /// A remark on the whole visit.
    pub remark: Option<String>,
    /// Why there is no door-head photograph where the edition asks for one.
    #[serde(default)]
    pub door_reason: Option<String>,
    /// Why it was voided or returned.
    pub void_reason: Option<String>,
    /// Who set it aside.
    pub voided_by: Option<UserId>,
    /// When.
    pub voided_at: Option<Timestamp>,
    /// The returned visit it takes the place of.
    pub replaces_id: Option<VisitId>,
}
