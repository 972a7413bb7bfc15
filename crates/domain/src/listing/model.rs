//! What a listing says.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::difference::ListingChange;
use super::rule::ListingRule;
use crate::event::canonical_json;
use crate::figure::Exact;
use crate::ids::{ListingId, UnitId};
use crate::ranking::UnitLine;
use crate::text::{Message, Wording};
use crate::time::Timestamp;

vocabulary! {
    /// One of the two lists.
    ListingSide in "listing-side" {
        /// The commended 红榜.
        Red = "red",
        /// The called out 黑榜.
        Black = "black",
    }
}

/// The period a listing is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingPeriod {
    /// As the ranking takes it: `week:2026-W47`.
    pub key: String,
    /// Its name.
    pub name: Wording,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
}

impl ListingPeriod {
    /// What sort of period it is: `week`, `month` … Streaks run over listings of one sort.
    pub fn kind(&self) -> &str {
        self.key.split(':').next().unwrap_or_default()
    }
}

/// The scheme a peer group was ranked by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingScheme {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its edition; none where no scheme was made and the suggested one counts.
    pub edition: Option<i32>,
}

/// A unit on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedUnit {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitLine,
    /// Its rank among the units of its group that have enough facts; ties share one.
    pub rank: u32,
    /// The figure it is listed for; a rate in per cent.
    pub figure: Exact,
    /// What was counted or summed.
    pub numerator: Exact,
    /// What it was divided by; none for an amount and for the total.
    pub denominator: Option<Exact>,
    /// How many facts stand behind it.
    pub facts: u64,
    /// Its rank by the same rule in the period before, when it had one.
    pub previous_rank: Option<u32>,
}

/// A unit that is on no list for a reason that is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingRemark {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitLine,
    /// Why.
    pub why: Message,
}

/// The lists of one peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingGroup {
    /// The peer group.
    pub group: String,
    /// Its name.
    pub name: Wording,
    /// The scheme it was ranked by.
    pub scheme: ListingScheme,
    /// The rule it was listed by.
    pub rule: ListingRule,
    /// How many units had enough facts.
    pub ranked: u32,
    /// The red list, the best first.
    pub red: Vec<ListedUnit>,
    /// The black list, the worst last.
    pub black: Vec<ListedUnit>,
    /// The units on no list for a reason, by code.
    pub remarks: Vec<ListingRemark>,
}

/// What an edition puts right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingCorrection {
    /// The edition corrected.
    pub listing_id: ListingId,
    /// Which it was.
    pub edition: u32,
    /// Its hash.
    pub sha256: String,
    /// When it came out.
    pub published_at: Timestamp,
    /// Why it is corrected, in the office's words.
    pub reason: String,
    /// What is different now, unit by unit.
    pub changes: Vec<ListingChange>,
}

/// All a listing says. Once published it stands, whatever becomes of the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingContent {
    /// The period.
    pub period: ListingPeriod,
    /// The campaign's name.
    pub campaign: Wording,
    /// Whether its data are fictional.
    pub demonstration: bool,
    /// The edition, from 1.
    pub edition: u32,
    /// The peer groups.
    pub groups: Vec<ListingGroup>,
    /// What the office adds; may be empty.
    pub note: String,
    /// The edition it puts right, if it does.
    pub correction: Option<ListingCorrection>,
    /// The moment its figures were reckoned.
    pub as_of: Timestamp,
}

impl ListingContent {
    /// Every unit listed, with its list.
    pub fn listed(&self) -> impl Iterator<Item = (&ListingGroup, ListingSide, &ListedUnit)> {
        self.groups.iter().flat_map(|group| {
            let red = group.red.iter().map(move |unit| (group, ListingSide::Red, unit));
            red.chain(group.black.iter().map(move |unit| (group, ListingSide::Black, unit)))
        })
    }

    /// The units listed.
    pub fn units(&self) -> Vec<UnitId> {
        self.listed().map(|(_, _, listed)| listed.unit.unit_id).collect()
    }

    /// What a reader would dispute: who is on which list, at which rank, with which figure, and who is on none and why.
    fn disputed(&self) -> Vec<(&str, UnitId, String)> {
        let listed = self.listed().map(|(group, side, one)| {
            let says = format!("{side} {} {}", one.rank, canonical_json(&serde_json::json!(one.figure)));
            (group.group.as_str(), one.unit.unit_id, says)
        });
        let remarked = self.groups.iter().flat_map(|group| {
            group.remarks.iter().map(move |remark| (group.group.as_str(), remark.unit.unit_id, remark.why.key.clone()))
        });
        listed.chain(remarked).collect()
    }

    /// Whether another content, such as the one the facts come to today, says something else of a unit.
    pub fn differs(&self, other: &Self) -> bool {
        self.disputed() != other.disputed()
    }
}

/// The content as it is frozen: canonical JSON, whose SHA-256 is the listing's hash.
pub fn frozen_text(content: &ListingContent) -> String {
    // Own data types always serialise: their map keys are texts and they hold no failing parts.
    canonical_json(&serde_json::to_value(content).unwrap_or_default())
}
