//! What a case is, and what each of its steps says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::deadline::{Deadline, Limit};
use crate::ids::{CaseId, EditionId, NodeId, RoundId, SiteId, UnitId, UserId};
use crate::round::RoundKind;
use crate::routing::RoutingRule;
use crate::time::Timestamp;

vocabulary! {
    /// Where a case stands.
    CaseState in "case-state" {
        /// Reported 上报, not yet decided on.
        Reported = "reported",
        /// Filed 立案: it counts, and its clock runs.
        Filed = "filed",
        /// Dispatched 派遣 to a unit that has not yet accepted it.
        Dispatched = "dispatched",
        /// In hand 处置中 at its unit.
        InHand = "in_hand",
        /// Suspended 挂账: the clock stands.
        Suspended = "suspended",
        /// In long-term rectification 长期整改 with a dated plan.
        LongTerm = "long_term",
        /// Rectified 待核查, waiting for its check.
        Rectified = "rectified",
        /// Closed 结案.
        Closed = "closed",
        /// Declined 不予立案, with a reason.
        Declined = "declined",
        /// Merged 合并 into another case.
        Merged = "merged",
        /// Voided 作废, with a reason.
        Voided = "voided",
    }
}

vocabulary! {
    /// What may be done to a case on this path.
    CaseAction in "case-action" {
        /// File it 立案.
        File = "file",
        /// Decline it 不予立案.
        Decline = "decline",
        /// Fix it on the spot 即查即改.
        FixOnSpot = "fix_on_spot",
        /// Dispatch it to a unit 派遣.
        Dispatch = "dispatch",
        /// Void it 作废.
        Void = "void",
        /// Accept it 签收.
        Accept = "accept",
        /// Report it rectified 整改.
        Rectify = "rectify",
        /// Check the rectification 核查.
        Check = "check",
    }
}

impl CaseState {
    /// What may be done in this state.
    pub const fn actions(self) -> &'static [CaseAction] {
        match self {
            Self::Reported => &[CaseAction::File, CaseAction::Decline, CaseAction::FixOnSpot],
            Self::Filed => &[CaseAction::Dispatch, CaseAction::Void],
            Self::Dispatched => &[CaseAction::Accept],
            Self::InHand => &[CaseAction::Rectify],
            Self::Rectified => &[CaseAction::Check],
            Self::Suspended
            | Self::LongTerm
            | Self::Closed
            | Self::Declined
            | Self::Merged
            | Self::Voided => &[],
        }
    }

    /// Whether the action is possible in this state.
    pub fn may(self, action: CaseAction) -> bool {
        self.actions().contains(&action)
    }

    /// Whether the case has come to its end, one way or another.
    pub const fn ended(self) -> bool {
        matches!(self, Self::Closed | Self::Declined | Self::Merged | Self::Voided)
    }

    /// Whether the case counts in statistics: filed or fixed on the spot, and neither voided nor merged.
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Reported | Self::Declined | Self::Merged | Self::Voided)
    }
}

vocabulary! {
    /// How a problem came to be known. Mandatory, since scores depend on it.
    Source in "case-source" {
        /// Daily patrol 日常巡查.
        DailyPatrol = "daily_patrol",
        /// A mock assessment 模拟测评.
        MockAssessment = "mock_assessment",
        /// Handed down by the city 市级下发.
        CityNotice = "city_notice",
        /// Joint supervision 联合督查.
        JointSupervision = "joint_supervision",
        /// The monthly assessment 月度测评.
        MonthlyAssessment = "monthly_assessment",
        /// The official assessment 正式测评.
        OfficialAssessment = "official_assessment",
        /// A grid worker's report 网格员上报.
        GridReport = "grid_report",
        /// A public report 群众随手拍.
        PublicReport = "public_report",
        /// Passed on by the hotline 热线转办.
        Hotline = "hotline",
        /// The press 媒体曝光.
        Media = "media",
        /// A leader's written instruction 领导批示.
        LeaderInstruction = "leader_instruction",
        /// Found by image recognition 智能识别.
        ImageRecognition = "image_recognition",
        /// A re-check 回头看.
        ReCheck = "re_check",
        /// A self-check 自查.
        SelfCheck = "self_check",
    }
}

