//! What a meeting and its agenda are.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::refusal::MeetingRefusal;
use crate::ids::{AgendaPointId, MeetingId};
use crate::text::Wording;
use crate::time::{IsoWeek, Timestamp};

vocabulary! {
    /// Where a meeting stands.
    MeetingState in "meeting-state" {
        /// Its agenda can still be changed.
        Planned = "planned",
        /// It was held; its agenda is frozen.
        Held = "held",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// What a point of the agenda is about.
    AgendaKind in "meeting-agenda" {
        /// Who comes last in the ranking of the week.
        Lagging = "lagging",
        /// What is stuck: overdue longest, sent back again and again.
        Stuck = "stuck",
        /// What needs a ruling across units.
        Ruling = "ruling",
        /// A drive behind its plan.
        Drive = "drive",
        /// Resolutions of earlier meetings that are not done.
        Resolution = "resolution",
        /// A point of the office's own.
        Own = "own",
    }
}

vocabulary! {
    /// What a fact of the agenda leads to.
    AgendaNoun in "meeting-noun" {
        /// A unit, in the ranking.
        Unit = "unit",
        /// A case.
        Case = "case",
        /// A drive.
        Drive = "drive",
        /// A resolution.
        Resolution = "resolution",
    }
}

/// A fact behind a point of the agenda, worded as it was when the point was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaFact {
    /// What it leads to.
    pub noun: AgendaNoun,
    /// The identity of that.
    pub id: Uuid,
    /// What that is called.
    pub name: Wording,
    /// What is to be said of it.
    pub says: Wording,
}

/// A point of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaPoint {
    /// Its identity.
    pub id: AgendaPointId,
    /// The key under which it was proposed; none for a point of the office's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What it is about.
    pub kind: AgendaKind,
    /// Its title.
    pub title: Wording,
    /// What the office adds for whoever prepares; may be empty.
    #[serde(default)]
    pub note: String,
    /// The facts it rests on.
    #[serde(default)]
    pub facts: Vec<AgendaFact>,
    /// What was said about it at the meeting; empty before.
    #[serde(default)]
    pub minutes: String,
}

/// What the office writes of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingText {
    /// Its day.
    pub meets_on: NaiveDate,
    /// The week whose ranking it looks at.
    pub week: IsoWeek,
    /// Where; at most 60 characters, may be empty.
    #[serde(default)]
    pub place: String,
    /// Who presides; at most 60 characters, may be empty.
    #[serde(default)]
    pub chair: String,
    /// Who attends, in words; at most 500 characters, may be empty.
    #[serde(default)]
    pub attendees: String,
}

/// A dispatch meeting 调度会.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its identity.
    pub id: MeetingId,
    /// Its number in its year, drawn when it is held.
    pub number: Option<u32>,
    /// When, where and with whom.
    pub text: MeetingText,
    /// Where it stands.
    pub state: MeetingState,
    /// Its agenda, in order.
    pub agenda: Vec<AgendaPoint>,
    /// Why it was called off.
    pub reason: Option<String>,
    /// When it was held.
    pub held_at: Option<Timestamp>,
    /// When it was planned.
    pub made_at: Timestamp,
    /// Counts its edits.
    pub version: i64,
}

/// The longest reason for calling a meeting off, in characters.
const REASON_MOST: usize = 500;

impl Meeting {
    /// The point of an identity.
    pub fn point(&self, id: AgendaPointId) -> Option<&AgendaPoint> {
        self.agenda.iter().find(|point| point.id == id)
    }

    /// Lets pass only a meeting whose agenda can still be changed.
    ///
    /// # Errors
    /// [`MeetingRefusal::NotPlanned`].
    pub const fn planned(&self) -> Result<(), MeetingRefusal> {
        match self.state {
            MeetingState::Planned => Ok(()),
            state => Err(MeetingRefusal::NotPlanned { state }),
        }
    }

    /// Lets pass only a meeting that was held: minutes and resolutions are of none other.
    ///
    /// # Errors
    /// [`MeetingRefusal::NotHeld`].
    pub const fn held(&self) -> Result<(), MeetingRefusal> {
        match self.state {
            MeetingState::Held => Ok(()),
            state => Err(MeetingRefusal::NotHeld { state }),
        }
    }

    /// Holds it on a local day: the agenda is frozen.
    ///
    /// # Errors
    /// [`MeetingRefusal::NotPlanned`], [`MeetingRefusal::TooEarly`] before its day, [`MeetingRefusal::NoAgenda`].
    pub fn hold(mut self, number: u32, today: NaiveDate, at: Timestamp) -> Result<Self, MeetingRefusal> {
        self.holdable(today)?;
        self.number = Some(number);
        self.state = MeetingState::Held;
        self.held_at = Some(at);
        Ok(self)
    }

    /// Whether it can be held on a local day; asked before its number is drawn.
    ///
    /// # Errors
    /// As [`Meeting::hold`].
    pub fn holdable(&self, today: NaiveDate) -> Result<(), MeetingRefusal> {
        self.planned()?;
        if today < self.text.meets_on {
            return Err(MeetingRefusal::TooEarly { meets_on: self.text.meets_on });
        }
        if self.agenda.is_empty() { Err(MeetingRefusal::NoAgenda) } else { Ok(()) }
    }

    /// Calls it off.
    ///
    /// # Errors
    /// [`MeetingRefusal::NotPlanned`], [`MeetingRefusal::NoReason`].
    pub fn cancel(mut self, reason: &str) -> Result<Self, MeetingRefusal> {
        self.planned()?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_MOST {
            return Err(MeetingRefusal::NoReason { most: REASON_MOST });
        }
        self.reason = Some(reason.to_owned());
        self.state = MeetingState::Cancelled;
        Ok(self)
    }
}
