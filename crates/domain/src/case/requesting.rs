//! The steps by which a unit asks for something about its case and somebody else decides.

use chrono::TimeDelta;

use super::model::{Case, CaseAction, CaseState};
use super::refusal::CaseRefusal;
use super::request::{
    Asking, CaseRequest, Deciding, Hold, LONGEST_PLAN_DAYS, LONGEST_SUSPENSION_DAYS, Milestone, RequestKind,
    RequestState, Ruling,
};
use super::rules::{check_clock, said};
use super::step::{CaseChange, CaseEvent, Step};
use crate::deadline::Deadline;
use crate::time::Timestamp;

/// A case after a step about a request, the request, and the step for the record.
type Asked = Result<(Case, CaseRequest, CaseEvent), CaseRefusal>;

impl Case {
    /// Whether it may be asked for now, the reason and the plan apart.
    ///
    /// # Errors
    /// Another request is open; the deadline has passed or was extended enough; it was suspended or appealed before; it was
    /// not closed late.
    pub fn may_ask(&self, kind: RequestKind, at: Timestamp) -> Result<(), CaseRefusal> {
        if let Some(pending) = self.pending {
            return Err(CaseRefusal::RequestPending { kind: pending });
        }
        match kind {
            RequestKind::Extension => self.extends_from(at).map(|_| ()),
            RequestKind::Suspension if self.suspension_count > 0 => Err(CaseRefusal::SuspendedBefore),
            RequestKind::Appeal if self.appealed => Err(CaseRefusal::AppealedBefore),
            RequestKind::Appeal if !self.late() => Err(CaseRefusal::NotLate),
            _ => Ok(()),
        }
    }

    /// Whether what stands as its rectification came after the deadline.
    pub fn late(&self) -> bool {
        self.rectified_at.zip(self.deadline.as_ref()).is_some_and(|(done, deadline)| done > deadline.at)
    }

    /// Makes a request for the unit that handles the case.
    ///
    /// # Errors
    /// As [`Case::may_ask`]; from another unit or state, without a reason, with a day that is none or too far, or with a
    /// plan without stages or lasting measures.
    pub fn ask(mut self, asking: &Asking, step: Step<'_>) -> Asked {
        self.guard(asking.kind.action(), step)?;
        let unit_id = self.own_unit(step.by)?;
        self.may_ask(asking.kind, step.at)?;
        let reason = said(&asking.reason, CaseRefusal::NoReason)?;
        let request = CaseRequest {
            id: asking.id,
            case_id: self.id,
            kind: asking.kind,
            state: RequestState::Pending,
            unit_id,
            by_user: step.by.user_id,
            by_name: step.by.name.clone(),
            made_at: step.at,
            reason: reason.clone(),
            until: asked_until(asking, step.at)?,
            proposed_unit: asking.proposed_unit.filter(|_| asking.kind == RequestKind::Objection),
            plan: asked_plan(asking)?,
            lasting_measures: lasting_measures(asking)?,
            rulings: Vec::new(),
        };
        if request.proposed_unit == Some(unit_id) {
            return Err(CaseRefusal::ObjectsToItself);
        }
        self.pending = Some(asking.kind);
        let change = CaseChange::Requested {
            request_id: request.id,
            request: request.kind,
            unit_id,
            reason,
            until: request.until,
            proposed_unit: request.proposed_unit,
        };
        let state = self.state;
        let (case, event) = self.moved(state, step, change);
        Ok((case, request, event))
    }

    fn open_request(&self, request: &CaseRequest, step: Step<'_>) -> Result<(), CaseRefusal> {
        if !request.state.open() || self.pending != Some(request.kind) {
            return Err(CaseRefusal::RequestDecided { state: request.state });
        }
        check_clock(step, Some(self.moved_at))
    }

    /// Decides on a request. Where two agree, the first agreement changes nothing yet.
    ///
    /// # Errors
    /// It is decided already; whoever asked or ruled before would rule; a unit's own head would have the last word; a
    /// refusal has no reason; or the new deadline does not follow from the old one.
    pub fn rule(mut self, mut request: CaseRequest, deciding: Deciding, step: Step<'_>) -> Asked {
        self.open_request(&request, step)?;
        let me = step.by.user_id;
        if me.is_some() && me == request.by_user {
            return Err(CaseRefusal::RequesterRules);
        }
        if me.is_some() && request.rulings.iter().any(|ruling| ruling.by_user == me) {
            return Err(CaseRefusal::RulesTwice);
        }
        let last = request.rulings.len() + 1 >= request.kind.rulings();
        if !deciding.office && (last || !step.by.acts_for(request.unit_id)) {
            return Err(CaseRefusal::OfficeRules);
        }
        let words = said(&deciding.words, CaseRefusal::NoReason);
        let words = if deciding.approved { words.unwrap_or_default() } else { words? };
        request.rulings.push(Ruling {
            by_user: me,
            by_name: step.by.name.clone(),
            at: step.at,
            approved: deciding.approved,
            words: words.clone(),
        });
        let agreed = deciding.approved && !last;
        request.state = match (deciding.approved, last) {
            (true, true) => RequestState::Approved,
            (true, false) => RequestState::Agreed,
            (false, _) => RequestState::Refused,
        };
        let from = self.deadline.as_ref().map(|deadline| deadline.at);
        let mut to = self.state;
        if request.state == RequestState::Approved {
            to = self.granted(&request, deciding.deadline, step)?;
        }
        if !agreed {
            self.pending = None;
        }
        let deadline_at = self.deadline.as_ref().map(|deadline| deadline.at).filter(|at| Some(*at) != from);
        let change = CaseChange::Ruled {
            request_id: request.id,
            request: request.kind,
            state: request.state,
            words,
            deadline_at,
        };
        let (case, event) = self.moved(to, step, change);
        Ok((case, request, event))
    }