impl From<RoundKind> for Source {
    fn from(kind: RoundKind) -> Self {
        match kind {
            RoundKind::Mock => Self::MockAssessment,
            RoundKind::JointSupervision => Self::JointSupervision,
            RoundKind::SelfCheck => Self::SelfCheck,
            RoundKind::ReCheck => Self::ReCheck,
            RoundKind::Official => Self::OfficialAssessment,
        }
    }
}

vocabulary! {
    /// Who found it, seen from the unit that answers for it: deductions differ by it.
    FinderLevel in "case-finder" {
        /// The state or province 国家/省级.
        Province = "province",
        /// The city 市级.
        City = "city",
        /// The district 区级.
        District = "district",
        /// The street or town 街道级.
        Street = "street",
        /// The unit itself or its own grid 自查.
        Own = "own",
        /// The public 群众.
        Public = "public",
    }
}

/// A case 案卷.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// Its identity.
    pub id: CaseId,
    /// Its number 案卷号, given when it is filed, gapless.
    pub number: Option<String>,
    /// Where it stands.
    pub state: CaseState,
    /// How it came to be known.
    pub source: Source,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// The round whose visit found it.
    pub round_id: Option<RoundId>,
    /// The site.
    pub site_id: Option<SiteId>,
    /// The deepest node that contains the place.
    pub node_id: Option<NodeId>,
    /// That node's path.
    pub node_path: String,
    /// The item of the standard it offends.
    pub item_code: Option<String>,
    /// The edition the item belongs to.
    pub edition_id: Option<EditionId>,
    /// The type of the site, kept as it was.
    pub type_code: Option<String>,
    /// What is wrong, in a sentence.
    pub description: String,
    /// At how many spots 处数, at least 1.
    pub quantity: u32,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// The main handling unit 主办单位.
    pub unit_id: Option<UnitId>,
    /// The routing rule that found it.
    pub routed_by: Option<RoutingRule>,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// When it was filed and its clock started.
    pub filed_at: Option<Timestamp>,
    /// When it was dispatched.
    pub dispatched_at: Option<Timestamp>,
    /// When its unit accepted it.
    pub accepted_at: Option<Timestamp>,
    /// When the rectification that stands was reported; taken back when its check fails.
    pub rectified_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The limit, as the item or the office set it.
    pub limit: Option<Limit>,
    /// By when it is to be rectified, with how that was reckoned.
    pub deadline: Option<Deadline>,
    /// For how long its clock stood, in milliseconds.
    pub paused_ms: i64,
    /// How often a check sent it back 返工.
    pub rework_count: u32,
    /// The root of the chain of rebounds it belongs to.
    pub rebound_of: Option<CaseId>,
    /// Whether it was fixed on the spot 即查即改.
    pub fixed_on_spot: bool,
    /// Who dispatched it; none when routing did.
    pub dispatched_by: Option<UserId>,
    /// Who reported it rectified.
    pub rectified_by: Option<UserId>,
    /// Who checked it last.
    pub checked_by: Option<UserId>,
    /// Why it was declined, voided or last sent back.
    pub reason: Option<String>,
    /// When its last step was taken.
    pub moved_at: Timestamp,
    /// Counts its edits.
    pub version: i64,
}

/// Who takes a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct By {
    /// The account; none when the system acts by its rules.
    pub user_id: Option<UserId>,
    /// The name shown in the record.
    pub name: String,
    /// The units the account may act for.
    pub units: Vec<UnitId>,
}

impl By {
    /// Whether the account may act for the unit.
    pub fn acts_for(&self, unit: UnitId) -> bool {
        self.units.contains(&unit)
    }
}

/// Who takes a step, when, and what time it is.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Who.
    pub by: &'a By,
    /// When the step was taken; earlier than now when it was taken offline.
    pub at: Timestamp,
    /// The server's time.
    pub now: Timestamp,
}

/// What a report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The identity, made by whoever reports.
    pub id: CaseId,
    /// How it came to be known.
    pub source: Source,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// The round whose visit found it.
    pub round_id: Option<RoundId>,
    /// The site.
    pub site_id: Option<SiteId>,
    /// The deepest node that contains the place.
    pub node_id: Option<NodeId>,
    /// That node's path.
    pub node_path: String,
    /// The item it offends.
    pub item_code: Option<String>,
    /// The edition the item belongs to.
    pub edition_id: Option<EditionId>,
    /// The type of the site.
    pub type_code: Option<String>,
    /// What is wrong.
    pub description: String,
    /// At how many spots.
    pub quantity: u32,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// The root of the chain of rebounds, found by [`super::rebound_root`].
    pub rebound_of: Option<CaseId>,
}

