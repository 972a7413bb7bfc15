//! Why a step of a meeting or of a resolution is refused.

use chrono::NaiveDate;

use super::model::MeetingState;
use super::resolution::ResolutionState;
use crate::text::{Lang, Message};

/// Why a step of a meeting is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingRefusal {
    /// It was held or called off, and its agenda stands.
    NotPlanned {
        /// Where it stands.
        state: MeetingState,
    },
    /// It was not held.
    NotHeld {
        /// Where it stands.
        state: MeetingState,
    },
    /// Its day is still to come.
    TooEarly {
        /// Its day.
        meets_on: NaiveDate,
    },
    /// There is nothing on its agenda.
    NoAgenda,
    /// It is not said why, or with too many words.
    NoReason {
        /// The most characters.
        most: usize,
    },
}

impl MeetingRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPlanned { .. } => "meeting_not_planned",
            Self::NotHeld { .. } => "meeting_not_held",
            Self::TooEarly { .. } => "meeting_too_early",
            Self::NoAgenda => "meeting_no_agenda",
            Self::NoReason { .. } => "meeting_no_reason",
        }
    }

    /// The sentence for the user.
    pub fn message(self, lang: Lang) -> Message {
        match self {
            Self::NotPlanned { state } => Message::new("meeting-not-planned").arg("state", state.wording(lang)),
            Self::NotHeld { state } => Message::new("meeting-not-held").arg("state", state.wording(lang)),
            Self::TooEarly { meets_on } => Message::new("meeting-too-early").arg("day", meets_on),
            Self::NoAgenda => Message::new("meeting-no-agenda"),
            Self::NoReason { most } => Message::new("meeting-no-reason").arg("most", most),
        }
    }
}

/// Why a step of a resolution is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResolutionRefusal {
    /// It is not open: reported already, done, or dropped.
    NotOpen {
        /// Where it stands.
        state: ResolutionState,
    },
    /// Nobody reported it as done.
    NotReported {
        /// Where it stands.
        state: ResolutionState,
    },
    /// It is done or dropped.
    Ended {
        /// Where it stands.
        state: ResolutionState,
    },
    /// Whoever reported it as done confirms it.
    OwnReport,
    /// It does not say what was done, or why, or says too much.
    NoWords {
        /// The most characters.
        most: usize,
    },
}

impl ResolutionRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOpen { .. } => "resolution_not_open",
            Self::NotReported { .. } => "resolution_not_reported",
            Self::Ended { .. } => "resolution_ended",
            Self::OwnReport => "resolution_own_report",
            Self::NoWords { .. } => "resolution_no_words",
        }
    }

    /// The sentence for the user.
    pub fn message(self, lang: Lang) -> Message {
        match self {
            Self::NotOpen { state } => Message::new("resolution-not-open").arg("state", state.wording(lang)),
            Self::NotReported { state } => Message::new("resolution-not-reported").arg("state", state.wording(lang)),
            Self::Ended { state } => Message::new("resolution-ended").arg("state", state.wording(lang)),
            Self::OwnReport => Message::new("resolution-own-report"),
            Self::NoWords { most } => Message::new("resolution-no-words").arg("most", most),
        }
    }
}
