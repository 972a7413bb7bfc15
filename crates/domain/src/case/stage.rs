//! Stages 环节 of a case, each with its own clock: filing 立案, dispatch 派遣, acceptance 签收, rectification 处置 and
//! check 核查.
//!
//! A stage begins with the step that opens it and ends with the next step out of it. Its deadline is set when it begins,
//! by the limits of then, and stays. Rectification is due by the deadline of the case itself.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Case, CaseState};
use crate::deadline::{Clock, Deadline, Light, Limit};
use crate::ids::{CaseId, UnitId};
use crate::time::Timestamp;

vocabulary! {
    /// A stage on the way of a case.
    #[schemars(rename = "CaseStage")]
    Stage in "case-stage" {
        /// From the report to its filing 立案.
        File = "file",
        /// From the filing to the dispatch 派遣.
        Dispatch = "dispatch",
        /// From the dispatch until the unit accepts it 签收.
        Accept = "accept",
        /// From the acceptance until it is rectified 处置.
        Rectify = "rectify",
        /// From the rectification until it is checked 核查.
        Check = "check",
    }
}

impl Stage {
    /// The stage a case in this state is in; none once it has ended.
    pub const fn of(state: CaseState) -> Option<Self> {
        match state {
            CaseState::Reported => Some(Self::File),
            CaseState::Filed => Some(Self::Dispatch),
            CaseState::Dispatched => Some(Self::Accept),
            CaseState::InHand | CaseState::Suspended | CaseState::LongTerm => Some(Self::Rectify),
            CaseState::Rectified => Some(Self::Check),
            CaseState::Closed | CaseState::Declined | CaseState::Merged | CaseState::Voided => None,
        }
    }
}

/// The limits of the stages. A stage without one is timed and never late; none has one until the office says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StageLimits {
    /// Of filing 立案.
    pub file: Option<Limit>,
    /// Of dispatch 派遣.
    pub dispatch: Option<Limit>,
    /// Of acceptance 签收.
    pub accept: Option<Limit>,
    /// Of the check 核查.
    pub check: Option<Limit>,
}

impl StageLimits {
    /// What the office may begin with: suggestions of the project. City call centres dispatch and accept within a
    /// quarter of an hour and check within half an hour (`domain.md` §3.5); a district office without a night shift
    /// counts in working hours.
    pub const fn suggested() -> Self {
        const fn hours(amount: u32) -> Limit {
            Limit { amount, clock: Clock::WorkingHours }
        }
        Self { file: Some(hours(4)), dispatch: Some(hours(2)), accept: Some(hours(4)), check: Some(hours(8)) }
    }

    /// The limit of a stage. Rectification has the case's own.
    pub const fn of(self, stage: Stage) -> Option<Limit> {
        match stage {
            Stage::File => self.file,
            Stage::Dispatch => self.dispatch,
            Stage::Accept => self.accept,
            Stage::Rectify => None,
            Stage::Check => self.check,
        }
    }
}

/// One time a case was in a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageRun {
    /// The case.
    pub case_id: CaseId,
    /// Which of its runs, from 1.
    pub number: u32,
    /// The stage.
    pub stage: Stage,
    /// The unit that has it, once one has.
    pub unit_id: Option<UnitId>,
    /// When it began.
    pub started_at: Timestamp,
    /// By when it is due, where the stage had a limit when it began.
    pub deadline: Option<Deadline>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl StageRun {
    /// By when it is due. Rectification is due by the deadline of the case, as it stands.
    pub fn due<'a>(&'a self, case: &'a Case) -> Option<&'a Deadline> {
        let present = self.stage == Stage::Rectify && self.ended_at.is_none();
        if present { case.deadline.as_ref() } else { self.deadline.as_ref() }
    }

    /// How it stands, or stood when it ended. None without a deadline, and while the clock of the case stands still.
    pub fn light(&self, case: &Case, now: Timestamp) -> Option<Light> {
        if self.ended_at.is_none() && case.hold.is_some() {
            return None;
        }
        self.due(case).map(|due| due.light(self.ended_at.unwrap_or(now)))
    }
}

/// What a step does to the stages of a case: the run it ends, and the stage it begins with the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageTurn {
    /// The run that is over, with its end.
    pub ended: Option<StageRun>,
    /// The stage that begins, when, and as which run.
    pub begun: Option<(Stage, Timestamp, u32)>,
}

/// What changes when a case has been written: `last` is its latest run, if it has any. A case from before stages were
/// kept begins with the stage it is in, at the step that opened it.
pub fn turn(case: &Case, last: Option<&StageRun>) -> StageTurn {
    let stage = Stage::of(case.state);
    let open = last.filter(|run| run.ended_at.is_none());
    let same =
        open.is_some_and(|run| Some(run.stage) == stage && (run.unit_id == case.unit_id || run.unit_id.is_none()));
    if same {
        return StageTurn::default();
    }
    let number = last.map_or(1, |run| run.number + 1);
    let started = if last.is_some() { case.moved_at } else { opened(case, stage) };
    StageTurn {
        ended: open.map(|run| StageRun {
            ended_at: Some(case.moved_at.max(run.started_at)),
            // What the case was due by when the stage ended is kept with it; a later attempt may be due later.
            deadline: run.due(case).cloned(),
            ..run.clone()
        }),
        begun: stage.map(|stage| (stage, started, number)),
    }
}

/// How long a stage took with one unit: the runs that ended in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageTime {
    /// The stage.
    pub stage: Stage,
    /// The unit; none where the office has the case.
    pub unit_id: Option<UnitId>,
    /// How many runs ended.
    pub count: usize,
    /// The middle one's length in minutes; of an even number the mean of the two in the middle.
    pub median_minutes: i64,
    /// How many of them had a deadline.
    pub timed: usize,
    /// How many of those ended after it.
    pub late: usize,
}