/// What filing gives a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The next number of the series.
    pub number: String,
    /// The deadline, reckoned from the moment of filing.
    pub deadline: Deadline,
}

/// To whom a case is dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatching {
    /// The main handling unit.
    pub unit_id: UnitId,
    /// The assisting units 协办单位.
    pub assisting: Vec<UnitId>,
    /// The rule that found the main unit.
    pub rule: RoutingRule,
}

/// What a unit did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectifying {
    /// The measures taken.
    pub measures: String,
    /// The lasting measures 长效措施.
    pub long_term_measures: Option<String>,
}

/// What a checker found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checking {
    /// Whether the problem is gone.
    pub passed: bool,
    /// Why; mandatory when it did not pass.
    pub reason: Option<String>,
}

/// What was fixed on the spot, by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnSpot {
    /// The next number of the series.
    pub number: String,
    /// The unit that fixed it.
    pub unit_id: UnitId,
    /// The measures taken.
    pub measures: String,
}

/// What a step changed, with what the timeline shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaseChange {
    /// It was reported.
    Reported {
        /// How it came to be known.
        source: Source,
        /// Who found it.
        finder_level: FinderLevel,
        /// What is wrong.
        description: String,
        /// The root of its chain of rebounds.
        rebound_of: Option<CaseId>,
    },
    /// It was filed.
    Filed {
        /// Its number.
        number: String,
        /// Its limit.
        limit: Limit,
        /// By when it is due.
        deadline_at: Timestamp,
    },
    /// It was dispatched.
    Dispatched {
        /// The main unit.
        unit_id: UnitId,
        /// The assisting units.
        assisting: Vec<UnitId>,
        /// The rule that found the main unit.
        rule: RoutingRule,
    },
    /// Its unit accepted it.
    Accepted {
        /// The unit.
        unit_id: UnitId,
    },
    /// Its unit reported it rectified.
    Rectified {
        /// The unit.
        unit_id: UnitId,
        /// The measures taken.
        measures: String,
        /// The lasting measures.
        long_term_measures: Option<String>,
        /// Which attempt it is, from 1.
        round_no: u32,
    },
    /// The check passed and the case is closed.
    Closed {
        /// What the checker wrote.
        reason: Option<String>,
    },
    /// The check did not pass.
    SentBack {
        /// Why.
        reason: String,
        /// How often it has now been sent back.
        rework_count: u32,
    },
    /// It was declined.
    Declined {
        /// Why.
        reason: String,
    },
    /// It was voided.
    Voided {
        /// Why.
        reason: String,
    },
    /// It was fixed on the spot.
    FixedOnSpot {
        /// Its number.
        number: String,
        /// The unit that fixed it.
        unit_id: UnitId,
        /// The measures taken.
        measures: String,
    },
}

impl CaseChange {
    /// The word of the change, as the event's kind has it after `case_`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Reported { .. } => "reported",
            Self::Filed { .. } => "filed",
            Self::Dispatched { .. } => "dispatched",
            Self::Accepted { .. } => "accepted",
            Self::Rectified { .. } => "rectified",
            Self::Closed { .. } => "closed",
            Self::SentBack { .. } => "sent_back",
            Self::Declined { .. } => "declined",
            Self::Voided { .. } => "voided",
            Self::FixedOnSpot { .. } => "fixed_on_spot",
        }
    }

    /// The catalogue key of its heading in the timeline.
    pub fn key(&self) -> String {
        format!("case-change-{}", self.kind())
    }
}

/// A step of a case, as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseEvent {
    /// The case.
    pub case_id: CaseId,
    /// When the step was taken.
    pub at: Timestamp,
    /// By which account; none for the system.
    pub by_user: Option<UserId>,
    /// By whom, as shown.
    pub by_name: String,
    /// The state before; none for the first step.
    pub from: Option<CaseState>,
    /// The state after.
    pub to: CaseState,
    /// What changed.
    pub change: CaseChange,
}
