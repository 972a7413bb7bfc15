//! The course of a case: the moments of its steps, small enough to keep for every case there is, and where they say
//! it stood at any time.
//!
//! At or after its last step a case stands where it stands now; before, the moments tell. A rectification that a check
//! sent back and a dispatch that was taken back 收回 are no longer among the case's own moments, so they are kept beside
//! as [`Setback`]s.

use std::num::NonZeroU32;

use super::CaseState;
use crate::time::Timestamp;

/// A moment in whole seconds since 1970; enough until 2106, and none costs no room.
pub type Second = NonZeroU32;

/// The second a moment falls into.
pub fn second(at: Timestamp) -> Option<Second> {
    u32::try_from(at.timestamp()).ok().and_then(Second::new)
}

/// A step that did not last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setback {
    /// Where the step had brought the case: rectified or dispatched.
    pub state: CaseState,
    /// When the step was taken.
    pub from: Second,
    /// When it was taken back.
    pub until: Second,
}

/// The moments of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Where it stands now.
    pub state: CaseState,
    /// Reported.
    pub reported: Option<Second>,
    /// Filed.
    pub filed: Option<Second>,
    /// Dispatched.
    pub dispatched: Option<Second>,
    /// Accepted by its unit.
    pub accepted: Option<Second>,
    /// Reported rectified, where that stands.
    pub rectified: Option<Second>,
    /// Closed.
    pub closed: Option<Second>,
    /// Its last step.
    pub moved: Option<Second>,
    /// Due.
    pub deadline: Option<Second>,
}

impl Course {
    /// Where it stood at a moment; none before it was reported.
    pub fn state_at(&self, at: Second, setbacks: &[Setback]) -> Option<CaseState> {
        let by = |moment: Option<Second>| moment.is_some_and(|moment| moment <= at);
        if !by(self.reported) {
            return None;
        }
        if by(self.moved) {
            return Some(self.state);
        }
        if let Some(setback) = setbacks.iter().find(|setback| setback.from <= at && at < setback.until) {
            return Some(setback.state);
        }
        Some(if by(self.closed) {
            CaseState::Closed
        } else if by(self.rectified) {
            CaseState::Rectified
        } else if by(self.accepted) {
            CaseState::InHand
        } else if by(self.dispatched) {
            CaseState::Dispatched
        } else if by(self.filed) {
            CaseState::Filed
        } else {
            CaseState::Reported
        })
    }

    /// Whether a case that stood in this state was past its deadline at a moment: only a running clock can be.
    pub fn overdue_at(&self, at: Second, state: CaseState) -> bool {
        let running = matches!(state, CaseState::Filed | CaseState::Dispatched | CaseState::InHand);
        running && self.deadline.is_some_and(|deadline| deadline < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u32) -> Option<Second> {
        Second::new(second)
    }

    /// Reported at 10, filed 20, dispatched 30, accepted 40, due 60.
    fn course(state: CaseState, rectified: u32, closed: u32, moved: u32) -> Course {
        Course {
            state,
            reported: at(10),
            filed: at(20),
            dispatched: at(30),
            accepted: at(40),
            rectified: at(rectified),
            closed: at(closed),
            moved: at(moved),
            deadline: at(60),
        }
    }

    fn stood(course: &Course, setbacks: &[Setback], moments: &[u32]) -> Vec<Option<CaseState>> {
        moments.iter().filter_map(|moment| at(*moment)).map(|moment| course.state_at(moment, setbacks)).collect()
    }

    fn setback(state: CaseState, from: u32, until: u32) -> Setback {
        let second = |second| Second::new(second).unwrap_or(Second::MIN);
        Setback { state, from: second(from), until: second(until) }
    }

    #[test]
    fn a_dispatch_taken_back_stood_until_then() {
        use CaseState::{Dispatched, Filed, InHand};
        let case = Course { dispatched: at(30), ..course(InHand, 0, 0, 40) };
        let states = stood(&case, &[setback(Dispatched, 22, 25)], &[21, 22, 24, 25, 29, 30, 40]);
        assert_eq!(states, [Filed, Dispatched, Dispatched, Filed, Filed, Dispatched, InHand].map(Some));
    }

    #[test]
    fn a_case_stood_where_its_steps_had_brought_it() {
        use CaseState::{Closed, Dispatched, Filed, InHand, Rectified, Reported};
        let closed = course(Closed, 70, 80, 80);
        assert_eq!(
            stood(&closed, &[], &[9, 10, 20, 30, 40, 69, 70, 79, 80, 900]),
            [
                None,
                Some(Reported),
                Some(Filed),
                Some(Dispatched),
                Some(InHand),
                Some(InHand),
                Some(Rectified),
                Some(Rectified),
                Some(Closed),
                Some(Closed)
            ]
        );
    }

    #[test]
    fn a_rectification_sent_back_stood_until_then() {
        use CaseState::{Closed, InHand, Rectified};
        let setback = [setback(Rectified, 45, 55)];
        let closed = course(Closed, 70, 80, 80);
        let states = stood(&closed, &setback, &[44, 45, 54, 55, 70, 80]);
        assert_eq!(states, [InHand, Rectified, Rectified, InHand, Rectified, Closed].map(Some));
    }

    #[test]
    fn what_ended_without_being_closed_or_stands_still_is_known_from_its_last_step() {
        use CaseState::{Declined, InHand, LongTerm, Reported};
        let declined = Course { filed: None, dispatched: None, accepted: None, ..course(Declined, 0, 0, 25) };
        assert_eq!(stood(&declined, &[], &[24, 25]), [Some(Reported), Some(Declined)]);
        let long = course(LongTerm, 0, 0, 50);
        assert_eq!(stood(&long, &[], &[49, 50]), [Some(InHand), Some(LongTerm)]);
    }

    #[test]
    fn only_a_running_clock_is_overdue_and_only_after_the_deadline() {
        let case = course(CaseState::Closed, 70, 80, 80);
        let overdue = |moment| {
            let moment = at(moment)?;
            case.state_at(moment, &[]).map(|state| case.overdue_at(moment, state))
        };
        assert_eq!([50, 60, 61, 69, 70, 80].map(overdue), [false, false, true, true, false, false].map(Some));
    }
}
