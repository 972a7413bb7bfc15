//! What a patrol is, and why one is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CellSet;
use crate::ids::{NodeId, PatrolId, PersonId, UserId};
use crate::text::Message;
use crate::time::Timestamp;

/// A fix: where a phone was at a moment, as it told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatrolFix")]
pub struct Fix {
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude, WGS-84 degrees.
    pub lat: f64,
    /// How well the phone knew it, in metres.
    pub accuracy_m: f64,
    /// When.
    pub at: Timestamp,
}

/// What a track comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walked {
    /// How many fixes were sent, each counted once.
    pub fixes: u32,
    /// The walked length in metres.
    pub length_m: u32,
    /// How many cells of the node were reached.
    pub covered: u32,
    /// How many cells the node has; none without a boundary.
    pub of: u32,
    /// Which cells; gone with the track.
    pub cells: Option<CellSet>,
}

/// A patrol 巡查: one person walks one node once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patrol {
    /// Its identity, made on the phone.
    pub id: PatrolId,
    /// The node.
    pub node_id: NodeId,
    /// Who walked.
    pub person_id: Option<PersonId>,
    /// The account.
    pub user_id: Option<UserId>,
    /// The name of who walked, as it was.
    pub walker: String,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended; none while it is under way, or its end not yet sent.
    pub ended_at: Option<Timestamp>,
    /// When the first of it arrived.
    pub received_at: Timestamp,
    /// What its track comes to.
    pub walked: Walked,
    /// When its track was removed; what it came to stays.
    pub track_removed_at: Option<Timestamp>,
    /// Counts its pieces.
    pub version: i64,
}

impl Patrol {
    /// Whether it counts as made: it is ended, and was in the node, or the node has no boundary to be in.
    pub const fn counts(&self) -> bool {
        self.ended_at.is_some() && (self.walked.covered > 0 || (self.walked.of == 0 && self.walked.length_m > 0))
    }
}

/// Why a piece of a patrol is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatrolRefusal {
    /// The identity is another patrol's.
    #[error("another patrol has this identity")]
    Locked,
    /// It ends before it begins.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// It lasts longer than a day.
    #[error("longer than {hours} hours")]
    TooLong {
        /// The longest.
        hours: i64,
    },
    /// It lies in the future.
    #[error("in the future")]
    InTheFuture,
    /// A fix lies before the beginning or after the end: a track is kept for the patrol only.
    #[error("fix {number} lies outside the patrol")]
    FixOutside {
        /// Its place in the piece, from 1.
        number: usize,
    },
    /// A fix is no place on earth or of no accuracy.
    #[error("fix {number} is no place")]
    FixNowhere {
        /// Its place in the piece, from 1.
        number: usize,
    },
    /// A piece has too many fixes.
    #[error("more than {most} fixes")]
    TooManyFixes {
        /// The most.
        most: usize,
    },
}

impl PatrolRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Locked => "patrol_locked",
            Self::EndsBeforeItBegins => "patrol_ends_before_it_begins",
            Self::TooLong { .. } => "patrol_too_long",
            Self::InTheFuture => "patrol_in_the_future",
            Self::FixOutside { .. } => "patrol_fix_outside",
            Self::FixNowhere { .. } => "patrol_fix_nowhere",
            Self::TooManyFixes { .. } => "patrol_too_many_fixes",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::Locked => Message::new("patrol-locked"),
            Self::EndsBeforeItBegins => Message::new("patrol-ends-before-it-begins"),
            Self::TooLong { hours } => Message::new("patrol-too-long").arg("hours", hours),
            Self::InTheFuture => Message::new("patrol-in-the-future"),
            Self::FixOutside { number } => Message::new("patrol-fix-outside").arg("number", number),
            Self::FixNowhere { number } => Message::new("patrol-fix-nowhere").arg("number", number),
            Self::TooManyFixes { most } => Message::new("patrol-too-many-fixes").arg("most", most),
        }
    }
}
