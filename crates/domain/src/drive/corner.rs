//! Dead corners 死角死面: found, cleared, checked again.

use chrono::{Days, NaiveDate};

use crate::ids::{CaseId, DeadCornerId, DriveId, NodeId, UserId};
use crate::text::Message;
use crate::time::Timestamp;

/// The most characters that say where a corner is and what lies there.
pub const PLACE_MOST: usize = 200;

vocabulary! {
    /// What somebody did about a dead corner.
    CornerActKind in "drive-corner_act" {
        /// Found it.
        Found = "found",
        /// Cleared it.
        Cleared = "cleared",
        /// Checked it again: still clear.
        Held = "held",
        /// Checked it again: it came back 反弹.
        CameBack = "came_back",
    }
}

vocabulary! {
    /// How a dead corner stands.
    CornerState in "drive-corner_state" {
        /// To be cleared.
        Found = "found",
        /// Cleared, to be checked again.
        Cleared = "cleared",
        /// Still clear when it was checked again.
        Held = "held",
        /// It came back, and is to be cleared again.
        CameBack = "came_back",
    }
}

/// What somebody did about a dead corner, and when. Never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CornerAct {
    /// Its identity, made on the phone; its photographs are attached to it.
    pub id: uuid::Uuid,
    /// The corner.
    pub corner_id: DeadCornerId,
    /// Its place among the corner's acts, from 1.
    pub number: i32,
    /// What.
    pub kind: CornerActKind,
    /// The account.
    pub by: Option<UserId>,
    /// The name of who did it, as it was.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// Anything to know.
    pub note: String,
}

/// A dead corner 死角死面 that a drive found.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadCorner {
    /// Its identity, made on the phone.
    pub id: DeadCornerId,
    /// The drive.
    pub drive_id: DriveId,
    /// Where.
    pub node_id: NodeId,
    /// Where exactly, and what lies there.
    pub place: String,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// The case it was filed as when it came back.
    pub case_id: Option<CaseId>,
    /// Counts its acts.
    pub version: i64,
}

/// Why a step of a dead corner is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CornerRefusal {
    /// It is clear already.
    ClearAlready,
    /// It was not cleared, so there is nothing to check.
    NotCleared,
    /// Whoever cleared it checks it.
    OwnWork,
    /// It did not come back, so it is no case.
    NotBack,
    /// It is a case already.
    CaseAlready,
    /// A case needs a place.
    NoPlace,
    /// Another corner has this identity.
    Locked,
    /// It does not say where it is, or too much.
    NoWords,
}

impl CornerRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClearAlready => "dead_corner_clear_already",
            Self::NotCleared => "dead_corner_not_cleared",
            Self::OwnWork => "dead_corner_own_work",
            Self::NotBack => "dead_corner_not_back",
            Self::CaseAlready => "dead_corner_case_already",
            Self::NoPlace => "dead_corner_no_place",
            Self::Locked => "dead_corner_locked",
            Self::NoWords => "dead_corner_no_words",
        }
    }

    /// The sentence for the user.
    pub fn message(self) -> Message {
        let message = Message::new(match self {
            Self::ClearAlready => "drive-corner-clear-already",
            Self::NotCleared => "drive-corner-not-cleared",
            Self::OwnWork => "drive-corner-own-work",
            Self::NotBack => "drive-corner-not-back",
            Self::CaseAlready => "drive-corner-case-already",
            Self::NoPlace => "drive-corner-no-place",
            Self::Locked => "drive-corner-locked",
            Self::NoWords => "drive-corner-no-words",
        });
        message.arg("most", PLACE_MOST)
    }
}

/// How a dead corner stands after its acts, in their order.
pub fn state(acts: &[CornerAct]) -> CornerState {
    match acts.last().map(|act| act.kind) {
        None | Some(CornerActKind::Found) => CornerState::Found,
        Some(CornerActKind::Cleared) => CornerState::Cleared,
        Some(CornerActKind::Held) => CornerState::Held,
        Some(CornerActKind::CameBack) => CornerState::CameBack,
    }
}

/// Whether it can be cleared now.
///
/// # Errors
/// [`CornerRefusal::ClearAlready`].
pub fn clear(acts: &[CornerAct]) -> Result<(), CornerRefusal> {
    match state(acts) {
        CornerState::Found | CornerState::CameBack => Ok(()),
        CornerState::Cleared | CornerState::Held => Err(CornerRefusal::ClearAlready),
    }
}

/// Whether this account can check it again now.
///
/// # Errors
/// [`CornerRefusal::NotCleared`] and [`CornerRefusal::OwnWork`].
pub fn recheck(acts: &[CornerAct], by: Option<UserId>) -> Result<(), CornerRefusal> {
    if !matches!(state(acts), CornerState::Cleared | CornerState::Held) {
        return Err(CornerRefusal::NotCleared);
    }
    let cleared = acts.iter().rev().find(|act| act.kind == CornerActKind::Cleared);
    match cleared {
        Some(act) if act.by == by => Err(CornerRefusal::OwnWork),
        _ => Ok(()),
    }
}

impl CornerAct {
    /// The day a corner cleared on a local day is to be checked again.
    pub fn recheck_on(cleared_on: NaiveDate, recheck_days: u32) -> NaiveDate {
        cleared_on + Days::new(recheck_days.into())
    }
}
