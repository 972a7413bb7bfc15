//! The steps of a case. Each takes the case and the facts of the step and gives the case after it with its
//! event, or says why not.

use chrono::TimeDelta;

use super::model::{Case, CaseAction, CaseState};
use super::refusal::CaseRefusal;
use super::step::{
    By, CaseChange, CaseEvent, Checking, Dispatching, Extending, Filing, OnSpot, Rectifying, Report, Step,
};
use crate::deadline::Deadline;
use crate::escalation::{EscalationMeasure, Pressing};
use crate::ids::{UnitId, UserId};
use crate::round::CLOCK_TOLERANCE_MINUTES;
use crate::time::Timestamp;

/// How often a deadline may be extended.
pub const MOST_EXTENSIONS: u32 = 2;

/// A case after a step, and the step for the record.
type Moved = Result<(Case, CaseEvent), CaseRefusal>;

/// A text that says something, trimmed.
pub(super) fn said(text: &str, otherwise: CaseRefusal) -> Result<String, CaseRefusal> {
    let text = text.trim();
    if text.is_empty() { Err(otherwise) } else { Ok(text.to_owned()) }
}

pub(super) fn check_clock(step: Step<'_>, before: Option<Timestamp>) -> Result<(), CaseRefusal> {
    let Step { at, now, .. } = step;
    if at > now + TimeDelta::minutes(CLOCK_TOLERANCE_MINUTES) {
        return Err(CaseRefusal::FutureClock { at, now });
    }
    match before {
        Some(before) if at < before => Err(CaseRefusal::BeforePreviousStep { at, before }),
        _ => Ok(()),
    }
}

/// Whether two steps were taken by one and the same account. The system is no person.
fn same_person(earlier: Option<UserId>, by: &By) -> bool {
    earlier.is_some() && earlier == by.user_id
}

impl Case {
    /// Reports a problem.
    ///
    /// # Errors
    /// It is not said what is wrong or at how many spots, or the report lies in the future.
    pub fn report(report: Report, step: Step<'_>) -> Moved {
        check_clock(step, None)?;
        let description = said(&report.description, CaseRefusal::NoDescription)?;
        if report.quantity == 0 {
            return Err(CaseRefusal::NoQuantity);
        }
        let change = CaseChange::Reported {
            source: report.source,
            finder_level: report.finder_level,
            description: description.clone(),
            rebound_of: report.rebound.map(|rebound| rebound.root),
            raised: report.rebound.and_then(|rebound| rebound.raised(report.severity)),
        };
        let case = Self::new(report, description, step.at);
        let event = case.event(None, step, change);
        Ok((case, event))
    }

    fn new(report: Report, description: String, at: Timestamp) -> Self {
        Self {
            id: report.id,
            number: None,
            state: CaseState::Reported,
            source: report.source,
            finder_level: report.finder_level,
            round_id: report.round_id,
            site_id: report.site_id,
            node_id: report.node_id,
            node_path: report.node_path,
            item_code: report.item_code,
            edition_id: report.edition_id,
            type_code: report.type_code,
            description,
            quantity: report.quantity,
            lon: report.lon,
            lat: report.lat,
            unit_id: None,
            routed_by: None,
            reported_at: at,
            filed_at: None,
            dispatched_at: None,
            accepted_at: None,
            rectified_at: None,
            closed_at: None,
            limit: None,
            deadline: None,
            paused_ms: 0,
            rework_count: 0,
            rebound_of: report.rebound.map(|rebound| rebound.root),
            severity: report.rebound.map_or(report.severity, |rebound| rebound.severity_of(report.severity)),
            fixed_on_spot: false,
            dispatched_by: None,
            rectified_by: None,
            checked_by: None,
            reason: None,
            reminder_count: 0,
            reminded_at: None,
            supervision_count: 0,
            supervised_at: None,
            raised_at: None,
            extension_count: 0,
            merged_into: None,
            pending: None,
            hold: None,
            suspension_count: 0,
            appealed: false,
            exempt: false,
            moved_at: at,
            version: 1,
        }
    }

