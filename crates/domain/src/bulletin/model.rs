//! What a bulletin says.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::CaseState;
use crate::figure::Rate;
use crate::ids::{BulletinId, CaseId, SiteId, VisitId};
use crate::ranking::{GroupRanking, UnitLine};
use crate::text::{Message, Wording};
use crate::time::{IsoWeek, Timestamp};

/// The edition of the standard that was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionLine {
    /// The standard's name.
    pub standard: Wording,
    /// The edition's version.
    pub version: String,
    /// Whether it is a sample 示例 and not an official text.
    pub sample: bool,
}

/// How many sites of a type were visited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScopeLine {
    /// The type's code.
    pub type_code: String,
    /// Its name.
    pub name: Wording,
    /// How many different sites.
    pub sites: u64,
    /// Which sites, each with the visit that counts, by their codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visited: Vec<VisitedSite>,
}

/// A site visited in the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VisitedSite {
    /// The site.
    pub site_id: SiteId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// The last visit of the week.
    pub visit_id: VisitId,
}

/// What an issue puts right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// The issue corrected.
    pub bulletin_id: BulletinId,
    /// Its number in its year.
    pub number: u64,
    /// When it was published.
    pub published_at: Timestamp,
    /// What was wrong with it, in the office's words.
    pub reason: String,
}

/// A case as the bulletin sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinCase {
    /// The case.
    pub id: CaseId,
    /// Its number.
    pub number: Option<String>,
    /// The unit it was handed to.
    pub unit: UnitLine,
    /// The site's code, by which places are ordered; none for a case without site.
    pub site_code: Option<String>,
    /// The name of the place: of the site, or else of the node.
    pub place: Wording,
    /// What is wrong.
    pub description: String,
    /// At how many spots.
    pub quantity: u32,
    /// Where it stands.
    pub state: CaseState,
    /// When it was handed over: dispatched, or fixed on the spot.
    pub handed_over_at: Timestamp,
    /// By when it is due.
    pub deadline_at: Option<Timestamp>,
    /// When the rectification that stands was reported.
    pub rectified_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// What the week's cases came to, as of a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeekCounts {
    /// Handed over in the week 交办.
    pub handed_over: u64,
    /// Of those, rectified by now, checked or not 已整改.
    pub fixed: u64,
    /// Of those, closed after their check 已销号.
    pub closed: u64,
    /// Of those, not rectified 未整改.
    pub open: u64,
    /// Of those open, past their deadline 超期.
    pub overdue: u64,
    /// Fixed ÷ handed over 整改率.
    pub fixed_rate: Rate,
    /// Closed ÷ handed over 销号率.
    pub closed_rate: Rate,
}

/// One problem in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: Option<String>,
    /// What is wrong.
    pub description: String,
    /// At how many spots.
    pub quantity: u32,
    /// Where it stands.
    pub state: CaseState,
    /// By when it is due.
    pub deadline_at: Option<Timestamp>,
    /// Whether it is open past its deadline.
    pub overdue: bool,
}

/// The problems of one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceProblems {
    /// The place.
    pub place: Wording,
    /// Its problems, (1), (2) … in the order of their numbers.
    pub problems: Vec<Problem>,
}

/// The problems of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitProblems {
    /// The unit.
    pub unit: UnitLine,
    /// What its week came to.
    pub counts: WeekCounts,
    /// Its places.
    pub places: Vec<PlaceProblems>,
}

/// A figure of the bulletin and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Definition {
    /// The figure's name.
    pub term: Message,
    /// What it means.
    pub meaning: Message,
}

/// What a bulletin is put together from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinInput {
    /// The week.
    pub week: IsoWeek,
    /// The campaign's name.
    pub campaign: Wording,
    /// Whether its data are fictional.
    pub demonstration: bool,
    /// The bulletin's number in its year 期号; none for a draft.
    pub number: Option<u64>,
    /// The edition applied.
    pub edition: Option<EditionLine>,
    /// The sites visited in the week, by type.
    pub scope: Vec<ScopeLine>,
    /// The cases handed over in the week.
    pub cases: Vec<BulletinCase>,
    /// The rankings.
    pub rankings: Vec<GroupRanking>,
    /// The office's own requirements, after the standing ones.
    pub requirements: Vec<Wording>,
    /// The office's remarks.
    pub remarks: Vec<Wording>,
    /// The earlier issue it puts right, if it does.
    pub correction: Option<Correction>,
    /// The moment whose state it shows.
    pub as_of: Timestamp,
    /// The day by which units report back.
    pub feedback_on: NaiveDate,
    /// The root of the record it rests on.
    pub root: Option<String>,
}

/// The facts of a bulletin, as they are stored and printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BulletinFacts {
    /// The week.
    pub week: IsoWeek,
    /// Its Monday.
    pub from: NaiveDate,
    /// Its Sunday.
    pub until: NaiveDate,
    /// The campaign's name.
    pub campaign: Wording,
    /// Whether its data are fictional.
    pub demonstration: bool,
    /// The bulletin's number in its year; none for a draft.
    pub number: Option<u64>,
    /// The edition applied.
    pub edition: Option<EditionLine>,
    /// The sites visited, by type, the most first.
    pub scope: Vec<ScopeLine>,
    /// How many sites that are in all.
    pub sites: u64,
    /// What the week came to.
    pub counts: WeekCounts,
    /// The problems, unit by unit, the most first.
    pub problems: Vec<UnitProblems>,
    /// The rankings.
    pub rankings: Vec<GroupRanking>,
    /// The standing requirements.
    pub requirements: Vec<Message>,
    /// The office's own requirements.
    pub further_requirements: Vec<Wording>,
    /// The office's remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Wording>,
    /// The earlier issue it puts right, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// What its figures mean.
    pub definitions: Vec<Definition>,
    /// The moment whose state it shows.
    pub as_of: Timestamp,
    /// The day by which units report back.
    pub feedback_on: NaiveDate,
    /// The root of the record it rests on.
    pub root: Option<String>,
}
