//! Today 今日: what each person opens in the morning.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::time::{IsoWeek, Timestamp};

use super::{Campaign, CaseSummary, NextRound, Ref};

/// How today stands for its reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Today {
    /// The campaign with its countdown.
    pub campaign: Campaign,
    /// The round that is open or opens next; null without one, or for whoever sees no rounds.
    pub next_round: Option<NextRound>,
    /// What waits for the reader, in the order of the work; only what there is.
    pub waits: Vec<Wait>,
    /// How much is late or nearly; null for whoever sees no cases.
    pub urgent: Option<Urgent>,
    /// What others did since the reader last looked.
    pub changes: Changes,
    /// The week's figures against the week before; empty for whoever sees no cases.
    pub week: Vec<WeekFigure>,
    /// The week they are of.
    pub of_week: IsoWeek,
}

/// Something that waits for its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// Reported cases to be filed or declined.
    Decide,
    /// Filed cases to be dispatched.
    Dispatch,
    /// Rectified cases the reader may check.
    Check,
    /// Cases whose unit asks for something, to be decided on.
    Rule,
    /// Cases dispatched to the reader's unit, to be accepted.
    Accept,
    /// Cases in the hands of the reader's unit, to be rectified.
    Rectify,
    /// Closed cases to be re-checked 回头看 by the reader.
    ReCheck,
    /// Practices the reader's unit is to take over at its sites.
    Adopt,
    /// Resolutions 议定事项 the reader's unit is to carry out.
    Resolution,
    /// Resolutions reported as done, to be confirmed by the office.
    ConfirmResolution,
    /// Listings 红黑榜 submitted by somebody else, to be approved by a leader or the office.
    ApproveListing,
    /// Overdue cases, for whoever looks after the whole without a hand in the cases: a leader, an auditor.
    Press,
    /// Sites the reader is to visit in the open rounds.
    Visit,
    /// Visits of the reader that were returned and not made anew.
    Redo,
    /// Sites of rounds to come or open that nobody is assigned to.
    Assign,
    /// The bulletin of the last full week is not published.
    Bulletin,
    /// Routing rules that point to a unit out of use.
    Routing,
    /// Duty changes 职责变更 that could not take effect on their day.
    DutyChange,
    /// Nodes without a responsible person, a unit, duties or a standard.
    Incomplete,
    /// Accounts whose first password was never changed.
    FirstPassword,
}

/// How much of something waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Wait {
    /// What waits.
    pub kind: WaitKind,
    /// How many.
    pub count: u64,
    /// The round it is about, where it is about one.
    pub round: Option<Ref>,
    /// The week it is about, where it is about one.
    pub week: Option<IsoWeek>,
}

/// What is late or nearly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Urgent {
    /// How many open cases are past their deadline.
    pub overdue: u64,
    /// How many open cases are past it or due within a day.
    pub within_a_day: u64,
    /// The most urgent of them, at most eight.
    pub cases: Vec<CaseSummary>,
}

/// What others did since the reader last looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// Since when; a day ago before the reader's first look.
    pub since: Timestamp,
    /// Up to when; what is sent back once it was seen.
    pub until: Timestamp,
    /// By what happened, the most often first.
    pub groups: Vec<ChangeGroup>,
    /// Whether so much happened that only the latest part is counted.
    pub more: bool,
}

/// Things to which the same happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeGroup {
    /// The noun, such as `case`.
    pub noun: String,
    /// What happened to them.
    pub kind: String,
    /// What that is called.
    pub kind_name: String,
    /// How often it happened.
    pub count: u64,
    /// The last time it did.
    pub at: Timestamp,
    /// The latest things it happened to, at most five.
    pub latest: Vec<Changed>,
}

/// A thing to which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// Its identity.
    pub id: Uuid,
    /// Its number or name; null where it has none that can be told.
    pub name: Option<String>,
    /// Who did it.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

/// A figure of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeekFigureKind {
    /// Reported.
    Found,
    /// Handed over 交办.
    HandedOver,
    /// Rectified.
    Rectified,
    /// Closed 销号.
    Closed,
    /// Reported and a rebound 反弹.
    Rebound,
    /// Fell due, and not rectified in time.
    Late,
}

/// A figure of the week against the week before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeekFigure {
    /// What it counts.
    pub kind: WeekFigureKind,
    /// In the present week up to now.
    pub count: u64,
    /// In the week before up to the same hour, which the arrow compares with.
    pub last_by_now: u64,
    /// In the whole week before.
    pub last: u64,
    /// Whether more is better; null where neither is.
    pub more_is_better: Option<bool>,
}

/// Up to when the reader has seen what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookedAt {
    /// The moment, as `changes.until` said.
    pub until: Timestamp,
}