    /// What may be done to it now, permission apart.
    pub const fn actions(&self) -> &'static [CaseAction] {
        self.state.actions()
    }

    fn event(&self, from: Option<CaseState>, step: Step<'_>, change: CaseChange) -> CaseEvent {
        CaseEvent {
            case_id: self.id,
            at: step.at,
            by_user: step.by.user_id,
            by_name: step.by.name.clone(),
            from,
            to: self.state,
            change,
        }
    }

    /// The guards every step shares: the state it starts from, and the clock.
    pub(super) fn guard(&self, action: CaseAction, step: Step<'_>) -> Result<(), CaseRefusal> {
        if !self.state.may(action) {
            return Err(CaseRefusal::WrongState { state: self.state, action });
        }
        check_clock(step, Some(self.moved_at))
    }

    pub(super) fn moved(mut self, to: CaseState, step: Step<'_>, change: CaseChange) -> (Self, CaseEvent) {
        let from = self.state;
        if from != to {
            // What was asked of the state before is overtaken.
            self.pending = None;
        }
        self.state = to;
        self.moved_at = step.at;
        self.version += 1;
        let event = self.event(Some(from), step, change);
        (self, event)
    }

    /// The handling unit, for which whoever takes the step must act.
    pub(super) fn own_unit(&self, by: &By) -> Result<UnitId, CaseRefusal> {
        let unit = self.unit_id.ok_or(CaseRefusal::NoUnit)?;
        if by.acts_for(unit) { Ok(unit) } else { Err(CaseRefusal::NotTheUnits) }
    }

    /// Files a reported case 立案: it gets its number, and its clock starts.
    ///
    /// # Errors
    /// The case is not reported, the number is missing, or the deadline does not start with the filing.
    pub fn file(mut self, filing: Filing, step: Step<'_>) -> Moved {
        self.guard(CaseAction::File, step)?;
        let number = said(&filing.number, CaseRefusal::NoNumber)?;
        let start = filing.deadline.basis.start;
        if start != step.at {
            return Err(CaseRefusal::DeadlineStartsElsewhere { start, at: step.at });
        }
        let basis = &filing.deadline.basis;
        let (limit, rule) = (basis.limit, basis.rule.clone());
        let change = CaseChange::Filed { number: number.clone(), limit, deadline_at: filing.deadline.at, rule };
        self.number = Some(number);
        self.filed_at = Some(step.at);
        self.limit = limit.limit();
        self.deadline = Some(filing.deadline);
        Ok(self.moved(CaseState::Filed, step, change))
    }

    /// Dispatches a filed case to a unit 派遣.
    ///
    /// # Errors
    /// The case is not filed, or the main unit would also assist.
    pub fn dispatch(mut self, dispatching: Dispatching, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Dispatch, step)?;
        let Dispatching { unit_id, mut assisting, rule, fired, note, deadline } = dispatching;
        if assisting.contains(&unit_id) {
            return Err(CaseRefusal::AssistsItself);
        }
        assisting.sort();
        assisting.dedup();
        self.unit_id = Some(unit_id);
        self.routed_by = Some(rule);
        self.dispatched_at = Some(step.at);
        self.dispatched_by = step.by.user_id;
        let note = note.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let (limit, deadline_at) = deadline.as_ref().map(|deadline| (deadline.basis.limit, deadline.at)).unzip();
        if let Some(deadline) = deadline {
            let start = deadline.basis.start;
            if start != step.at {
                return Err(CaseRefusal::DeadlineStartsElsewhere { start, at: step.at });
            }
            self.limit = deadline.basis.limit.limit();
            self.deadline = Some(deadline);
        }
        let change = CaseChange::Dispatched { unit_id, assisting, rule, fired, note, limit, deadline_at };
        Ok(self.moved(CaseState::Dispatched, step, change))
    }

    /// Takes a dispatch back 收回派遣, so that it can be dispatched anew. Once the unit has accepted it is too late.
    ///
    /// # Errors
    /// The case is not dispatched or accepted already, or there is no reason.
    pub fn withdraw(mut self, reason: &str, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Withdraw, step)?;
        let reason = said(reason, CaseRefusal::NoReason)?;
        let unit_id = self.unit_id.ok_or(CaseRefusal::NoUnit)?;
        self.leave_unit();
        Ok(self.moved(CaseState::Filed, step, CaseChange::Withdrawn { unit_id, reason }))
    }

    /// Takes the case from its unit, so that it can be dispatched anew.
    pub(super) fn leave_unit(&mut self) {
        self.unit_id = None;
        self.routed_by = None;
        self.dispatched_at = None;
        self.dispatched_by = None;
        // The next unit was never reminded, nor put under supervision.
        self.reminder_count = 0;
        self.reminded_at = None;
        self.supervision_count = 0;
        self.supervised_at = None;
        self.raised_at = None;
    }

    /// Presses the unit: reminds it 催办, puts it under supervision 督办 or raises the case one level 提级督办. The clock is
    /// not touched.
    ///
    /// # Errors
    /// The case is not with a unit, it has no document number, or it is not said what is expected and no rule says it. It
    /// is raised once, and only when it was under supervision before.
    pub fn press(mut self, measure: EscalationMeasure, pressing: Pressing, step: Step<'_>) -> Moved {
        self.guard(measure.into(), step)?;
        let unit_id = self.unit_id.ok_or(CaseRefusal::NoUnit)?;
        let Pressing { number, text, rule } = pressing;
        let number = said(&number, CaseRefusal::NoNumber)?;
        let text = match rule {
            Some(_) => text.trim().to_owned(),
            None => said(&text, CaseRefusal::NoReminder)?,
        };
        let change = match measure {
            EscalationMeasure::Remind => {
                self.reminder_count += 1;
                self.reminded_at = Some(step.at);
                CaseChange::Reminded { unit_id, text, count: self.reminder_count, number: Some(number), rule }
            }
            EscalationMeasure::Supervise => {
                self.supervision_count += 1;
                self.supervised_at = Some(step.at);
                CaseChange::Supervised { unit_id, text, count: self.supervision_count, number, rule }
            }
            EscalationMeasure::Raise => {
                if self.supervised_at.is_none() {
                    return Err(CaseRefusal::NotSupervised);
                }
                if self.raised_at.is_some() {
                    return Err(CaseRefusal::RaisedBefore);
                }
                self.raised_at = Some(step.at);
                CaseChange::Raised { unit_id, text, number, rule }
            }
        };
        let state = self.state;
        Ok(self.moved(state, step, change))
    }

    /// The moment from which an extension is reckoned: the deadline that stands.
    ///
    /// # Errors
    /// The deadline has passed, or it was extended as often as it may be. (延期: one more original limit on the current
    /// deadline, at most twice, only while not timed out; `domain.md` §3.6, after the published city rules.)
    pub fn extends_from(&self, at: Timestamp) -> Result<&Deadline, CaseRefusal> {
        let deadline = self.deadline.as_ref().ok_or(CaseRefusal::NoDeadline)?;
        if at > deadline.at {
            return Err(CaseRefusal::TooLateToExtend { deadline: deadline.at });
        }
        if self.extension_count >= MOST_EXTENSIONS {
            return Err(CaseRefusal::ExtendedEnough);
        }
        Ok(deadline)
    }

    /// Extends the deadline 延期 by one more limit, reckoned from the deadline that stands.
    ///
    /// # Errors
    /// As [`Case::extends_from`]; and when there is no reason, or the new deadline does not start with the old one.
    pub fn extend(mut self, extending: Extending, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Extend, step)?;
        let from = self.extends_from(step.at)?.at;
        let reason = said(&extending.reason, CaseRefusal::NoReason)?;
        let start = extending.deadline.basis.start;
        if start != from {
            return Err(CaseRefusal::DeadlineStartsElsewhere { start, at: from });
        }
        self.extension_count += 1;
        let change = CaseChange::Extended { from, to: extending.deadline.at, reason, count: self.extension_count };
        self.deadline = Some(extending.deadline);
        let state = self.state;
        Ok(self.moved(state, step, change))
    }

    /// The deadline that would be reckoned anew when the calendar or the settings change: that of a case whose clock
    /// runs.
    pub fn running_deadline(&self) -> Option<&Deadline> {
        let running = matches!(self.state, CaseState::Filed | CaseState::Dispatched | CaseState::InHand);
        self.deadline.as_ref().filter(|_| running)
    }

    /// Takes a deadline that was reckoned anew after the calendar or the settings had changed. Nothing but the office's
    /// word does that.
    ///
    /// # Errors
    /// No clock runs, there is no reason, or the new deadline starts elsewhere.
    pub fn recompute(mut self, deadline: Deadline, reason: &str, step: Step<'_>) -> Moved {
        check_clock(step, Some(self.moved_at))?;
        let stands = self.running_deadline().ok_or(CaseRefusal::NoDeadline)?.clone();
        let reason = said(reason, CaseRefusal::NoReason)?;
        let (start, at) = (deadline.basis.start, stands.basis.start);
        if start != at {
            return Err(CaseRefusal::DeadlineStartsElsewhere { start, at });
        }
        let (limit, rule) = (deadline.basis.limit, deadline.basis.rule.clone());
        // The limit of another case, whose deadline holds since a merge, never becomes this one's.
        if self.limit == stands.basis.limit.limit() {
            self.limit = limit.limit();
        }
        let change = CaseChange::Recomputed { from: stands.at, to: deadline.at, reason, limit, rule };
        self.deadline = Some(deadline);
        let state = self.state;
        Ok(self.moved(state, step, change))
    }

    /// Accepts a dispatched case for its unit 签收.
    ///
    /// # Errors
    /// The case is not dispatched, or it is another unit's.
    pub fn accept(mut self, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Accept, step)?;
        let unit_id = self.own_unit(step.by)?;
        self.accepted_at = Some(step.at);
        Ok(self.moved(CaseState::InHand, step, CaseChange::Accepted { unit_id }))
    }

    /// Reports a case in hand as rectified 整改.
    ///
    /// # Errors
    /// The case is not in hand, is another unit's, was dispatched by the same person, or no measures are
    /// named.
    pub fn rectify(mut self, rectifying: Rectifying, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Rectify, step)?;
        let unit_id = self.own_unit(step.by)?;
        if same_person(self.dispatched_by, step.by) {
            return Err(CaseRefusal::DispatcherRectifies);
        }
        let measures = said(&rectifying.measures, CaseRefusal::NoMeasures)?;
        let lasting = rectifying.long_term_measures;
        let long_term_measures = lasting.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        self.rectified_at = Some(step.at);
        self.rectified_by = step.by.user_id;
        let round_no = self.rework_count + 1;
        let change = CaseChange::Rectified { unit_id, measures, long_term_measures, round_no };
        Ok(self.moved(CaseState::Rectified, step, change))
    }

    /// Checks a rectification 核查: closes the case, or sends it back and counts the rework 返工.
    ///
    /// # Errors
    /// The case is not rectified, whoever checks dispatched or rectified it, or it is sent back without a
    /// reason.
    pub fn check(mut self, checking: Checking, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Check, step)?;
        if same_person(self.rectified_by, step.by) {
            return Err(CaseRefusal::RectifierChecks);
        }
        if same_person(self.dispatched_by, step.by) {
            return Err(CaseRefusal::DispatcherChecks);
        }
        let Checking { passed, reason } = checking;
        let reason = said(&reason.unwrap_or_default(), CaseRefusal::NoReason);
        self.checked_by = step.by.user_id;
        if passed {
            self.closed_at = Some(step.at);
            self.reason = None;
            let change = CaseChange::Closed { reason: reason.ok() };
            return Ok(self.moved(CaseState::Closed, step, change));
        }
        let reason = reason?;
        self.rework_count += 1;
        // A rectification that did not hold does not count as in time.
        self.rectified_at = None;
        self.reason = Some(reason.clone());
        let change = CaseChange::SentBack { reason, rework_count: self.rework_count };
        Ok(self.moved(CaseState::InHand, step, change))
    }

    /// Declines a reported case 不予立案.
    ///
    /// # Errors
    /// The case is not reported, or there is no reason.
    pub fn decline(mut self, reason: &str, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Decline, step)?;
        let reason = said(reason, CaseRefusal::NoReason)?;
        self.reason = Some(reason.clone());
        Ok(self.moved(CaseState::Declined, step, CaseChange::Declined { reason }))
    }

    /// Voids a filed case 作废.
    ///
    /// # Errors
    /// The case is not filed, or there is no reason.
    pub fn void(mut self, reason: &str, step: Step<'_>) -> Moved {
        self.guard(CaseAction::Void, step)?;
        let reason = said(reason, CaseRefusal::NoReason)?;
        self.reason = Some(reason.clone());
        Ok(self.moved(CaseState::Voided, step, CaseChange::Voided { reason }))
    }

    /// Takes a reported problem as fixed on the spot 即查即改: filed and rectified in one step, and still to be
    /// checked by somebody else.
    ///
    /// # Errors
    /// The case is not reported, the unit is not the reporter's, or the number or the measures are missing.
    pub fn fix_on_spot(mut self, fixed: OnSpot, step: Step<'_>) -> Moved {
        self.guard(CaseAction::FixOnSpot, step)?;
        let OnSpot { number, unit_id, measures } = fixed;
        if !step.by.acts_for(unit_id) {
            return Err(CaseRefusal::NotTheUnits);
        }
        let number = said(&number, CaseRefusal::NoNumber)?;
        let measures = said(&measures, CaseRefusal::NoMeasures)?;
        self.number = Some(number.clone());
        self.unit_id = Some(unit_id);
        self.filed_at = Some(step.at);
        self.rectified_at = Some(step.at);
        self.rectified_by = step.by.user_id;
        self.fixed_on_spot = true;
        let change = CaseChange::FixedOnSpot { number, unit_id, measures };
        Ok(self.moved(CaseState::Rectified, step, change))
    }
}
