//! What a case is and where it may stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::request::{Hold, RequestKind};
use crate::deadline::{Deadline, Limit};
use crate::ids::{CaseId, EditionId, NodeId, RoundId, SiteId, UnitId, UserId};
use crate::round::RoundKind;
use crate::routing::RoutingRule;
use crate::standard::Severity;
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
        /// Take a dispatch back 收回派遣 before its unit accepted it.
        Withdraw = "withdraw",
        /// Merge it 合并 into the case it repeats.
        Merge = "merge",
        /// Remind its unit 催办.
        Remind = "remind",
        /// Put it under supervision 督办.
        Supervise = "supervise",
        /// Raise it one level 提级督办.
        Raise = "raise",
        /// Extend its deadline 延期.
        Extend = "extend",
        /// Accept it 签收.
        Accept = "accept",
        /// Report it rectified 整改.
        Rectify = "rectify",
        /// Check the rectification 核查.
        Check = "check",
        /// Object 权属异议 that another unit is responsible.
        Object = "object",
        /// Ask for an extension 申请延期.
        AskExtension = "ask_extension",
        /// Ask for a suspension 申请挂账.
        AskSuspension = "ask_suspension",
        /// Ask for long-term rectification 申请长期整改.
        AskLongTerm = "ask_long_term",
        /// Appeal 申诉 that being late was not the unit's doing.
        Appeal = "appeal",
        /// Let the clock go on 恢复办理.
        Resume = "resume",
        /// Report a stage of the plan as reached 节点完成.
        ReachMilestone = "reach_milestone",
    }
}

impl CaseState {
    /// What may be done in this state.
    pub const fn actions(self) -> &'static [CaseAction] {
        match self {
            Self::Reported => &[CaseAction::File, CaseAction::Decline, CaseAction::FixOnSpot, CaseAction::Merge],
            Self::Filed => &[CaseAction::Dispatch, CaseAction::Void, CaseAction::Merge],
            Self::Dispatched => &[
                CaseAction::Accept,
                CaseAction::Object,
                CaseAction::AskExtension,
                CaseAction::Withdraw,
                CaseAction::Remind,
                CaseAction::Supervise,
                CaseAction::Raise,
                CaseAction::Extend,
            ],
            Self::InHand => &[
                CaseAction::Rectify,
                CaseAction::AskExtension,
                CaseAction::AskSuspension,
                CaseAction::AskLongTerm,
                CaseAction::Remind,
                CaseAction::Supervise,
                CaseAction::Raise,
                CaseAction::Extend,
            ],
            Self::Rectified => &[CaseAction::Check],
            Self::Suspended => &[CaseAction::Resume],
            Self::LongTerm => &[CaseAction::ReachMilestone, CaseAction::Resume],
            Self::Closed => &[CaseAction::Appeal],
            Self::Declined | Self::Merged | Self::Voided => &[],
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

vocabulary! {
    /// How grave a case is. It begins with its item's, and every rebound raises it by one.
    CaseSeverity in "case-severity" {
        /// Ordinary 一般.
        Ordinary = "ordinary",
        /// Serious 较重.
        Serious = "serious",
        /// Grave 严重.
        Grave = "grave",
    }
}

impl CaseSeverity {
    /// The next graver one; the gravest stays.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::Ordinary => Self::Serious,
            Self::Serious | Self::Grave => Self::Grave,
        }
    }
}

impl From<Severity> for CaseSeverity {
    /// What a standard calls the severity of a lost point is that of the case it begins.
    fn from(item: Severity) -> Self {
        match item {
            Severity::Ordinary => Self::Ordinary,
            Severity::Serious => Self::Serious,
            Severity::Veto => Self::Grave,
        }
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
    /// The limit, as the item or the office set it; none where a day was named instead, which the deadline's basis has.
    pub limit: Option<Limit>,
    /// By when it is to be rectified, with how that was reckoned.
    pub deadline: Option<Deadline>,
    /// For how long its clock stood, in milliseconds.
    pub paused_ms: i64,
    /// How often a check sent it back 返工.
    pub rework_count: u32,
    /// The root of the chain of rebounds it belongs to.
    pub rebound_of: Option<CaseId>,
    /// How grave it is.
    pub severity: CaseSeverity,
    /// Whether it was fixed on the spot 即查即改.
    pub fixed_on_spot: bool,
    /// Who dispatched it; none when routing did.
    pub dispatched_by: Option<UserId>,
    /// Who reported it rectified.
    pub rectified_by: Option<UserId>,
    /// Who checked it last.
    pub checked_by: Option<UserId>,
    /// Why it was declined, merged, voided or last sent back.
    pub reason: Option<String>,
    /// How often its unit was reminded 催办.
    pub reminder_count: u32,
    /// When it was last reminded.
    pub reminded_at: Option<Timestamp>,
    /// How often its unit was put under supervision 督办 for it.
    pub supervision_count: u32,
    /// When that was done last.
    pub supervised_at: Option<Timestamp>,
    /// When it was raised one level 提级督办.
    pub raised_at: Option<Timestamp>,
    /// How often its deadline was extended 延期, at most [`super::MOST_EXTENSIONS`].
    pub extension_count: u32,
    /// The case it was merged 合并 into.
    pub merged_into: Option<CaseId>,
    /// What its unit asks for and nobody has decided yet.
    pub pending: Option<RequestKind>,
    /// Its clock standing still, while it is suspended or in long-term rectification.
    pub hold: Option<Hold>,
    /// How often it was suspended 挂账, at most once.
    pub suspension_count: u32,
    /// Whether an appeal 申诉 about it was approved, which can be once.
    pub appealed: bool,
    /// Whether being late does not count in statistics 不计超时; the fact stays.
    pub exempt: bool,
    /// When its last step was taken.
    pub moved_at: Timestamp,
    /// Counts its edits.
    pub version: i64,
}
