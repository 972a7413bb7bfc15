//! Dispatch meetings 调度会 and their resolutions 议定事项.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::ids::{AgendaPointId, MeetingId, ResolutionId, UnitId};
use wangge_domain::meeting::{
    AgendaKind, AgendaNoun, MeetingState, MeetingText, ResolutionReport, ResolutionState, ResolutionText,
};
use wangge_domain::text::{Lang, Wording};
use wangge_domain::time::{IsoWeek, Timestamp};

use super::{CaseRef, Ref};

/// A meeting to be prepared: its agenda is proposed from the figures of its week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrepareMeeting {
    /// Its identity, made by whoever prepares it.
    pub id: MeetingId,
    /// When, where and with whom.
    pub text: MeetingText,
}

/// A meeting and its agenda as the office wants them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendMeeting {
    /// When, where and with whom.
    pub text: MeetingText,
    /// The points, in their order; a point that is left out is removed.
    pub points: Vec<AmendAgendaPoint>,
}

/// A point of an agenda as the office wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendAgendaPoint {
    /// Its identity; that of a point on the agenda keeps its facts.
    pub id: AgendaPointId,
    /// The key of a proposed point that is taken over with its facts.
    #[serde(default)]
    pub key: Option<String>,
    /// Its title; at most 120 characters.
    pub title: Wording,
    /// What the office adds; at most 500 characters, may be empty.
    #[serde(default)]
    pub note: String,
}

/// What was said at a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinuteMeeting {
    /// Who presided; at most 60 characters.
    #[serde(default)]
    pub chair: String,
    /// Who attended, in words; at most 500 characters.
    #[serde(default)]
    pub attendees: String,
    /// What was said, by point.
    pub points: Vec<PointMinutes>,
}

/// What was said about a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointMinutes {
    /// The point.
    pub id: AgendaPointId,
    /// What was said; at most 2000 characters.
    pub minutes: String,
}

/// Why a meeting is called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelMeeting {
    /// Why; at most 500 characters.
    pub reason: String,
}

/// Which document of a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingPart {
    /// The papers for it 会议材料: agenda, ranking, stuck cases, resolutions.
    #[default]
    Pack,
    /// Its minutes 会议纪要.
    Minutes,
}

/// A document of a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingDocumentQuery {
    /// Which; its papers when not said.
    #[serde(default)]
    pub part: MeetingPart,
    /// Its language, for a link that cannot say it otherwise.
    pub lang: Option<Lang>,
}

/// The meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeetingList {
    /// The latest first.
    pub items: Vec<MeetingLine>,
    /// Whether the reader may prepare one.
    pub may_edit: bool,
    /// The day a new one would be on: the Monday to come.
    pub next_on: NaiveDate,
    /// The week it would look at.
    pub next_week: IsoWeek,
}

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeetingLine {
    /// The meeting.
    pub id: MeetingId,
    /// Its name: by its number, or by its day before it has one.
    pub name: String,
    /// Its number in its year; null before it is held.
    pub number: Option<u32>,
    /// Its day.
    pub meets_on: NaiveDate,
    /// Where it stands.
    pub state: MeetingState,
    /// What that is called.
    pub state_name: String,
    /// How many points its agenda has.
    pub points: u64,
    /// How many resolutions it made.
    pub resolutions: u64,
    /// How many of them are not done or dropped.
    pub unfinished: u64,
    /// How many of those are overdue.
    pub overdue: u64,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeetingView {
    /// The meeting as in a list.
    #[serde(flatten)]
    pub line: MeetingLine,
    /// When, where and with whom.
    pub text: MeetingText,
    /// What the week of its ranking is called.
    pub week_name: String,
    /// Its agenda, in order.
    pub agenda: Vec<AgendaPointView>,
    /// What it resolved, in order.
    pub decided: Vec<ResolutionView>,
    /// Why it was called off.
    pub reason: Option<String>,
    /// When it was held.
    pub held_at: Option<Timestamp>,
    /// Today, by which days are late.
    pub today: NaiveDate,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// Counts its edits, for `If-Match`.
    pub version: i64,
}

/// A point of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaPointView {
    /// Its identity; null for a point that is only proposed.
    pub id: Option<AgendaPointId>,
    /// The key under which it was proposed; null for a point of the office's own.
    pub key: Option<String>,
    /// What it is about.
    pub kind: AgendaKind,
    /// What that is called.
    pub kind_name: String,
    /// Its title in the language of the request.
    pub title: String,
    /// Its title in both languages, for changing it.
    pub titles: Wording,
    /// What the office adds.
    pub note: String,
    /// The facts it rests on.
    pub facts: Vec<AgendaFactView>,
    /// What was said about it.
    pub minutes: String,
}

/// A fact behind a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaFactView {
    /// What it leads to.
    pub noun: AgendaNoun,
    /// The identity of that.
    pub id: Uuid,
    /// What that was called.
    pub name: String,
    /// What was to be said of it.
    pub says: String,
}

/// What the figures propose now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaProposal {
    /// The points that are not on the agenda.
    pub points: Vec<AgendaPointView>,
}

/// A resolution to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeResolution {
    /// Its identity, made by whoever writes it down.
    pub id: ResolutionId,
    /// The point of the agenda it came of.
    #[serde(default)]
    pub point_id: Option<AgendaPointId>,
    /// What is to be done, by whom and by when.
    pub text: ResolutionText,
}

/// Words that go with a step of a resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolutionWords {
    /// What was done, or why; at most 500 characters.
    pub words: String,
}

/// Which resolutions are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolutionQuery {
    /// Only in this state.
    pub state: Option<ResolutionState>,
    /// Only those not done or dropped.
    pub unfinished: Option<bool>,
    /// Only those whose day is past and that are not reported as done.
    pub overdue: Option<bool>,
    /// Only of this unit.
    pub unit: Option<UnitId>,
    /// Only of this meeting.
    pub meeting: Option<MeetingId>,
}

/// Resolutions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResolutionList {
    /// By day.
    pub items: Vec<ResolutionView>,
    /// Whether the reader may see the meetings they are of.
    pub may_see_meetings: bool,
}

/// A resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each says on its own what the reader may do")]
pub struct ResolutionView {
    /// The resolution.
    pub id: ResolutionId,
    /// Its number: year, meeting and place, such as `2026-3-2`.
    pub number: String,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The meeting's name.
    pub meeting_name: String,
    /// The meeting's day.
    pub meets_on: NaiveDate,
    /// The point of the agenda it came of.
    pub point_id: Option<AgendaPointId>,
    /// What is to be done.
    pub text: String,
    /// The unit that does it.
    pub unit: Option<Ref>,
    /// Who answers for it there.
    pub person: Option<Ref>,
    /// By which day.
    pub due_on: NaiveDate,
    /// The case it is about; null too where the reader may not see it.
    pub case: Option<CaseRef>,
    /// Where it stands.
    pub state: ResolutionState,
    /// What that is called.
    pub state_name: String,
    /// Whether its day is past and it is not reported as done.
    pub overdue: bool,
    /// What its unit last said it did.
    pub report: Option<ResolutionReport>,
    /// Why it was last sent back, or dropped.
    pub reason: Option<String>,
    /// When it was confirmed or dropped.
    pub ended_at: Option<Timestamp>,
    /// Whether the reader may report it as done now.
    pub may_report: bool,
    /// Whether the reader may confirm it or send it back now.
    pub may_confirm: bool,
    /// Whether the reader may change or drop it now.
    pub may_edit: bool,
    /// Counts its steps, for `If-Match`.
    pub version: i64,
}
