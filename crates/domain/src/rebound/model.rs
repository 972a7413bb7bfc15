//! What a re-check is, what the office sets about it, and why one is refused.

use chrono::TimeDelta;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::{By, Case, CaseState};
use crate::ids::{CaseId, PersonId, ReCheckId, UserId};
use crate::round::CLOCK_TOLERANCE_MINUTES;
use crate::text::Message;
use crate::time::Timestamp;

/// How closed cases are watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ReboundSettings {
    /// How many days after the close-out a re-check is due, rising.
    pub re_check_days: Vec<u32>,
    /// How many days later it is overdue.
    pub grace_days: u32,
    /// For how many days after the close-out a case is watched.
    pub watch_days: u32,
    /// Within how many metres a new problem of the same class counts as a rebound; 0 where only the site counts.
    pub near_m: u32,
    /// From how many cases of one class at one place it is a hot spot.
    pub hot_spot_cases: u32,
}

impl Default for ReboundSettings {
    /// The figures are suggestions of the project: a week, three weeks and two months after the close-out. Notices ask
    /// for re-checks and for no return 不反弹, and name no days.
    fn default() -> Self {
        Self { re_check_days: vec![7, 21, 60], grace_days: 7, watch_days: 90, near_m: 50, hot_spot_cases: 3 }
    }
}

/// What is wrong with settings, with the field it is about.
pub fn settings_fault(settings: &ReboundSettings) -> Option<(&'static str, Message)> {
    let days = &settings.re_check_days;
    let rising = days.windows(2).all(|pair| pair[0] < pair[1]);
    if days.is_empty() || days.len() > 6 || days[0] == 0 || !rising {
        return Some(("re_check_days", Message::new("rebound-setting-days")));
    }
    let last = days.last().copied().unwrap_or_default();
    let ranges = [
        ("grace_days", settings.grace_days, 1, 60),
        ("watch_days", settings.watch_days, last.saturating_add(1).min(730), 730),
        ("near_m", settings.near_m, 0, 500),
        ("hot_spot_cases", settings.hot_spot_cases, 2, 50),
    ];
    let wrong = ranges.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value));
    wrong.map(|(field, _, least, most)| {
        (field, Message::new("rebound-setting-range").arg("least", least).arg("most", most))
    })
}

vocabulary! {
    /// What a re-check found.
    ReCheckResult in "rebound-result" {
        /// The fix holds 未反弹.
        Held = "held",
        /// The problem came back 已反弹.
        Rebounded = "rebounded",
        /// It could not be judged 无法判定.
        Unjudged = "unjudged",
    }
}

vocabulary! {
    /// How the watch over a closed case stands.
    WatchState in "rebound-watch" {
        /// Watched; the next re-check is not due yet 观察中.
        Watching = "watching",
        /// A re-check is due 待回头看.
        Due = "due",
        /// A re-check is overdue 逾期未回头看.
        Overdue = "overdue",
        /// Every re-check found that the fix holds 已巩固.
        Passed = "passed",
        /// The problem came back 已反弹.
        Rebounded = "rebounded",
        /// The watch ended without its last re-check 到期未核.
        Lapsed = "lapsed",
    }
}

/// A re-check 回头看 of a closed case.
#[derive(Clone, Debug, PartialEq)]
pub struct ReCheck {
    /// Its identity, made on the device.
    pub id: ReCheckId,
    /// The case.
    pub case_id: CaseId,
    /// When it was made.
    pub at: Timestamp,
    /// When it was received.
    pub received_at: Timestamp,
    /// How many local days after the close-out it was made.
    pub days_after: u32,
    /// What was found.
    pub result: ReCheckResult,
    /// What the re-checker wrote.
    pub note: Option<String>,
    /// Longitude of where it was made, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude.
    pub lat: Option<f64>,
    /// Whose account.
    pub user_id: Option<UserId>,
    /// The person behind it.
    pub person_id: Option<PersonId>,
    /// The name, as it was.
    pub by_name: String,
    /// The case in which the rebound is handled.
    pub found_case_id: Option<CaseId>,
}

