//! What is told of a drive: its places, totals, burn-down and dead corners.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use wangge_domain::drive::{
    Counted, Drive, DriveDone, DrivePace, DriveTarget, Progress, burn_down, expected, pace, place_of, progress,
};
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::NodeId;
use wangge_domain::time::IsoWeek;
use wangge_storage::{ConnectionTrait, drive as store};

use super::corner::Corners;
use super::sight::Sight;
use crate::context::Answer;
use crate::reading::many;
use crate::view::{DriveBurn, DriveBurnPoint, DriveCell, DriveLine, DriveMeasureView, DrivePlaceLine};

/// A figure with at most two decimals and no noughts at its end.
pub(super) fn amount(value: Option<&Exact>) -> Figure {
    let mut figure = Figure::of(value, 2);
    if figure.shown.contains('.') {
        let end = figure.shown.trim_end_matches('0').trim_end_matches('.').len();
        figure.shown.truncate(end);
    }
    figure
}

/// A drive with all that counts.
pub(super) struct Told<'s> {
    pub sight: &'s Sight,
    pub drive: Drive,
    pub targets: Vec<DriveTarget>,
    done: Vec<DriveDone>,
    pub corners: Corners,
    /// The place every node with a report counts for.
    places: HashMap<NodeId, NodeId>,
    /// The places the reader sees.
    seen: HashSet<NodeId>,
}

