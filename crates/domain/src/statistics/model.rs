//! What the statistics count, and of whom.

use std::collections::{BTreeMap, BTreeSet};

use crate::figure::Rate;
use crate::ids::CaseId;
use crate::ranking::{CaseSet, UnitLine};

vocabulary! {
    /// What a column of the statistics counts: cases of a unit in a period.
    StatisticsCount in "statistics-count" {
        /// Handed over to the unit 受理.
        Received = "received",
        /// Should be closed 应结.
        ShouldClose = "should_close",
        /// Of those, closed 已结.
        Closed = "closed",
        /// Due in the period 应处置.
        Due = "due",
        /// Of those due, rectified in time 按期处置.
        OnTime = "on_time",
        /// Of those that should be closed, sent back by a check 返工.
        Reworked = "reworked",
        /// Put under supervision or raised 督办.
        Supervised = "supervised",
        /// Suspended or put on a long-term plan 挂账.
        Suspended = "suspended",
        /// Given a later deadline 延期.
        Extended = "extended",
    }
}

impl StatisticsCount {
    /// The set of the ranking it is; none for what no ranking counts.
    pub const fn set(self) -> Option<CaseSet> {
        match self {
            Self::ShouldClose => Some(CaseSet::ShouldClose),
            Self::Closed => Some(CaseSet::Closed),
            Self::Due => Some(CaseSet::Due),
            Self::OnTime => Some(CaseSet::OnTime),
            Self::Reworked => Some(CaseSet::Reworked),
            Self::Received | Self::Supervised | Self::Suspended | Self::Extended => None,
        }
    }
}

vocabulary! {
    /// What a column of the statistics divides.
    StatisticsRate in "statistics-rate" {
        /// Closed of those that should be 结案率.
        CloseOut = "close_out_rate",
        /// Rectified in time of those due 按期率.
        OnTime = "on_time_rate",
        /// Sent back of those that should be closed 返工率.
        Rework = "rework_rate",
    }
}

impl StatisticsRate {
    /// What stands above and below the line.
    pub const fn parts(self) -> (StatisticsCount, StatisticsCount) {
        match self {
            Self::CloseOut => (StatisticsCount::Closed, StatisticsCount::ShouldClose),
            Self::OnTime => (StatisticsCount::OnTime, StatisticsCount::Due),
            Self::Rework => (StatisticsCount::Reworked, StatisticsCount::ShouldClose),
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsColumn {
    /// A count.
    Count(StatisticsCount),
    /// A rate, beside what it is made of.
    Rate(StatisticsRate),
}

impl StatisticsColumn {
    /// The columns in the order of the form: each rate after its counts.
    pub const ALL: &'static [Self] = &[
        Self::Count(StatisticsCount::Received),
        Self::Count(StatisticsCount::ShouldClose),
        Self::Count(StatisticsCount::Closed),
        Self::Rate(StatisticsRate::CloseOut),
        Self::Count(StatisticsCount::Due),
        Self::Count(StatisticsCount::OnTime),
        Self::Rate(StatisticsRate::OnTime),
        Self::Count(StatisticsCount::Reworked),
        Self::Rate(StatisticsRate::Rework),
        Self::Count(StatisticsCount::Supervised),
        Self::Count(StatisticsCount::Suspended),
        Self::Count(StatisticsCount::Extended),
    ];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count(count) => count.as_str(),
            Self::Rate(rate) => rate.as_str(),
        }
    }

    /// The catalogue key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Count(count) => count.key(),
            Self::Rate(rate) => rate.key(),
        }
    }
}

/// The sets of cases of one unit, or of several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseSets(BTreeMap<StatisticsCount, BTreeSet<CaseId>>);

impl CaseSets {
    /// Adds a case to a set; a case counts once however often it is added.
    pub fn add(&mut self, count: StatisticsCount, case: CaseId) {
        self.0.entry(count).or_default().insert(case);
    }

    /// Adds all cases of other sets.
    pub fn take_in(&mut self, other: &Self) {
        for (count, cases) in &other.0 {
            self.0.entry(*count).or_default().extend(cases);
        }
    }

    /// Whether no set has any case.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(BTreeSet::is_empty)
    }

    /// The cases of a set.
    pub fn cases(&self, count: StatisticsCount) -> impl Iterator<Item = CaseId> + '_ {
        self.0.get(&count).into_iter().flatten().copied()
    }

    /// How many cases a set has.
    pub fn count(&self, count: StatisticsCount) -> u64 {
        self.0.get(&count).map_or(0, BTreeSet::len) as u64
    }

    /// A rate; of nothing it has no value.
    pub fn rate(&self, rate: StatisticsRate) -> Rate {
        let (above, below) = rate.parts();
        Rate::new(self.count(above), self.count(below))
    }
}

/// What is counted of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStatistics {
    /// The unit.
    pub unit: UnitLine,
    /// Its peer group; none for a unit that is not ranked.
    pub peer_group: Option<String>,
    /// Its cases.
    pub sets: CaseSets,
}

/// The units of a peer group with their total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatisticsGroup {
    /// The peer group; none for the units without one.
    pub group: Option<String>,
    /// Its units, by code.
    pub units: Vec<UnitStatistics>,
    /// All of them together.
    pub total: CaseSets,
}