/// How long each stage took with each unit. The runs of filing, dispatch and check are the office's and are told once.
pub fn stage_times(runs: &[StageRun]) -> Vec<StageTime> {
    /// Whose stage it was.
    type Whose = (Stage, Option<UnitId>);
    /// How many minutes it took, and whether it was late where it had a deadline.
    type Took = (i64, Option<bool>);
    let mut groups: BTreeMap<Whose, Vec<Took>> = BTreeMap::new();
    for run in runs {
        let Some(ended) = run.ended_at else { continue };
        let unit = run.unit_id.filter(|_| matches!(run.stage, Stage::Accept | Stage::Rectify));
        let late = run.deadline.as_ref().map(|deadline| ended > deadline.at);
        groups.entry((run.stage, unit)).or_default().push(((ended - run.started_at).num_minutes(), late));
    }
    let time = |((stage, unit_id), mut runs): (Whose, Vec<Took>)| {
        runs.sort_unstable();
        let (count, half) = (runs.len(), runs.len() / 2);
        let median_minutes = if count % 2 == 1 { runs[half].0 } else { i64::midpoint(runs[half - 1].0, runs[half].0) };
        let timed = runs.iter().filter(|run| run.1.is_some()).count();
        let late = runs.iter().filter(|run| run.1 == Some(true)).count();
        StageTime { stage, unit_id, count, median_minutes, timed, late }
    };
    groups.into_iter().map(time).collect()
}

/// When the stage of a case began, as far as the case itself says.
fn opened(case: &Case, stage: Option<Stage>) -> Timestamp {
    let known = match stage {
        Some(Stage::File) => Some(case.reported_at),
        Some(Stage::Dispatch) => case.filed_at,
        Some(Stage::Accept) => case.dispatched_at,
        Some(Stage::Rectify) => case.accepted_at,
        Some(Stage::Check) => case.rectified_at,
        None => None,
    };
    known.unwrap_or(case.moved_at)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use chrono::TimeDelta;

    use super::*;
    use crate::calendar::Calendar;
    use crate::case::tests::reported;
    use crate::deadline::{WorkingSchedule, reckon};
    use crate::time::DEFAULT_ZONE;

    #[test]
    fn every_state_has_its_stage_until_the_case_has_ended() {
        for state in CaseState::ALL {
            assert_eq!(Stage::of(*state).is_none(), state.ended(), "{state}");
        }
    }

    #[test]
    fn a_stage_ends_with_the_step_out_of_it_and_nothing_else_touches_it() {
        let mut case = reported();
        let first = turn(&case, None);
        assert_eq!((first.ended, first.begun), (None, Some((Stage::File, case.reported_at, 1))));
        let limit = StageLimits::suggested().of(Stage::File).unwrap();
        let deadline = reckon(case.reported_at, limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE);
        let mut run = StageRun {
            case_id: case.id,
            number: 1,
            stage: Stage::File,
            unit_id: None,
            started_at: case.reported_at,
            deadline: Some(deadline.clone()),
            ended_at: None,
        };
        assert_eq!(turn(&case, Some(&run)), StageTurn::default());
        assert_eq!(run.light(&case, deadline.at), Some(Light::Yellow));
        case.state = CaseState::Filed;
        case.moved_at = deadline.at + TimeDelta::minutes(1);
        let next = turn(&case, Some(&run));
        assert_eq!(next.begun, Some((Stage::Dispatch, case.moved_at, 2)));
        run = next.ended.unwrap();
        assert_eq!(run.light(&case, case.moved_at), Some(Light::Red), "it ended late and stays late");
        case.state = CaseState::Declined;
        assert_eq!(turn(&case, Some(&run)), StageTurn::default(), "what has ended begins nothing");
    }

    #[test]
    fn the_median_and_the_late_ones_are_told_by_stage_and_unit() {
        let case = reported();
        let due = reckon(
            case.reported_at,
            StageLimits::suggested().of(Stage::Accept).unwrap(),
            &Calendar::default(),
            &WorkingSchedule::default(),
            DEFAULT_ZONE,
        );
        let run = |number, stage, hours, deadline: Option<&Deadline>| StageRun {
            case_id: case.id,
            number,
            stage,
            unit_id: Some(UnitId(uuid::Uuid::from_u128(7))),
            started_at: case.reported_at,
            deadline: deadline.cloned(),
            ended_at: Some(case.reported_at + TimeDelta::hours(hours)),
        };
        let open = StageRun { ended_at: None, ..run(9, Stage::Accept, 0, None) };
        let runs = [
            run(1, Stage::Accept, 1, Some(&due)),
            run(2, Stage::Accept, 400, Some(&due)),
            run(3, Stage::Accept, 3, None),
            run(4, Stage::Check, 2, None),
            run(5, Stage::Check, 4, None),
            open,
        ];
        let times = stage_times(&runs);
        let told: Vec<_> =
            times.iter().map(|t| (t.stage, t.unit_id.is_some(), t.count, t.median_minutes, t.timed, t.late)).collect();
        assert_eq!(told, [(Stage::Accept, true, 3, 180, 2, 1), (Stage::Check, false, 2, 180, 0, 0)]);
    }

    #[test]
    fn a_case_from_before_begins_with_the_stage_it_is_in() {
        let mut case = reported();
        case.state = CaseState::InHand;
        case.accepted_at = Some(case.reported_at + TimeDelta::hours(3));
        case.moved_at = case.reported_at + TimeDelta::hours(9);
        assert_eq!(turn(&case, None).begun, Some((Stage::Rectify, case.reported_at + TimeDelta::hours(3), 1)));
    }
}
