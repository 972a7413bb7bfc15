//! Requests 申请 a unit makes about a case, each decided by somebody else: objection 权属异议, extension 延期, suspension
//! 挂账, long-term rectification 长期整改, appeal 申诉.
//!
//! What may be asked when, how often and how many rulings it takes follows the published city rules (`domain.md` §3.6 of the
//! field notes). A request that is open when its case moves on by another step lapses.

use chrono::{NaiveDate, TimeDelta};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Case, CaseAction, CaseState};
use super::refusal::CaseRefusal;
use super::rules::{check_clock, said};
use super::step::{CaseChange, CaseEvent, Step};
use crate::deadline::Deadline;
use crate::ids::{CaseId, RequestId, UnitId, UserId};
use crate::time::Timestamp;

/// The longest suspension, in days: a year.
pub const LONGEST_SUSPENSION_DAYS: i64 = 366;
/// The longest long-term plan, in days: two years. The field notes name no bound; a plan beyond two campaigns is none.
pub const LONGEST_PLAN_DAYS: i64 = 731;

vocabulary! {
    /// What is asked for.
    RequestKind in "case-request" {
        /// That another unit be responsible 权属异议.
        Objection = "objection",
        /// A later deadline 延期.
        Extension = "extension",
        /// That the clock stand until a day 挂账.
        Suspension = "suspension",
        /// That it be rectified by a dated plan 长期整改.
        LongTerm = "long_term",
        /// That a case closed late not count as late 申诉.
        Appeal = "appeal",
    }
}

impl RequestKind {
    /// By how many different people it is approved: two steps for what changes the statistics of time, one else.
    pub const fn rulings(self) -> usize {
        match self {
            Self::Extension | Self::Appeal => 2,
            Self::Objection | Self::Suspension | Self::LongTerm => 1,
        }
    }

    /// The step of a case by which it is asked for.
    pub const fn action(self) -> CaseAction {
        match self {
            Self::Objection => CaseAction::Object,
            Self::Extension => CaseAction::AskExtension,
            Self::Suspension => CaseAction::AskSuspension,
            Self::LongTerm => CaseAction::AskLongTerm,
            Self::Appeal => CaseAction::Appeal,
        }
    }
}

vocabulary! {
    /// Where a request stands.
    RequestState in "case-request-state" {
        /// Waiting for its first ruling.
        Pending = "pending",
        /// Agreed to once, waiting for the second ruling.
        Agreed = "agreed",
        /// Approved.
        Approved = "approved",
        /// Refused, with a reason.
        Refused = "refused",
        /// Taken back by its unit.
        Withdrawn = "withdrawn",
        /// Overtaken: the case moved on before it was decided.
        Lapsed = "lapsed",
    }
}

impl RequestState {
    /// Whether it still waits for a ruling.
    pub const fn open(self) -> bool {
        matches!(self, Self::Pending | Self::Agreed)
    }
}

/// A stage of a long-term plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// The local day by which it is to be reached.
    pub due: NaiveDate,
    /// What is to be done by then.
    pub text: String,
    /// When it was reported as reached.
    #[serde(default)]
    pub reached_at: Option<Timestamp>,
    /// What was done.
    #[serde(default)]
    pub words: Option<String>,
}

/// A decision on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ruling {
    /// Who decided.
    pub by_user: Option<UserId>,
    /// The name shown.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was agreed to.
    pub approved: bool,
    /// What was said; mandatory for a refusal.
    pub words: String,
}

/// A request about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRequest {
    /// Its identity, made by whoever asks.
    pub id: RequestId,
    /// The case.
    pub case_id: CaseId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Where it stands.
    pub state: RequestState,
    /// The unit that asks.
    pub unit_id: UnitId,
    /// The account that asked.
    pub by_user: Option<UserId>,
    /// The name shown.
    pub by_name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Why.
    pub reason: String,
    /// Until when the clock is to stand, for a suspension or a plan.
    pub until: Option<Timestamp>,
    /// The unit that ought to be responsible instead, for an objection.
    pub proposed_unit: Option<UnitId>,
    /// The stages of a long-term plan, in order of their days.
    pub plan: Vec<Milestone>,
    /// The lasting measures 长效措施 of a long-term plan.
    pub lasting_measures: Option<String>,
    /// The decisions so far, in order.
    pub rulings: Vec<Ruling>,
}

/// What is asked, before it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The identity, made by whoever asks.
    pub id: RequestId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Why.
    pub reason: String,
    /// Until when the clock is to stand.
    pub until: Option<Timestamp>,
    /// The unit that ought to be responsible instead.
    pub proposed_unit: Option<UnitId>,
    /// The stages of a plan.
    pub plan: Vec<Milestone>,
    /// The lasting measures of a plan.
    pub lasting_measures: Option<String>,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Whether it is agreed to.
    pub approved: bool,
    /// What is said.
    pub words: String,
    /// Whether the campaign office decides; a unit's own head can only agree first where two agree.
    pub office: bool,
    /// The deadline once it is approved, for an extension, a suspension or a plan.
    pub deadline: Option<Deadline>,
}

/// The clock of a case standing still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hold {
    /// Since when.
    pub from: Timestamp,
    /// Until when, unless it goes on earlier.
    pub until: Timestamp,
    /// The deadline as it was when the clock stopped.
    pub deadline: Option<Deadline>,
}

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
    pub fn ask(mut self, asking: Asking, step: Step<'_>) -> Asked {
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
            until: asked_until(&asking, step.at)?,
            proposed_unit: asking.proposed_unit.filter(|_| asking.kind == RequestKind::Objection),
            plan: asked_plan(&asking)?,
            lasting_measures: lasting_measures(&asking)?,
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
        let state = self.state;
        let (case, event) = self.moved(state, step, change);
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
