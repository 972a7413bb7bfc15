//! The facts a ranking is made of: which case belongs to which set in which period.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::FinderLevel;
use crate::figure::Exact;
use crate::ids::{CaseId, LostPointId, UnitId};
use crate::text::Wording;
use crate::time::{Period, Timestamp};

vocabulary! {
    /// A set of cases of one unit and period, by which a figure unfolds.
    CaseSet in "case-set" {
        /// Due in the period: the deadline lies in it 应处置.
        Due = "due",
        /// Of those due, rectified by the deadline 按期处置.
        OnTime = "on_time",
        /// Should be closed: closed in the period, or past the deadline at its end and not closed 应结案.
        ShouldClose = "should_close",
        /// Of those, closed in the period 结案.
        Closed = "closed",
        /// Of those that should be closed, sent back by a check at least once 返工.
        Reworked = "reworked",
        /// Reported in the period 发现.
        Found = "found",
        /// Of those, found by the unit itself 自查发现.
        SelfFound = "self_found",
        /// The cases made of the unit's lost points 丢分项.
        Lost = "lost",
    }
}

/// A case that counts, as a ranking sees it. Cases that were declined, merged or voided are not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFact {
    /// The case.
    pub id: CaseId,
    /// The unit that handles it.
    pub unit_id: UnitId,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// By when it was due; none when it was fixed on the spot.
    pub deadline_at: Option<Timestamp>,
    /// When the rectification that stands was reported.
    pub rectified_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How often it was sent back.
    pub rework_count: u32,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// Whether an approved appeal keeps its lateness out of the figures 不计超时.
    pub exempt: bool,
}

/// The sets a case belongs to in a period. Rectifying and closing after the period's end are not yet known
/// to it, so that an old period does not look better the later it is asked about.
pub fn sets_of(case: &CaseFact, period: Period) -> impl Iterator<Item = CaseSet> + use<> {
    let in_period = |at: Option<Timestamp>| at.is_some_and(|at| period.contains(at));
    let closed = in_period(case.closed_at);
    let overdue_open = !case.exempt
        && case.deadline_at.is_some_and(|at| at < period.until)
        && case.closed_at.is_none_or(|at| at >= period.until);
    let due = in_period(case.deadline_at);
    let rectified_in_time =
        case.exempt || case.rectified_at.zip(case.deadline_at).is_some_and(|(done, deadline)| done <= deadline);
    let should_close = closed || overdue_open;
    let found = period.contains(case.reported_at);
    let membership = [
        (due, CaseSet::Due),
        (due && rectified_in_time, CaseSet::OnTime),
        (should_close, CaseSet::ShouldClose),
        (closed, CaseSet::Closed),
        (should_close && case.rework_count > 0, CaseSet::Reworked),
        (found, CaseSet::Found),
        (found && case.finder_level == FinderLevel::Own, CaseSet::SelfFound),
    ];
    membership.into_iter().filter(|(belongs, _)| *belongs).map(|(_, set)| set)
}

/// A lost point of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostPointFact {
    /// The lost point.
    pub id: LostPointId,
    /// How many points.
    pub lost: Exact,
    /// The case made of it.
    pub case_id: Option<CaseId>,
}

/// A unit's assessment score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreFact {
    /// The points reached.
    pub score: Exact,
    /// The points that could be reached; above 0.
    pub full: Exact,
}

/// All that is known about a unit in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts {
    /// The unit.
    pub unit_id: UnitId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its peer group; without one it is not ranked.
    pub peer_group: Option<String>,
    /// Its assessment score, when its sites were scored.
    pub assessment: Option<ScoreFact>,
    /// The points it lost in rounds of the period; none when none of its sites was assessed.
    pub lost_points: Option<Vec<LostPointFact>>,
    /// What it comes to in the score ledger; none where no scheme gives or takes points of its group.
    pub ledger_score: Option<Exact>,
    /// Its cases, by set.
    pub sets: BTreeMap<CaseSet, Vec<CaseId>>,
}

impl UnitFacts {
    /// A unit of which nothing is known yet.
    pub fn new(unit_id: UnitId, code: &str, name: Wording, peer_group: Option<String>) -> Self {
        Self {
            unit_id,
            code: code.to_owned(),
            name,
            peer_group,
            assessment: None,
            lost_points: None,
            ledger_score: None,
            sets: BTreeMap::new(),
        }
    }

    /// Adds a case of the unit to the sets it belongs to.
    pub fn add(&mut self, case: &CaseFact, period: Period) {
        for set in sets_of(case, period) {
            self.sets.entry(set).or_default().push(case.id);
        }
    }

    /// The ids of a set's cases, in the order they were added.
    pub fn set(&self, set: CaseSet) -> Vec<CaseId> {
        if set == CaseSet::Lost {
            let lost = self.lost_points.iter().flatten();
            return lost.filter_map(|point| point.case_id).collect();
        }
        self.sets.get(&set).cloned().unwrap_or_default()
    }

    /// How many cases a set has.
    pub fn count(&self, set: CaseSet) -> u64 {
        let count = match set {
            CaseSet::Lost => return self.set(set).len() as u64,
            _ => self.sets.get(&set).map_or(0, Vec::len),
        };
        count as u64
    }
}