impl<'s> Told<'s> {
    /// Reads a drive.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(db: &impl ConnectionTrait, sight: &'s Sight, drive: Drive) -> Answer<Self> {
        let targets = store::targets(db, drive.id).await?;
        let done = store::done(db, drive.id).await?;
        let corners = Corners::of_drive(db, &drive).await?;
        let targeted: BTreeSet<NodeId> = targets.iter().map(|target| target.node_id).collect();
        let nodes = done.iter().map(|one| one.node_id).chain(corners.all.iter().map(|one| one.node_id));
        let mut places = HashMap::new();
        for node in nodes.chain(targeted.iter().copied()) {
            places.entry(node).or_insert_with(|| place_of(&sight.chain(node), &targeted).unwrap_or(node));
        }
        // A place is seen by whoever sees it or anything in it.
        let mut seen = HashSet::new();
        for node in &sight.within {
            seen.extend(sight.chain(*node).iter().map(|above| above.id));
        }
        Ok(Self { sight, drive, targets, done, corners, places, seen })
    }

    /// The place a node counts for.
    pub fn place(&self, node: NodeId) -> NodeId {
        self.places.get(&node).copied().unwrap_or(node)
    }

    /// The week the weekly figures are of.
    pub fn week(&self) -> IsoWeek {
        week(&self.drive, self.sight)
    }

    /// What counts at the places the reader sees.
    pub fn counted(&self) -> Vec<Counted<'_>> {
        let placed = self.done.iter().map(|done| Counted { place: self.place(done.node_id), done });
        placed.filter(|one| self.seen.contains(&one.place)).collect()
    }

    /// What is planned at the places the reader sees.
    pub fn seen_targets(&self) -> Vec<DriveTarget> {
        self.targets.iter().filter(|target| self.seen.contains(&target.node_id)).cloned().collect()
    }

    pub fn measures(&self) -> Vec<DriveMeasureView> {
        measures(&self.drive, self.sight)
    }

    fn lines(&self) -> BTreeMap<(NodeId, String), Progress> {
        progress(&self.seen_targets(), &self.counted(), self.week().monday())
    }

    fn cell(&self, measure: &str, line: &Progress, done_of_target: &Exact) -> DriveCell {
        let target = line.target.as_ref();
        let pace = pace(&self.drive, target, done_of_target, self.sight.today);
        let planned = target.map(|target| expected(&self.drive, target, self.sight.today));
        let nothing = Exact::ZERO;
        DriveCell {
            measure: measure.to_owned(),
            target: amount(target),
            done: amount(Some(&line.done)),
            week: amount(Some(&line.week)),
            expected: amount(planned.as_ref()),
            share: match target {
                Some(target) => Figure::per_hundred(done_of_target, target, 1),
                None => Figure::per_hundred(&nothing, &nothing, 1),
            },
            pace,
            pace_name: pace.wording(self.sight.lang),
        }
    }

    /// The cells of a place, in the drive's order.
    pub fn cells(&self, place: NodeId) -> Vec<DriveCell> {
        self.cells_of(place, &self.lines())
    }

    fn cells_of(&self, place: NodeId, lines: &BTreeMap<(NodeId, String), Progress>) -> Vec<DriveCell> {
        let none = Progress::default();
        let cell = |code: &String| {
            let line = lines.get(&(place, code.clone())).unwrap_or(&none);
            self.cell(code, line, &line.done)
        };
        self.drive.measures.iter().map(|measure| cell(&measure.code)).collect()
    }

    /// The places, those that lag most first.
    pub fn places(&self) -> Vec<DrivePlaceLine> {
        let lines = self.lines();
        let mut ids: BTreeSet<NodeId> = lines.keys().map(|(place, _)| *place).collect();
        let mut open: HashMap<NodeId, u64> = HashMap::new();
        for corner in self.corners.all.iter().filter(|corner| self.corners.open(corner.id)) {
            let place = self.place(corner.node_id);
            if self.seen.contains(&place) {
                ids.insert(place);
                *open.entry(place).or_default() += 1;
            }
        }
        let mut last: HashMap<NodeId, chrono::NaiveDate> = HashMap::new();
        for Counted { place, done } in self.counted() {
            let day = last.entry(place).or_insert(done.on);
            *day = done.on.max(*day);
        }
        let mut places: Vec<DrivePlaceLine> = ids
            .into_iter()
            .map(|id| DrivePlaceLine {
                node: self.sight.book.node(Some(id)),
                chain: self.sight.chain_name(id),
                cells: self.cells_of(id, &lines),
                last_report_on: last.get(&id).copied(),
                open_corners: open.get(&id).copied().unwrap_or_default(),
            })
            .collect();
        places.sort_by_cached_key(|line| {
            let lag = |wanted| line.cells.iter().filter(|cell| cell.pace == wanted).count();
            let targets = line.cells.iter().any(|cell| cell.pace != DrivePace::NoTarget);
            (!targets, std::cmp::Reverse((lag(DrivePace::FarBehind), lag(DrivePace::Behind))), line.node.code.clone())
        });
        places
    }

    /// How far each measure is over all places.
    pub fn totals(&self) -> Vec<DriveCell> {
        let lines = self.lines();
        let total = |code: &String| {
            let mut sum = Progress::default();
            let mut of_target = Exact::ZERO;
            for ((_, _), line) in lines.iter().filter(|((_, measure), _)| measure == code) {
                sum.done = &sum.done + &line.done;
                sum.week = &sum.week + &line.week;
                if let Some(target) = &line.target {
                    // What one place does beyond its target does not do another's work.
                    of_target = &of_target + if line.done < *target { &line.done } else { target };
                    sum.target = Some(sum.target.as_ref().map_or_else(|| target.clone(), |before| before + target));
                }
            }
            self.cell(code, &sum, &of_target)
        };
        self.drive.measures.iter().map(|measure| total(&measure.code)).collect()
    }

    /// The drive as a list has it.
    pub fn line(&self, places: &[DrivePlaceLine]) -> DriveLine {
        let lags = |line: &&DrivePlaceLine| {
            line.cells.iter().any(|cell| matches!(cell.pace, DrivePace::Behind | DrivePace::FarBehind))
        };
        let (drive, lang) = (&self.drive, self.sight.lang);
        let state = drive.state(self.sight.today);
        DriveLine {
            id: drive.id,
            name: drive.name.get(lang).to_owned(),
            kind: drive.kind,
            kind_name: drive.kind.wording(lang),
            state,
            state_name: state.wording(lang),
            begins_on: drive.begins_on,
            ends_on: drive.ends_on,
            measures: self.measures(),
            totals: self.totals(),
            places: many(places.len()),
            behind: many(places.iter().filter(lags).count()),
            corners: self.corners.counts(self.sight, &self.drive),
        }
    }

    /// The burn-down of every measure that has a target.
    pub fn burn_down(&self) -> Vec<DriveBurn> {
        let (targets, counted) = (self.seen_targets(), self.counted());
        let of = |code: &String| {
            let points = burn_down(&self.drive, code, &targets, &counted, self.sight.today);
            let told = |point: wangge_domain::drive::BurnPoint| DriveBurnPoint {
                on: point.on,
                planned: amount(Some(&point.planned)),
                left: point.left.as_ref().map(|left| amount(Some(left))),
                done: amount(Some(&point.done)),
            };
            DriveBurn { measure: code.clone(), points: points.into_iter().map(told).collect() }
        };
        let targeted: BTreeSet<&String> = targets.iter().map(|target| &target.measure).collect();
        self.drive.measures.iter().map(|one| &one.code).filter(|code| targeted.contains(code)).map(of).collect()
    }
}

/// The week the weekly figures of a drive are of: the current one, or the drive's last.
pub(super) fn week(drive: &Drive, sight: &Sight) -> IsoWeek {
    IsoWeek::of(sight.today.min(drive.ends_on).max(drive.begins_on))
}

/// The measures of a drive, worded.
pub(super) fn measures(drive: &Drive, sight: &Sight) -> Vec<DriveMeasureView> {
    let told = |measure: &wangge_domain::drive::DriveMeasure| DriveMeasureView {
        code: measure.code.clone(),
        name: measure.name.get(sight.lang).to_owned(),
        unit: measure.unit,
        unit_name: measure.unit.wording(sight.lang),
        demolition: measure.demolition,
    };
    drive.measures.iter().map(told).collect()
}
