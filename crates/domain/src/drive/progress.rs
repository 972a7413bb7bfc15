//! How far a drive is: what counts, for which place, against a straight line from its first day to its last.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{Drive, DriveReport, DriveTarget};
use crate::figure::Exact;
use crate::grid::{Level, Node};
use crate::ids::{DriveReportId, NodeId};

/// The level at which a place without a target is told: villages and communities.
const COMMUNITY: Level = Level(3);

vocabulary! {
    /// How what was done stands to the straight line.
    DrivePace in "drive-pace" {
        /// The target is reached.
        Done = "done",
        /// As far as planned by today, or farther.
        OnPlan = "on_plan",
        /// Less than planned by today.
        Behind = "behind",
        /// Less than three quarters of what is planned by today. The share is a suggestion of the project.
        FarBehind = "far_behind",
        /// There is no target.
        NoTarget = "no_target",
    }
}

/// The reports that count: those no other replaces.
pub fn counting(reports: &[DriveReport]) -> Vec<&DriveReport> {
    let replaced: HashSet<DriveReportId> = reports.iter().filter_map(|one| one.replaces_id).collect();
    reports.iter().filter(|one| !replaced.contains(&one.id)).collect()
}

/// The place a report counts for, of the nodes from the district down to where it was made: the nearest with a target,
/// else the village or community, else the node itself.
pub fn place_of(chain: &[&Node], targets: &BTreeSet<NodeId>) -> Option<NodeId> {
    let target = chain.iter().rev().find(|node| targets.contains(&node.id));
    let community = chain.iter().find(|node| node.level == COMMUNITY);
    target.or(community).or(chain.last()).map(|node| node.id)
}

/// What is planned to be done by the end of a day, on a straight line; the whole from the last day on.
pub fn expected(drive: &Drive, target: &Exact, today: NaiveDate) -> Exact {
    let gone = ((today - drive.begins_on).num_days() + 1).clamp(0, drive.days());
    (target * Exact::from(gone)).over(&Exact::from(drive.days())).unwrap_or_default()
}

/// How what was done stands to the straight line.
pub fn pace(drive: &Drive, target: Option<&Exact>, done: &Exact, today: NaiveDate) -> DrivePace {
    let Some(target) = target.filter(|target| !target.is_zero()) else { return DrivePace::NoTarget };
    if done >= target {
        return DrivePace::Done;
    }
    let planned = expected(drive, target, today);
    if *done >= planned {
        DrivePace::OnPlan
    } else if done * Exact::from(4_i64) >= planned * Exact::from(3_i64) {
        DrivePace::Behind
    } else {
        DrivePace::FarBehind
    }
}

/// What a report that counts says was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriveDone {
    /// Where.
    pub node_id: NodeId,
    /// Of which measure.
    pub measure: String,
    /// On which day.
    pub on: NaiveDate,
    /// How much.
    pub quantity: Decimal,
}

impl From<&DriveReport> for DriveDone {
    fn from(report: &DriveReport) -> Self {
        let DriveReport { node_id, measure, on, quantity, .. } = report;
        Self { node_id: *node_id, measure: measure.clone(), on: *on, quantity: *quantity }
    }
}

/// What was done, with the place it counts for.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'d> {
    /// The place.
    pub place: NodeId,
    /// What was done.
    pub done: &'d DriveDone,
}

/// What was done of a measure at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is planned; none where nothing is.
    pub target: Option<Exact>,
    /// What was done.
    pub done: Exact,
    /// What was done in the week that begins on the given day.
    pub week: Exact,
}

/// What was done by place and measure; every target has its line, and so has every place of which something counts.
pub fn progress(
    targets: &[DriveTarget],
    counted: &[Counted<'_>],
    monday: NaiveDate,
) -> BTreeMap<(NodeId, String), Progress> {
    let mut lines: BTreeMap<(NodeId, String), Progress> = BTreeMap::new();
    for target in targets {
        let line = lines.entry((target.node_id, target.measure.clone())).or_default();
        line.target = Some(Exact::from(target.quantity));
    }
    for Counted { place, done } in counted {
        let line = lines.entry((*place, done.measure.clone())).or_default();
        let quantity = Exact::from(done.quantity);
        if done.on >= monday && done.on < monday + Days::new(7) {
            line.week = &line.week + &quantity;
        }
        line.done = &line.done + &quantity;
    }
    lines
}

/// A day of a burn-down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurnPoint {
    /// The day.
    pub on: NaiveDate,
    /// What the straight line leaves to be done at its end.
    pub planned: Exact,
    /// What is left to be done at its end, never less than nothing; none for days to come.
    pub left: Option<Exact>,
    /// What was done on the day.
    pub done: Exact,
}

/// What is left of a measure day by day, at the places that have a target of it. What a place did beyond its target
/// does not lessen what another has left.
pub fn burn_down(
    drive: &Drive,
    measure: &str,
    targets: &[DriveTarget],
    counted: &[Counted<'_>],
    today: NaiveDate,
) -> Vec<BurnPoint> {
    let of = |target: &&DriveTarget| target.measure == measure;
    let mut left: BTreeMap<NodeId, Exact> =
        targets.iter().filter(of).map(|target| (target.node_id, Exact::from(target.quantity))).collect();
    let mut by_day: BTreeMap<NaiveDate, Vec<&Counted<'_>>> = BTreeMap::new();
    for one in counted.iter().filter(|one| one.done.measure == measure && left.contains_key(&one.place)) {
        by_day.entry(one.done.on).or_default().push(one);
    }
    let whole = left.values().fold(Exact::ZERO, |sum, one| &sum + one);
    let days = drive.begins_on.iter_days().take_while(|day| *day <= drive.ends_on);
    days.map(|on| {
        let mut done = Exact::ZERO;
        for one in by_day.get(&on).into_iter().flatten() {
            let quantity = Exact::from(one.done.quantity);
            done = &done + &quantity;
            if let Some(rest) = left.get_mut(&one.place) {
                *rest = &*rest - &quantity;
            }
        }
        let open = left.values().filter(|rest| !rest.is_negative()).fold(Exact::ZERO, |sum, one| &sum + one);
        let planned = &whole - &expected(drive, &whole, on);
        BurnPoint { on, planned, left: (on <= today).then_some(open), done }
    })
    .collect()
}
