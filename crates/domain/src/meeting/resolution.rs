//! A resolution 议定事项: who does what by which day, and whether it is done.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agenda::MeetingFault;
use super::refusal::ResolutionRefusal;
use crate::ids::{AgendaPointId, CaseId, MeetingId, PersonId, ResolutionId, UnitId, UserId};
use crate::text::Message;
use crate::time::Timestamp;

/// The longest text of a resolution, of a report and of a reason, in characters.
const TEXT_MOST: usize = 500;

vocabulary! {
    /// Where a resolution stands.
    ResolutionState in "resolution-state" {
        /// To be done.
        Open = "open",
        /// Its unit says it is done; the office has still to confirm.
        Reported = "reported",
        /// Done, and confirmed.
        Done = "done",
        /// Dropped, with a reason.
        Dropped = "dropped",
    }
}

impl ResolutionState {
    /// Whether it comes back to the next meeting.
    pub const fn unfinished(self) -> bool {
        matches!(self, Self::Open | Self::Reported)
    }
}

/// What the office writes of a resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolutionText {
    /// What is to be done; at most 500 characters.
    pub text: String,
    /// The unit that does it.
    pub unit_id: UnitId,
    /// Who answers for it there.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// By which day.
    pub due_on: NaiveDate,
    /// The case it is about.
    #[serde(default)]
    pub case_id: Option<CaseId>,
}

/// What a unit says it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResolutionReport {
    /// What was done.
    pub text: String,
    /// When it was said.
    pub at: Timestamp,
    /// By which account.
    pub by_user: Option<UserId>,
    /// By whom, as shown.
    pub by_name: String,
}

/// A resolution of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Its identity.
    pub id: ResolutionId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Its place among the resolutions of its meeting, from 1.
    pub ordinal: u32,
    /// The point of the agenda it came of.
    pub point_id: Option<AgendaPointId>,
    /// What is to be done, by whom and by when.
    pub text: ResolutionText,
    /// Where it stands.
    pub state: ResolutionState,
    /// What its unit last said it did.
    pub report: Option<ResolutionReport>,
    /// Why it was last handed back, or dropped.
    pub reason: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was confirmed or dropped.
    pub ended_at: Option<Timestamp>,
    /// Counts its steps and edits.
    pub version: i64,
}

/// What is wrong with what the office writes of a resolution. Whether unit, person and case exist is asked elsewhere.
pub fn resolution_faults(text: &ResolutionText, held_on: NaiveDate) -> Vec<MeetingFault> {
    let mut faults = Vec::new();
    if said(&text.text).is_err() {
        let message = Message::new("resolution-text-needed").arg("most", TEXT_MOST);
        faults.push(MeetingFault { pointer: "/text".to_owned(), message });
    }
    if text.due_on < held_on {
        let message = Message::new("resolution-due-before").arg("day", held_on);
        faults.push(MeetingFault { pointer: "/due_on".to_owned(), message });
    }
    faults
}

/// Words that say something and not too much.
fn said(words: &str) -> Result<String, ResolutionRefusal> {
    let words = words.trim();
    if words.is_empty() || words.chars().count() > TEXT_MOST {
        return Err(ResolutionRefusal::NoWords { most: TEXT_MOST });
    }
    Ok(words.to_owned())
}

impl Resolution {
    /// Whether its day is past on a local day and its unit has not said that it is done. Once it has, the office is who is
    /// waited for.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.state == ResolutionState::Open && self.text.due_on < today
    }

    /// Writes it anew while it is not ended. Where it asks something else, or somebody else, what was reported answers it no
    /// longer and it is open again.
    ///
    /// # Errors
    /// [`ResolutionRefusal::Ended`].
    pub fn amend(mut self, mut text: ResolutionText) -> Result<Self, ResolutionRefusal> {
        self.unended()?;
        text.text = text.text.trim().into();
        if text.unit_id != self.text.unit_id || text.text != self.text.text {
            self.state = ResolutionState::Open;
            self.report = None;
        }
        self.text = text;
        Ok(self)
    }

    /// Its unit says it is done.
    ///
    /// # Errors
    /// [`ResolutionRefusal::NotOpen`], [`ResolutionRefusal::NoWords`].
    pub fn report(
        mut self,
        words: &str,
        (by_user, by_name): (Option<UserId>, &str),
        at: Timestamp,
    ) -> Result<Self, ResolutionRefusal> {
        if self.state != ResolutionState::Open {
            return Err(ResolutionRefusal::NotOpen { state: self.state });
        }
        self.report = Some(ResolutionReport { text: said(words)?, at, by_user, by_name: by_name.to_owned() });
        self.state = ResolutionState::Reported;
        Ok(self)
    }

    /// The office confirms that it is done.
    ///
    /// # Errors
    /// [`ResolutionRefusal::NotReported`], [`ResolutionRefusal::OwnReport`].
    pub fn confirm(mut self, by: Option<UserId>, at: Timestamp) -> Result<Self, ResolutionRefusal> {
        let report = self.reported()?;
        if by.is_some() && report.by_user == by {
            return Err(ResolutionRefusal::OwnReport);
        }
        self.state = ResolutionState::Done;
        self.reason = None;
        self.ended_at = Some(at);
        Ok(self)
    }

    /// The office does not find it done.
    ///
    /// # Errors
    /// [`ResolutionRefusal::NotReported`], [`ResolutionRefusal::NoWords`].
    pub fn send_back(mut self, reason: &str) -> Result<Self, ResolutionRefusal> {
        self.reported()?;
        self.reason = Some(said(reason)?);
        self.state = ResolutionState::Open;
        Ok(self)
    }

    /// The office drops it.
    ///
    /// # Errors
    /// [`ResolutionRefusal::Ended`], [`ResolutionRefusal::NoWords`].
    pub fn drop(mut self, reason: &str, at: Timestamp) -> Result<Self, ResolutionRefusal> {
        self.unended()?;
        self.reason = Some(said(reason)?);
        self.state = ResolutionState::Dropped;
        self.ended_at = Some(at);
        Ok(self)
    }

    const fn unended(&self) -> Result<(), ResolutionRefusal> {
        if self.state.unfinished() { Ok(()) } else { Err(ResolutionRefusal::Ended { state: self.state }) }
    }

    fn reported(&self) -> Result<&ResolutionReport, ResolutionRefusal> {
        match (&self.report, self.state) {
            (Some(report), ResolutionState::Reported) => Ok(report),
            (_, state) => Err(ResolutionRefusal::NotReported { state }),
        }
    }
}