/// What a re-checker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'f> {
    /// What was found.
    pub result: ReCheckResult,
    /// What the re-checker wrote.
    pub note: Option<&'f str>,
    /// How many photographs come with it.
    pub photos: usize,
    /// Whether the case came back before.
    pub came_back: bool,
    /// Whether the watch had ended by then.
    pub over: bool,
}

/// Why a re-check is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReCheckRefusal {
    /// Only a closed case is watched.
    #[error("a case that is {state} is not watched")]
    NotClosed {
        /// Where it stands.
        state: CaseState,
    },
    /// The problem came back, and its rebound is handled in a case of its own.
    #[error("the problem came back before")]
    CameBack,
    /// The watch is over.
    #[error("the watch is over")]
    Over,
    /// The unit that rectified does not re-check.
    #[error("the unit that rectified the case cannot re-check it")]
    OwnWork,
    /// A judgement is shown by a photograph.
    #[error("a photograph is missing")]
    NoPhoto,
    /// Why it could not be judged is not said.
    #[error("the reason is missing")]
    NoReason,
    /// Made before the close-out.
    #[error("made before the close-out")]
    BeforeCloseOut,
    /// Made in the future.
    #[error("made in the future")]
    Future,
    /// The identity belongs to another re-check.
    #[error("the identity belongs to another re-check")]
    Locked,
}

impl ReCheckRefusal {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotClosed { .. } => "re_check_not_closed",
            Self::CameBack => "re_check_came_back",
            Self::Over => "re_check_over",
            Self::OwnWork => "re_check_own_work",
            Self::NoPhoto => "re_check_no_photo",
            Self::NoReason => "re_check_no_reason",
            Self::BeforeCloseOut => "re_check_before_close_out",
            Self::Future => "re_check_in_the_future",
            Self::Locked => "re_check_locked",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        let key = match self {
            Self::NotClosed { .. } => "rebound-not-closed",
            Self::CameBack => "rebound-came-back",
            Self::Over => "rebound-over",
            Self::OwnWork => "rebound-own-work",
            Self::NoPhoto => "rebound-no-photo",
            Self::NoReason => "rebound-no-reason",
            Self::BeforeCloseOut => "rebound-before-close-out",
            Self::Future => "rebound-future",
            Self::Locked => "rebound-locked",
        };
        Message::new(key)
    }
}

/// Whether an account may re-check a case at all: it neither rectified it nor acts for its unit.
pub fn independent(case: &Case, by: &By) -> bool {
    let rectified = case.rectified_by.is_some() && case.rectified_by == by.user_id;
    !rectified && !case.unit_id.is_some_and(|unit| by.acts_for(unit))
}

impl Found<'_> {
    /// Whether a re-check of a case by an account at a moment stands, and when the case was closed.
    ///
    /// # Errors
    /// The refusal that says what is wrong with it.
    pub fn check(&self, case: &Case, by: &By, at: Timestamp, now: Timestamp) -> Result<Timestamp, ReCheckRefusal> {
        let closed = case.closed_at.filter(|_| case.state == CaseState::Closed);
        let closed_at = closed.ok_or(ReCheckRefusal::NotClosed { state: case.state })?;
        if !independent(case, by) {
            return Err(ReCheckRefusal::OwnWork);
        }
        if self.came_back {
            return Err(ReCheckRefusal::CameBack);
        }
        if at > now + TimeDelta::minutes(CLOCK_TOLERANCE_MINUTES) {
            return Err(ReCheckRefusal::Future);
        }
        if at < closed_at {
            return Err(ReCheckRefusal::BeforeCloseOut);
        }
        if self.over {
            return Err(ReCheckRefusal::Over);
        }
        let said = self.note.is_some_and(|note| !note.trim().is_empty());
        match self.result {
            ReCheckResult::Unjudged if !said => Err(ReCheckRefusal::NoReason),
            ReCheckResult::Held | ReCheckResult::Rebounded if self.photos == 0 => Err(ReCheckRefusal::NoPhoto),
            _ => Ok(closed_at),
        }
    }
}
