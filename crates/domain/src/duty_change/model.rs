//! A duty change and its states.

use chrono::NaiveDate;
use uuid::Uuid;

use super::DutyChangeRefusal;
use crate::ids::{DutyChangeId, NodeId, SiteId, UnitId, UserId};
use crate::text::Message;
use crate::time::Timestamp;

vocabulary! {
    /// What passes over.
    DutyPart in "duty_change-part" {
        /// Answering for a node or a site 责任单位.
        Answering = "answering",
        /// Supporting a site 包联单位.
        Supporting = "supporting",
    }
}

vocabulary! {
    /// How far a duty change is.
    DutyChangeState in "duty_change-state" {
        /// Its day is still to come.
        Planned = "planned",
        /// The unit answers or supports since.
        Effected = "effected",
        /// On its day it could not be, and somebody must decide.
        Failed = "failed",
        /// It was taken back before it had any effect.
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    /// Why a change could not be on its day.
    DutyChangeFailure in "duty_change-failure" {
        /// The node or site is out of use.
        SubjectOutOfUse = "subject_out_of_use",
        /// The unit that was to take over is out of use.
        UnitOutOfUse = "unit_out_of_use",
    }
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutySubject {
    /// A node 网格.
    Node(NodeId),
    /// A site 点位.
    Site(SiteId),
}

impl DutySubject {
    /// Its noun, as events name it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Node(_) => "node",
            Self::Site(_) => "site",
        }
    }

    /// Its identity, whatever it is.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Node(id) => id.0,
            Self::Site(id) => id.0,
        }
    }
}

/// A duty change 职责变更.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyChange {
    /// Its identity.
    pub id: DutyChangeId,
    /// The node or site.
    pub subject: DutySubject,
    /// What passes over.
    pub part: DutyPart,
    /// The unit that takes over; none where nobody does.
    pub unit_id: Option<UnitId>,
    /// The first day of the new unit, local.
    pub effective_on: NaiveDate,
    /// On what it rests: a document number, minutes.
    pub basis: String,
    /// The account that planned it; none for the system.
    pub planned_by: Option<UserId>,
    /// Who planned it, by name.
    pub planned_name: String,
    /// When.
    pub planned_at: Timestamp,
    /// How far it is.
    pub state: DutyChangeState,
    /// Once it is effected: the unit it passed from.
    pub from_unit_id: Option<UnitId>,
    /// Once it has failed: why.
    pub failure: Option<DutyChangeFailure>,
    /// Who brought it into its state, by name; none while it is planned.
    pub ended_name: Option<String>,
    /// When.
    pub ended_at: Option<Timestamp>,
    /// Counts its changes of state.
    pub version: i64,
}

impl DutyChange {
    /// Effects it.
    ///
    /// # Errors
    /// When it is effected or withdrawn already.
    pub fn effected(self, from: Option<UnitId>, name: &str, at: Timestamp) -> Result<Self, DutyChangeRefusal> {
        let open = self.open()?;
        Ok(Self { from_unit_id: from, failure: None, ..open.ended(DutyChangeState::Effected, name, at) })
    }

    /// Flags it as one that could not be.
    ///
    /// # Errors
    /// When it is effected or withdrawn already.
    pub fn failed(self, why: DutyChangeFailure, name: &str, at: Timestamp) -> Result<Self, DutyChangeRefusal> {
        let open = self.open()?;
        Ok(Self { failure: Some(why), ..open.ended(DutyChangeState::Failed, name, at) })
    }

    /// Takes it back. What failed may be taken back too; why it failed stays to be read.
    ///
    /// # Errors
    /// When it is effected or withdrawn already.
    pub fn withdrawn(self, name: &str, at: Timestamp) -> Result<Self, DutyChangeRefusal> {
        Ok(self.open()?.ended(DutyChangeState::Withdrawn, name, at))
    }

    fn open(self) -> Result<Self, DutyChangeRefusal> {
        match self.state {
            DutyChangeState::Planned | DutyChangeState::Failed => Ok(self),
            state => Err(DutyChangeRefusal::Over { state }),
        }
    }

    fn ended(self, state: DutyChangeState, name: &str, at: Timestamp) -> Self {
        Self { state, ended_name: Some(name.to_owned()), ended_at: Some(at), ..self }
    }
}

/// Between whom a part passes, by name in the language of whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passing<'a> {
    /// What passes over.
    pub part: DutyPart,
    /// From when.
    pub on: NaiveDate,
    /// Whose it was; none where nobody's.
    pub from: Option<&'a str>,
    /// Whose it becomes; none where nobody's.
    pub to: Option<&'a str>,
}

impl Passing<'_> {
    /// The sentence, without a full stop.
    pub fn message(&self) -> Message {
        let passes = match (self.from, self.to) {
            (None, None) => "nobody",
            (Some(_), None) => "out",
            (None, Some(_)) => "in",
            // Somebody gave it to the unit by hand before its day.
            (Some(from), Some(to)) if from == to => "in",
            (Some(_), Some(_)) => "over",
        };
        Message::new(format!("duty_change-sentence-{}", self.part))
            .arg("passes", passes)
            .arg("day", self.on)
            .arg("from", self.from.unwrap_or("—"))
            .arg("to", self.to.unwrap_or("—"))
    }
}
