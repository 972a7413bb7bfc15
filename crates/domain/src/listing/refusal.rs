//! Why a step of a listing is refused.

use chrono::NaiveDate;

use super::steps::ListingState;
use crate::text::{Lang, Message};

/// Why a step of a listing is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListingRefusal {
    /// It stands where this step is not taken.
    NotNow {
        /// Where it stands.
        state: ListingState,
    },
    /// Its period is not over, and its figures still grow.
    NotOver {
        /// The last day of its period.
        until: NaiveDate,
    },
    /// Nobody is listed and nobody is remarked on: there is nothing to say.
    Empty,
    /// Whoever submitted it approves it.
    OwnSubmission,
    /// It is not said why, or with too many words.
    NoReason {
        /// The most characters.
        most: usize,
    },
    /// The moment it is to come out has passed.
    MomentPast,
    /// It is out, and only a correction puts it right.
    Out,
    /// It is not out, so there is nothing to correct.
    NotOut,
}

impl ListingRefusal {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotNow { .. } => "listing_not_now",
            Self::NotOver { .. } => "listing_not_over",
            Self::Empty => "listing_empty",
            Self::OwnSubmission => "listing_own_submission",
            Self::NoReason { .. } => "listing_no_reason",
            Self::MomentPast => "listing_moment_past",
            Self::Out => "listing_out",
            Self::NotOut => "listing_not_out",
        }
    }

    /// The sentence for the user.
    pub fn message(&self, lang: Lang) -> Message {
        match self {
            Self::NotNow { state } => Message::new("listing-not-now").arg("state", state.wording(lang)),
            Self::NotOver { until } => Message::new("listing-not-over").arg("day", until),
            Self::Empty => Message::new("listing-empty"),
            Self::OwnSubmission => Message::new("listing-own-submission"),
            Self::NoReason { most } => Message::new("listing-no-reason").arg("most", most),
            Self::MomentPast => Message::new("listing-moment-past"),
            Self::Out => Message::new("listing-out"),
            Self::NotOut => Message::new("listing-not-out"),
        }
    }
}
