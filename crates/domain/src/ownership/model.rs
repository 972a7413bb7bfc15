//! An ownership record and its days.

use chrono::NaiveDate;

use crate::ids::{OwnershipId, SiteId, UnitId};
use crate::text::Message;
use crate::time::Timestamp;

vocabulary! {
    /// How an ownership record stands on a day.
    OwnershipStanding in "ownership-standing" {
        /// It holds only from a later day.
        Upcoming = "upcoming",
        /// It holds.
        InForce = "in_force",
        /// It held until an earlier day.
        Ended = "ended",
    }
}

/// From which day to which something holds, both included; open where no day is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Validity {
    /// How it stands on a day.
    pub fn standing(self, day: NaiveDate) -> OwnershipStanding {
        if self.from.is_some_and(|from| day < from) {
            OwnershipStanding::Upcoming
        } else if self.until.is_some_and(|until| until < day) {
            OwnershipStanding::Ended
        } else {
            OwnershipStanding::InForce
        }
    }

    /// Whether it holds on a day.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.standing(day) == OwnershipStanding::InForce
    }

    /// Whether some day is of both. A last day before the first is no day at all.
    pub fn meets(self, other: Self) -> bool {
        let first = self.from.max(other.from);
        let last = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        first.zip(last).is_none_or(|(first, last)| first <= last)
    }

    /// A sentence with the days in it: `days` says which of `from` and `until` there are.
    pub fn said(self, message: Message) -> Message {
        let days = match (self.from, self.until) {
            (None, None) => "always",
            (Some(_), None) => "since",
            (None, Some(_)) => "until",
            (Some(_), Some(_)) => "between",
        };
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        message.arg("days", days).arg("from", day(self.from)).arg("until", day(self.until))
    }
}

/// An ownership record 权属记录.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// Its identity.
    pub id: OwnershipId,
    /// The site.
    pub site_id: SiteId,
    /// The item it is about; none for all items.
    pub item_code: Option<String>,
    /// The unit that owns it.
    pub unit_id: UnitId,
    /// On what the record rests: a contract, a ruling, minutes.
    pub basis: String,
    /// Its days, local.
    pub validity: Validity,
    /// Who noted it, by name; empty where that was not kept.
    pub noted_name: String,
    /// When; none where that was not kept.
    pub noted_at: Option<Timestamp>,
    /// Counts its edits.
    pub version: i64,
}

impl Ownership {
    /// The item as sentences take it: its code, or `all`.
    pub fn item_word(item_code: Option<&str>) -> &str {
        item_code.unwrap_or("all")
    }
}