    /// What an approval does to the case; answers the state it leads to.
    fn granted(
        &mut self,
        request: &CaseRequest,
        deadline: Option<Deadline>,
        step: Step<'_>,
    ) -> Result<CaseState, CaseRefusal> {
        match request.kind {
            RequestKind::Objection => {
                self.leave_unit();
                Ok(CaseState::Filed)
            }
            RequestKind::Extension => {
                // Asked for in time is enough, however long the ruling takes.
                let from = self.extends_from(request.made_at)?.at;
                let deadline = deadline.ok_or(CaseRefusal::NoDeadline)?;
                let start = deadline.basis.start;
                if start != from {
                    return Err(CaseRefusal::DeadlineStartsElsewhere { start, at: from });
                }
                self.extension_count += 1;
                self.deadline = Some(deadline);
                Ok(self.state)
            }
            RequestKind::Suspension | RequestKind::LongTerm => {
                let until = request.until.filter(|until| *until > step.at).ok_or(CaseRefusal::HoldEnds)?;
                self.hold = Some(Hold { from: step.at, until, deadline: self.deadline.take() });
                self.deadline = deadline;
                if request.kind == RequestKind::LongTerm {
                    return Ok(CaseState::LongTerm);
                }
                self.suspension_count += 1;
                Ok(CaseState::Suspended)
            }
            RequestKind::Appeal => {
                self.appealed = true;
                self.exempt = true;
                Ok(self.state)
            }
        }
    }

    /// Takes an open request back.
    ///
    /// # Errors
    /// It is decided already, or it is another unit's.
    pub fn take_back(mut self, mut request: CaseRequest, step: Step<'_>) -> Asked {
        self.open_request(&request, step)?;
        if !step.by.acts_for(request.unit_id) {
            return Err(CaseRefusal::NotTheUnits);
        }
        request.state = RequestState::Withdrawn;
        self.pending = None;
        let change = CaseChange::RequestWithdrawn { request_id: request.id, request: request.kind };
        let state = self.state;
        let (case, event) = self.moved(state, step, change);
        Ok((case, request, event))
    }

    /// Lets the clock of a suspended case, or one in long-term rectification, go on.
    ///
    /// # Errors
    /// The clock does not stand, or a unit would end its own suspension: only its plan is its own.
    pub fn resume(
        mut self,
        deadline: Option<Deadline>,
        office: bool,
        step: Step<'_>,
    ) -> Result<(Self, CaseEvent), CaseRefusal> {
        self.guard(CaseAction::Resume, step)?;
        if !office {
            if self.state == CaseState::Suspended {
                return Err(CaseRefusal::OfficeResumes);
            }
            self.own_unit(step.by)?;
        }
        let stood = self.hold.take().map_or(0, |hold| (step.at - hold.from).num_milliseconds().max(0));
        self.paused_ms += stood;
        self.deadline = deadline;
        let deadline_at = self.deadline.as_ref().map(|deadline| deadline.at);
        Ok(self.moved(CaseState::InHand, step, CaseChange::Resumed { stood_ms: stood, deadline_at }))
    }

    /// Reports a stage of the long-term plan as reached.
    ///
    /// # Errors
    /// The case has no plan or it is another unit's, the stage is none or reached already, or it is not said what was done.
    pub fn reach(self, mut plan: CaseRequest, stage: usize, words: &str, step: Step<'_>) -> Asked {
        self.guard(CaseAction::ReachMilestone, step)?;
        self.own_unit(step.by)?;
        let words = said(words, CaseRefusal::NoMeasures)?;
        let milestone = plan.plan.get_mut(stage).filter(|milestone| milestone.reached_at.is_none());
        let milestone = milestone.ok_or(CaseRefusal::NoMilestone)?;
        milestone.reached_at = Some(step.at);
        milestone.words = Some(words.clone());
        let text = milestone.text.clone();
        let change = CaseChange::MilestoneReached { request_id: plan.id, text, words };
        let stands = self.state;
        let (case, event) = self.moved(stands, step, change);
        Ok((case, plan, event))
    }
}

fn asked_until(asking: &Asking, at: Timestamp) -> Result<Option<Timestamp>, CaseRefusal> {
    let longest = match asking.kind {
        RequestKind::Suspension => LONGEST_SUSPENSION_DAYS,
        RequestKind::LongTerm => LONGEST_PLAN_DAYS,
        _ => return Ok(None),
    };
    let until = asking.until.ok_or(CaseRefusal::HoldEnds)?;
    if until <= at {
        return Err(CaseRefusal::HoldEnds);
    }
    if until > at + TimeDelta::days(longest) {
        return Err(CaseRefusal::HoldTooLong { days: longest });
    }
    Ok(Some(until))
}

fn asked_plan(asking: &Asking) -> Result<Vec<Milestone>, CaseRefusal> {
    if asking.kind != RequestKind::LongTerm {
        return Ok(Vec::new());
    }
    let mut plan = Vec::with_capacity(asking.plan.len());
    for stage in &asking.plan {
        let text = said(&stage.text, CaseRefusal::NoPlan)?;
        plan.push(Milestone { due: stage.due, text, reached_at: None, words: None });
    }
    plan.sort_by_key(|stage| stage.due);
    if plan.is_empty() { Err(CaseRefusal::NoPlan) } else { Ok(plan) }
}

fn lasting_measures(asking: &Asking) -> Result<Option<String>, CaseRefusal> {
    if asking.kind != RequestKind::LongTerm {
        return Ok(None);
    }
    said(asking.lasting_measures.as_deref().unwrap_or_default(), CaseRefusal::NoLastingMeasures).map(Some)
}
