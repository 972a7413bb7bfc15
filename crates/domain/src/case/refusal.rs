//! Why a step of a case is refused.

use super::model::{CaseAction, CaseState};
use super::request::{RequestKind, RequestState};
use super::rules::MOST_EXTENSIONS;
use crate::text::{Lang, Message};
use crate::time::{DEFAULT_ZONE, Timestamp, shown};

/// Why a step of a case is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseRefusal {
    /// The step does not start from this state.
    #[error("a case that is {state} cannot {action}")]
    WrongState {
        /// Where the case stands.
        state: CaseState,
        /// The step.
        action: CaseAction,
    },
    /// Whoever dispatched a case does not rectify it.
    #[error("whoever dispatched the case cannot rectify it")]
    DispatcherRectifies,
    /// Whoever dispatched a case does not check it.
    #[error("whoever dispatched the case cannot check it")]
    DispatcherChecks,
    /// Whoever rectified a case does not check it.
    #[error("whoever rectified the case cannot check it")]
    RectifierChecks,
    /// Only the handling unit accepts and rectifies.
    #[error("the case is another unit's")]
    NotTheUnits,
    /// A case in hand always has a unit; this one has none.
    #[error("the case has no handling unit")]
    NoUnit,
    /// What was done is not said.
    #[error("the measures taken are missing")]
    NoMeasures,
    /// A reason is asked for.
    #[error("a reason is missing")]
    NoReason,
    /// What is wrong is not said.
    #[error("the description is missing")]
    NoDescription,
    /// Found at no spot at all.
    #[error("a problem has at least one spot")]
    NoQuantity,
    /// A filed case has a number.
    #[error("the case number is missing")]
    NoNumber,
    /// The deadline does not start with the filing.
    #[error("the deadline starts at {start}, the case is filed at {at}")]
    DeadlineStartsElsewhere {
        /// When the deadline's clock starts.
        start: Timestamp,
        /// When the case is filed.
        at: Timestamp,
    },
    /// A unit cannot both handle and assist.
    #[error("a unit cannot both handle and assist the same case")]
    AssistsItself,
    /// It is not said what the unit is reminded of.
    #[error("the reminder says nothing")]
    NoReminder,
    /// Raised is only what was under supervision.
    #[error("the case was not under supervision")]
    NotSupervised,
    /// A case is raised once.
    #[error("the case was raised before")]
    RaisedBefore,
    /// No clock runs that could be extended.
    #[error("the case has no deadline")]
    NoDeadline,
    /// What is overdue is not extended any more.
    #[error("the deadline {deadline} has passed")]
    TooLateToExtend {
        /// The deadline.
        deadline: Timestamp,
    },
    /// It was extended as often as it may be.
    #[error("the deadline was extended as often as it may be")]
    ExtendedEnough,
    /// A case does not repeat itself.
    #[error("a case cannot be merged into itself")]
    MergesIntoItself,
    /// Only a case that is open can take another in.
    #[error("the other case is {state}")]
    MergesIntoEnded {
        /// Where the other case stands.
        state: CaseState,
    },
    /// The new report would be closed unseen with the check of the old one.
    #[error("the other case waits for its check")]
    MergesIntoRectified,
    /// A filed case would lose its number and clock.
    #[error("a filed case cannot be merged into one that is not filed")]
    FiledIntoUnfiled,
    /// One request at a time.
    #[error("another request is open")]
    RequestPending {
        /// The open one.
        kind: RequestKind,
    },
    /// A request is decided once.
    #[error("the request is decided")]
    RequestDecided {
        /// How.
        state: RequestState,
    },
    /// Whoever asked does not rule.
    #[error("whoever asked cannot rule")]
    RequesterRules,
    /// Two agree, and they are two people.
    #[error("the second ruling is another person's")]
    RulesTwice,
    /// A unit's head can only agree first, and only to their own unit's request.
    #[error("the office rules")]
    OfficeRules,
    /// A unit does not end its own suspension.
    #[error("only the office ends a suspension")]
    OfficeResumes,
    /// A case is suspended once.
    #[error("the case was suspended before")]
    SuspendedBefore,
    /// A case is appealed once.
    #[error("the case was appealed before")]
    AppealedBefore,
    /// Only what was late can be appealed.
    #[error("the case was not late")]
    NotLate,
    /// A unit that objects does not name itself.
    #[error("the unit proposes itself")]
    ObjectsToItself,
    /// The clock does not stand for ever, nor until the past.
    #[error("the clock needs a day to go on, in the future")]
    HoldEnds,
    /// There is a longest time.
    #[error("the clock would stand too long")]
    HoldTooLong {
        /// The longest, in days.
        days: i64,
    },
    /// A long-term rectification has dated stages.
    #[error("the plan has no stages")]
    NoPlan,
    /// A long-term rectification has lasting measures.
    #[error("the lasting measures are missing")]
    NoLastingMeasures,
    /// A stage is reached once.
    #[error("the stage is none or reached already")]
    NoMilestone,
    /// The step lies in the future.
    #[error("the step is dated {at}, the server says {now}")]
    FutureClock {
        /// The step's time.
        at: Timestamp,
        /// The server's time.
        now: Timestamp,
    },
    /// The step lies before the one before it.
    #[error("the step is dated {at}, the one before it {before}")]
    BeforePreviousStep {
        /// The step's time.
        at: Timestamp,
        /// The time of the step before.
        before: Timestamp,
    },
}

