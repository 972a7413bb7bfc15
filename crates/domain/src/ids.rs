//! Typed identities. Every one is a `UUIDv7`, so that a client working offline can make it and a resend
//! of the same thing is recognised as the same thing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A node of the grid 网格.
    NodeId,
    /// A unit 单位.
    UnitId,
    /// A person 人员.
    PersonId,
    /// A duty 职责 of a node.
    DutyId,
    /// A site 点位.
    SiteId,
    /// An ownership record 权属记录.
    OwnershipId,
    /// A duty change 职责变更.
    DutyChangeId,
    /// A merchant 商户.
    MerchantId,
    /// An edition 版本 of a standard.
    EditionId,
    /// A round 测评轮次.
    RoundId,
    /// A visit 实地考察.
    VisitId,
    /// An observation 判定.
    ObservationId,
    /// A lost point 丢分项.
    LostPointId,
    /// A saved view 视图 of a list.
    SavedViewId,
    /// A case 案卷.
    CaseId,
    /// A dispatch 派遣 of a case to a unit.
    DispatchId,
    /// A rectification 整改 report.
    RectificationId,
    /// A check 核查 of a rectification.
    CheckId,
    /// A re-check 回头看 of a closed case.
    ReCheckId,
    /// A request 申请 about a case.
    RequestId,
    /// An event in a hash chain.
    EventId,
    /// A published bulletin 通报.
    BulletinId,
    /// A patrol 巡查.
    PatrolId,
    /// A row 规则 of the routing table.
    RoutingRuleId,
    /// A practice card 做法卡.
    PracticeCardId,
    /// A replication 复制推广 of a practice at one site.
    ReplicationId,
    /// A drive 专项行动.
    DriveId,
    /// A daily report of a drive.
    DriveReportId,
    /// A dead corner 死角死面.
    DeadCornerId,
    /// A reminder, supervision order or raise 催办督办.
    EscalationId,
    /// A dispatch meeting 调度会.
    MeetingId,
    /// A point of an agenda 议题.
    AgendaPointId,
    /// A resolution 议定事项 of a meeting.
    ResolutionId,
    /// A listing 红黑榜.
    ListingId,
    /// A notice 通知.
    NoticeId,
    /// A message on its way.
    DeliveryId,
    /// An entry 记分 of the score ledger.
    ScoreEntryId,
    /// An appeal 记分申诉 against an entry.
    ScoreAppealId,
    /// A browser that takes pushed messages 推送订阅.
    PushSubscriptionId,
    /// A user account 账号.
    UserId,
}
