//! Rebounds 反弹: the same problem again at the same place, soon after it was closed.

use chrono::TimeDelta;

use super::model::{Case, CaseSeverity};
use super::refusal::CaseRefusal;
use super::rules::check_clock;
use super::step::{CaseChange, CaseEvent, SeverityRise, Step};
use crate::ids::{CaseId, SiteId};
use crate::time::Timestamp;

/// A closed case, as far as rebounds ask.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedProblem {
    /// The case.
    pub id: CaseId,
    /// Its site, where it is at one.
    pub site_id: Option<SiteId>,
    /// Its item.
    pub item_code: String,
    /// Where it is, in degrees of longitude and latitude.
    pub place: Option<(f64, f64)>,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// The root of its own chain, when it was itself a rebound.
    pub rebound_of: Option<CaseId>,
    /// How grave it was.
    pub severity: CaseSeverity,
}

/// A new finding, as far as rebounds ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding<'f> {
    /// Its site, where it is at one.
    pub site_id: Option<SiteId>,
    /// Its item.
    pub item_code: &'f str,
    /// When it was found.
    pub at: Timestamp,
}

/// How a closed problem compares with a finding; measured by whoever knows the standard and the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Whether both are of one class: one group of the standard, or one item.
    pub same_class: bool,
    /// How far apart they are in metres, where both have a place.
    pub metres: Option<f64>,
}

/// Within what a finding continues a closed problem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReboundWindow {
    /// At most so many days after the close-out.
    pub days: u32,
    /// A problem of the same class at most so many metres away; 0 where only the site counts.
    pub metres: u32,
}

/// What a finding is a rebound of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebound {
    /// The root of the chain: its first case.
    pub root: CaseId,
    /// How grave the case before it was.
    pub severity: CaseSeverity,
}

impl Rebound {
    /// The rebound of a case, and through it of its root.
    pub fn of(case: &Case) -> Self {
        Self { root: case.rebound_of.unwrap_or(case.id), severity: case.severity }
    }

    /// How grave the rebound is: one more than the graver of the case before and its own item.
    pub fn severity_of(self, own: CaseSeverity) -> CaseSeverity {
        self.severity.max(own).raised()
    }

    /// What that raises, for the record; none where the severity was the gravest already.
    pub fn raised(self, own: CaseSeverity) -> Option<SeverityRise> {
        let (from, to) = (self.severity.max(own), self.severity_of(own));
        (from != to).then_some(SeverityRise { from, to })
    }
}

/// What a finding is a rebound of: of the same item at the same site, or of the same class within some metres of
/// another place, closed within the window. The same site decides before the neighbourhood, then the last closed.
/// Within one site only the item decides, since what is found there often knows no place but the site's own point.
///
/// Source: a rebound is a new problem at the same place with the same item, or near it, within so many days after the
/// close-out 销号 (`domain.md` §2.6); no notice names the days or the metres, which are the office's settings.
pub fn rebound<'c>(
    finding: &Finding<'_>,
    closed: impl IntoIterator<Item = (&'c ClosedProblem, Likeness)>,
    window: ReboundWindow,
) -> Option<Rebound> {
    let span = TimeDelta::days(i64::from(window.days));
    let near = |alike: Likeness| {
        window.metres > 0 && alike.same_class && alike.metres.is_some_and(|metres| metres <= f64::from(window.metres))
    };
    closed
        .into_iter()
        .filter(|(case, _)| case.closed_at <= finding.at && finding.at - case.closed_at <= span)
        .filter_map(|(case, alike)| {
            let here = finding.site_id.is_some() && case.site_id == finding.site_id;
            let meets = if here { case.item_code == finding.item_code } else { near(alike) };
            meets.then_some((here, case))
        })
        .max_by_key(|(here, case)| (*here, case.closed_at))
        .map(|(_, case)| Rebound { root: case.rebound_of.unwrap_or(case.id), severity: case.severity })
}

impl Case {
    /// Continues a chain of rebounds, when that was found only after the report; a case that stands in a chain stays in
    /// it, and gives nothing.
    ///
    /// # Errors
    /// The step lies before the case's last one, or in the future.
    pub fn link(mut self, rebound: Rebound, step: Step<'_>) -> Result<Option<(Self, CaseEvent)>, CaseRefusal> {
        check_clock(step, Some(self.moved_at))?;
        if self.rebound_of.is_some() || rebound.root == self.id {
            return Ok(None);
        }
        let own = self.severity;
        self.rebound_of = Some(rebound.root);
        self.severity = rebound.severity_of(own);
        let raised = SeverityRise { from: own, to: self.severity };
        let (state, pending) = (self.state, self.pending);
        let (mut case, event) = self.moved(state, step, CaseChange::Linked { rebound_of: rebound.root, raised });
        case.pending = pending;
        Ok(Some((case, event)))
    }
}