impl CaseRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "case_wrong_state",
            Self::DispatcherRectifies => "dispatcher_rectifies",
            Self::DispatcherChecks => "dispatcher_checks",
            Self::RectifierChecks => "rectifier_checks",
            Self::NotTheUnits => "not_the_units",
            Self::NoUnit => "case_without_unit",
            Self::NoMeasures => "measures_missing",
            Self::NoReason => "reason_missing",
            Self::NoDescription => "description_missing",
            Self::NoQuantity => "quantity_missing",
            Self::NoNumber => "number_missing",
            Self::DeadlineStartsElsewhere { .. } => "deadline_starts_elsewhere",
            Self::AssistsItself => "unit_assists_itself",
            Self::NoReminder => "reminder_missing",
            Self::NotSupervised => "not_supervised",
            Self::RaisedBefore => "raised_before",
            Self::NoDeadline => "case_without_deadline",
            Self::TooLateToExtend { .. } => "too_late_to_extend",
            Self::ExtendedEnough => "extended_enough",
            Self::MergesIntoItself => "merges_into_itself",
            Self::MergesIntoEnded { .. } => "merges_into_ended",
            Self::MergesIntoRectified => "merges_into_rectified",
            Self::FiledIntoUnfiled => "filed_into_unfiled",
            Self::RequestPending { .. } => "request_pending",
            Self::RequestDecided { .. } => "request_decided",
            Self::RequesterRules => "requester_rules",
            Self::RulesTwice => "rules_twice",
            Self::OfficeRules => "office_rules",
            Self::OfficeResumes => "office_resumes",
            Self::SuspendedBefore => "suspended_before",
            Self::AppealedBefore => "appealed_before",
            Self::NotLate => "not_late",
            Self::ObjectsToItself => "objects_to_itself",
            Self::HoldEnds => "hold_ends",
            Self::HoldTooLong { .. } => "hold_too_long",
            Self::NoPlan => "plan_missing",
            Self::NoLastingMeasures => "lasting_measures_missing",
            Self::NoMilestone => "milestone_missing",
            Self::FutureClock { .. } => "future_clock",
            Self::BeforePreviousStep { .. } => "before_previous_step",
        }
    }

    /// The public sentence in a language.
    pub fn message(&self, lang: Lang) -> Message {
        match self {
            Self::WrongState { state, action } => {
                Message::new("case-wrong-state").arg("state", state.wording(lang)).arg("action", action.wording(lang))
            }
            Self::DispatcherRectifies => Message::new("case-dispatcher-rectifies"),
            Self::DispatcherChecks => Message::new("case-dispatcher-checks"),
            Self::RectifierChecks => Message::new("case-rectifier-checks"),
            Self::NotTheUnits => Message::new("case-not-the-units"),
            Self::NoUnit => Message::new("case-no-unit"),
            Self::NoMeasures => Message::new("case-no-measures"),
            Self::NoReason => Message::new("case-no-reason"),
            Self::NoDescription => Message::new("case-no-description"),
            Self::NoQuantity => Message::new("case-no-quantity"),
            Self::NoNumber => Message::new("case-no-number"),
            Self::DeadlineStartsElsewhere { start, at } => Message::new("case-deadline-starts-elsewhere")
                .arg("start", shown(*start, DEFAULT_ZONE))
                .arg("at", shown(*at, DEFAULT_ZONE)),
            Self::AssistsItself => Message::new("case-assists-itself"),
            Self::NoReminder => Message::new("case-no-reminder"),
            Self::NotSupervised => Message::new("case-not-supervised"),
            Self::RaisedBefore => Message::new("case-raised-before"),
            Self::NoDeadline => Message::new("case-no-deadline"),
            Self::TooLateToExtend { deadline } => {
                Message::new("case-too-late-to-extend").arg("deadline", shown(*deadline, DEFAULT_ZONE))
            }
            Self::ExtendedEnough => Message::new("case-extended-enough").arg("most", MOST_EXTENSIONS),
            Self::MergesIntoItself => Message::new("case-merges-into-itself"),
            Self::MergesIntoEnded { state } => Message::new("case-merges-into-ended").arg("state", state.wording(lang)),
            Self::MergesIntoRectified => Message::new("case-merges-into-rectified"),
            Self::FiledIntoUnfiled => Message::new("case-filed-into-unfiled"),
            Self::RequestPending { kind } => Message::new("case-request-pending").arg("kind", kind.wording(lang)),
            Self::RequestDecided { state } => Message::new("case-request-decided").arg("state", state.wording(lang)),
            Self::RequesterRules => Message::new("case-requester-rules"),
            Self::RulesTwice => Message::new("case-rules-twice"),
            Self::OfficeRules => Message::new("case-office-rules"),
            Self::OfficeResumes => Message::new("case-office-resumes"),
            Self::SuspendedBefore => Message::new("case-suspended-before"),
            Self::AppealedBefore => Message::new("case-appealed-before"),
            Self::NotLate => Message::new("case-not-late"),
            Self::ObjectsToItself => Message::new("case-objects-to-itself"),
            Self::HoldEnds => Message::new("case-hold-ends"),
            Self::HoldTooLong { days } => Message::new("case-hold-too-long").arg("days", *days),
            Self::NoPlan => Message::new("case-no-plan"),
            Self::NoLastingMeasures => Message::new("case-no-lasting-measures"),
            Self::NoMilestone => Message::new("case-no-milestone"),
            Self::FutureClock { at, now } => Message::new("case-future-clock")
                .arg("at", shown(*at, DEFAULT_ZONE))
                .arg("now", shown(*now, DEFAULT_ZONE)),
            Self::BeforePreviousStep { at, before } => Message::new("case-before-previous-step")
                .arg("at", shown(*at, DEFAULT_ZONE))
                .arg("before", shown(*before, DEFAULT_ZONE)),
        }
    }
}
