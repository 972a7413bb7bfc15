//! Integrity of supervision 督查真实性: signals 疑点 that an evidence photograph or a visit deserves a second look.
//!
//! Invariants: a signal is computed from facts the server holds, says its reason with the figures it rests on, and
//! never decides anything: a person looks and judges. What is missing is *unverified*, which is no accusation.
//! Absent on purpose: who did it, any score of honesty, anything stored. Distances come in metres from `wangge_geo`.
//!
//! The thresholds are suggestions of the project, chosen so that a phone's usual error raises nothing: satellite
//! fixes among buildings are wrong by tens of metres, and phones' clocks by a minute or two.

mod fix;
mod outlier;
mod photo;
mod visit;

pub use fix::{Heard, frozen, jump, odd_accuracy, places_disagree, without_height};
pub use outlier::{Comparison, Stratum, Tally, compare, outlier};
pub use photo::{Elsewhere, Gap, Span, apart, at_place, in_time, reused, unproven};
pub use visit::{Leg, clock_ahead, no_door, same_fix, too_fast, too_quick};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Message;

vocabulary! {
    /// What about evidence deserves a second look 疑点.
    SignalKind in "signal-kind" {
        /// A photograph taken away from the site.
        PhotoFar = "photo_far",
        /// The phone was away from the site.
        PhoneFar = "phone_far",
        /// A photograph taken before or after the time it stands for.
        PhotoTime = "photo_time",
        /// The very same file was used before.
        Reused = "reused",
        /// A picture like this one was used before.
        Alike = "alike",
        /// Before and after were taken at different places.
        ScenesApart = "scenes_apart",
        /// More items judged than the time allows.
        TooFast = "too_fast",
        /// From one site to the next faster than anyone travels.
        TooQuick = "too_quick",
        /// The phone's clock runs ahead.
        ClockAhead = "clock_ahead",
        /// The very same place to the last digit at two sites.
        SameFix = "same_fix",
        /// Camera and phone name different places.
        PlacesDisagree = "places_disagree",
        /// From one fix to the next faster than anyone travels.
        Jump = "jump",
        /// The very same place to the last digit, again and again.
        FrozenFix = "frozen_fix",
        /// An inspector who finds otherwise than the others.
        Outlier = "outlier",
        /// An accuracy no phone has.
        AccuracyOdd = "accuracy_odd",
        /// No height, where the phone told it before.
        NoHeight = "no_height",
        /// The door-head could not be photographed.
        NoDoor = "no_door",
        /// No photograph.
        NoPhoto = "no_photo",
        /// A photograph without a place.
        NoPlace = "no_place",
        /// A photograph without a time.
        NoTime = "no_time",
    }
}

vocabulary! {
    /// How much a signal weighs.
    Weight in "signal-weight" {
        /// Deserves a second look 存疑.
        Doubt = "doubt",
        /// Cannot be verified 无法核实; no accusation.
        Unverified = "unverified",
    }
}

impl SignalKind {
    /// How much it weighs.
    pub const fn weight(self) -> Weight {
        match self {
            Self::AccuracyOdd | Self::NoHeight | Self::NoDoor | Self::NoPhoto | Self::NoPlace | Self::NoTime => {
                Weight::Unverified
            }
            _ => Weight::Doubt,
        }
    }
}

/// A signal with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// What it is about.
    pub kind: SignalKind,
    /// The reason, with the figures it rests on.
    pub reason: Message,
}

impl Signal {
    fn new(kind: SignalKind, reason: Message) -> Self {
        Self { kind, reason }
    }
}

/// How many signals of each weight something carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SignalCount {
    /// Those that deserve a second look.
    pub doubts: u32,
    /// What cannot be verified.
    pub unverified: u32,
}

impl SignalCount {
    /// Counts signals.
    pub fn of<'a>(signals: impl IntoIterator<Item = &'a Signal>) -> Self {
        signals.into_iter().fold(Self::default(), |mut count, signal| {
            match signal.kind.weight() {
                Weight::Doubt => count.doubts += 1,
                Weight::Unverified => count.unverified += 1,
            }
            count
        })
    }
}

/// Whole metres as they stand in a reason; below a kilometre to the metre, above to the tenth of a kilometre.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance on Earth, never negative")]
fn distance(metres: f64) -> String {
    if metres < 1_000.0 { format!("{} m", metres.round() as u64) } else { format!("{:.1} km", metres / 1_000.0) }
}
