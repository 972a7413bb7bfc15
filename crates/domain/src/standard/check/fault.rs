//! The faults an edition can have, and their sentences.

use crate::figure::Exact;
use crate::text::Message;

/// One fault of an edition, with its place: `item R03 / judging`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {fault}")]
pub struct StandardRefusal {
    /// Where it stands: the table, the code, the field.
    pub at: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with an edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A code is empty.
    #[error("the code is empty")]
    EmptyCode,
    /// A code stands twice.
    #[error("{code} stands twice")]
    DuplicateCode {
        /// The code.
        code: String,
    },
    /// The Chinese name is empty.
    #[error("the Chinese name is empty")]
    NoName,
    /// A name or alias already belongs to another site type.
    #[error("the name {name} already belongs to {by}")]
    NameTaken {
        /// The name.
        name: String,
        /// Whose it is.
        by: String,
    },
    /// A reference leads nowhere.
    #[error("there is no {what} {code}")]
    Unknown {
        /// What was referred to.
        what: &'static str,
        /// The code that does not exist.
        code: String,
    },
    /// The edition has none of these.
    #[error("there is none")]
    NothingThere,
    /// A door-head photograph is asked for where there is no place.
    #[error("a type without a place has no door-head to photograph")]
    DoorNowhere,
    /// Groups contain each other.
    #[error("the groups above lead back to it")]
    CyclicGroups,
    /// A field that the method needs is missing.
    #[error("{name} is missing")]
    Needs {
        /// The field.
        name: &'static str,
    },
    /// A number is below 0.
    #[error("{name} is {value}, below 0")]
    Negative {
        /// The field.
        name: &'static str,
        /// Its value.
        value: Exact,
    },
    /// A number is not above 0.
    #[error("{name} is {value}, not above 0")]
    NotPositive {
        /// The field.
        name: &'static str,
        /// Its value.
        value: Exact,
    },
    /// The module weights miss the full mark.
    #[error("the module weights sum to {sum}, not to the full mark {full}")]
    WeightsNotFullMark {
        /// What they sum to.
        sum: Exact,
        /// What they should.
        full: Exact,
    },
    /// More than one module is scored from observations.
    #[error("more than one module has the source observations")]
    SeveralObservationModules,
    /// The year weights miss 1.
    #[error("the year weights sum to {sum}, not to 1")]
    CycleNotOne {
        /// What they sum to.
        sum: Exact,
    },
    /// The edition ends before it begins.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// No site type has a weight.
    #[error("every type weight is 0")]
    AllWeightsZero,
    /// A floor lies above the cap.
    #[error("the floor {floor} lies above the cap {cap}")]
    FloorOverCap {
        /// The floor.
        floor: Exact,
        /// The cap.
        cap: Exact,
    },
    /// A floor lies above the points.
    #[error("the floor {floor} lies above the points {points}")]
    FloorOverPoints {
        /// The floor.
        floor: Exact,
        /// The points.
        points: Exact,
    },
    /// A maximal deduction lies above the points.
    #[error("the maximal deduction {max} lies above the points {points}")]
    MaxOverPoints {
        /// The deduction.
        max: Exact,
        /// The points.
        points: Exact,
    },
    /// A share lies outside 0 to 1.
    #[error("the share {share} lies outside 0 to 1")]
    ShareOutside {
        /// The share.
        share: Exact,
    },
    /// Bands do not run from best to worst.
    #[error("the bands do not run from the best to the worst")]
    BandsOutOfOrder,
    /// Bands have no bound, both, or mixed ones.
    #[error("every band needs one bound, all at_least or all at_most")]
    BandBounds,
    /// A piecewise scale has fewer than two knots.
    #[error("a piecewise scale needs two points or more")]
    TooFewKnots,
    /// Knots do not rise.
    #[error("the points do not rise in x")]
    KnotsOutOfOrder,
    /// `worst_of` inside `worst_of`.
    #[error("worst_of cannot stand inside worst_of")]
    NestedWorstOf,
    /// An item is judged nowhere.
    #[error("it applies to no site type")]
    NoTypes,
    /// `units` outside the district level.
    #[error("only the district can be gathered over units")]
    UnitsOnlyInDistrict,
    /// A method for sites where it is not gathered over sites.
    #[error("method, mark, weight_by and complement only go with over = \"sites\"")]
    OnlyOverSites,
    /// Weights with a method that takes none.
    #[error("median and worst take no weights")]
    CannotWeight,
    /// Too many decimals.
    #[error("at most 10 decimals are shown")]
    TooManyPlaces,
}

impl Fault {
    pub(super) fn unknown(what: &'static str, code: &str) -> Self {
        Self::Unknown { what, code: code.to_owned() }
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyCode => "empty-code",
            Self::DuplicateCode { .. } => "duplicate-code",
            Self::NoName => "no-name",
            Self::NameTaken { .. } => "name-taken",
            Self::Unknown { .. } => "unknown",
            Self::NothingThere => "nothing-there",
            Self::DoorNowhere => "door-nowhere",
            Self::CyclicGroups => "cyclic-groups",
            Self::Needs { .. } => "needs",
            Self::Negative { .. } => "negative",
            Self::NotPositive { .. } => "not-positive",
            Self::WeightsNotFullMark { .. } => "weights-not-full-mark",
            Self::SeveralObservationModules => "several-observation-modules",
            Self::CycleNotOne { .. } => "cycle-not-one",
            Self::EndsBeforeItBegins => "ends-before-it-begins",
            Self::AllWeightsZero => "all-weights-zero",
            Self::FloorOverCap { .. } => "floor-over-cap",
            Self::FloorOverPoints { .. } => "floor-over-points",
            Self::MaxOverPoints { .. } => "max-over-points",
            Self::ShareOutside { .. } => "share-outside",
            Self::BandsOutOfOrder => "bands-out-of-order",
            Self::BandBounds => "band-bounds",
            Self::TooFewKnots => "too-few-knots",
            Self::KnotsOutOfOrder => "knots-out-of-order",
            Self::NestedWorstOf => "nested-worst-of",
            Self::NoTypes => "no-types",
            Self::UnitsOnlyInDistrict => "units-only-in-district",
            Self::OnlyOverSites => "only-over-sites",
            Self::CannotWeight => "cannot-weight",
            Self::TooManyPlaces => "too-many-places",
        }
    }
}

impl StandardRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// The public sentence: where, what, and what to do.
    pub fn message(&self) -> Message {
        let message = Message::new(format!("standard-fault-{}", self.code())).arg("at", &self.at);
        match &self.fault {
            Fault::DuplicateCode { code } => message.arg("code", code),
            Fault::NameTaken { name, by } => message.arg("name", name).arg("by", by),
            Fault::Unknown { what, code } => message.arg("what", what).arg("code", code),
            Fault::Needs { name } => message.arg("name", name),
            Fault::Negative { name, value } | Fault::NotPositive { name, value } => {
                message.arg("name", name).arg("value", value)
            }
            Fault::WeightsNotFullMark { sum, full } => message.arg("sum", sum).arg("full", full),
            Fault::CycleNotOne { sum } => message.arg("sum", sum),
            Fault::FloorOverCap { floor, cap } => message.arg("floor", floor).arg("cap", cap),
            Fault::FloorOverPoints { floor, points } => message.arg("floor", floor).arg("points", points),
            Fault::MaxOverPoints { max, points } => message.arg("max", max).arg("points", points),
            Fault::ShareOutside { share } => message.arg("share", share),
            _ => message,
        }
    }
}
