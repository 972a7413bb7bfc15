//! Listings 红黑榜 and the rules they are drafted by.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{ListingId, UnitId};
use wangge_domain::listing::{ListingMark, ListingRule, ListingSide, ListingStep};
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

use super::{Coded, Figure, Ref};

/// Which listings are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingQuery {
    /// Only those that stand so.
    pub mark: Option<ListingMark>,
    /// Only of this sort of period: `week`, `month`, `quarter`, `year`, `round` or `days`.
    pub kind: Option<String>,
    /// Only those this unit is listed in.
    pub unit: Option<UnitId>,
}

/// A listing to be drafted: its figures are reckoned now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftListing {
    /// Its identity, made by whoever drafts it.
    pub id: ListingId,
    /// The period, as for rankings; not `campaign`, which has no end.
    pub period: String,
    /// The rules it goes by; those in force when not said.
    #[serde(default)]
    pub rules: Option<Vec<ListingRule>>,
    /// What the office adds; at most 500 characters, may be empty.
    #[serde(default)]
    pub note: String,
}

/// A draft as the office wants it: its figures are reckoned anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendListing {
    /// The rules it goes by; those it has when not said.
    #[serde(default)]
    pub rules: Option<Vec<ListingRule>>,
    /// What the office adds; at most 500 characters, may be empty.
    #[serde(default)]
    pub note: String,
}

/// Why a listing is sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnListing {
    /// Why; at most 500 characters.
    pub reason: String,
}

/// When a listing comes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishListing {
    /// The moment; at once when not said.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// A new edition that puts a published one right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectListing {
    /// The identity of the new edition, made by whoever drafts it.
    pub id: ListingId,
    /// Why; at most 500 characters.
    pub reason: String,
}

/// The listings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingList {
    /// The latest period first.
    pub items: Vec<ListingLine>,
    /// Whether the reader may draft one.
    pub may_edit: bool,
}

/// A listing in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingLine {
    /// The listing.
    pub id: ListingId,
    /// Its name.
    pub name: String,
    /// The key of its period, as the ranking takes it.
    pub period: String,
    /// The name of its period.
    pub period_name: String,
    /// The first day of its period.
    pub from: NaiveDate,
    /// The last day of its period.
    pub until: NaiveDate,
    /// Its edition, from 1.
    pub edition: u32,
    /// How it stands now.
    pub mark: ListingMark,
    /// What that is called.
    pub mark_name: String,
    /// How many units are on the red list.
    pub red: u64,
    /// How many units are on the black list.
    pub black: u64,
    /// From when on it is out; null before that is decided.
    pub publish_at: Option<Timestamp>,
    /// The edition that puts it right, once that is out.
    pub corrected_by: Option<ListingRef>,
}

/// Another edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingRef {
    /// The listing.
    pub id: ListingId,
    /// Its edition.
    pub edition: u32,
}

/// A listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingView {
    /// The listing as in a list.
    #[serde(flatten)]
    pub line: ListingLine,
    /// The peer groups, each with its lists.
    pub groups: Vec<ListingGroupView>,
    /// What the office adds.
    pub note: String,
    /// What it puts right, if it does.
    pub correction: Option<ListingCorrectionView>,
    /// The moment its figures were reckoned.
    pub as_of: Timestamp,
    /// Whether the facts of today come to something else.
    pub differs: bool,
    /// The SHA-256 of what was published; null before.
    pub sha256: Option<String>,
    /// Why it was last sent back.
    pub returned: Option<String>,
    /// Who submitted it.
    pub submitted: Option<ListingStep>,
    /// Who approved it.
    pub approved: Option<ListingStep>,
    /// Who published it.
    pub published: Option<ListingStep>,
    /// What the reader may do with it now.
    pub may: ListingMay,
    /// Counts its steps and edits, for `If-Match`.
    pub version: i64,
}

/// What a reader may do with a listing now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each says on its own what the reader may do")]
pub struct ListingMay {
    /// Draft it anew.
    pub amend: bool,
    /// Submit it.
    pub submit: bool,
    /// Approve it; never what the reader submitted.
    pub approve: bool,
    /// Whether it waits for approval and the reader submitted it.
    pub own: bool,
    /// Send it back.
    pub send_back: bool,
    /// Publish it.
    pub publish: bool,
    /// Draft its correction.
    pub correct: bool,
}

/// The lists of a peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingGroupView {
    /// The group.
    #[serde(flatten)]
    pub group: Coded,
    /// What it goes by: an indicator's code, or `total`.
    pub by: Coded,
    /// The rule.
    pub rule: ListingRule,
    /// The rule in words.
    pub rule_words: String,
    /// The scheme and its edition, in words.
    pub scheme: String,
    /// How many units had enough facts.
    pub ranked: u32,
    /// The red list, the best first.
    pub red: Vec<ListingRow>,
    /// What to say where nobody is on it.
    pub no_red: String,
    /// The black list, the worst last.
    pub black: Vec<ListingRow>,
    /// What to say where nobody is on it.
    pub no_black: String,
    /// The units on no list for a reason.
    pub remarks: Vec<ListingRemarkView>,
}

/// A unit on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingRow {
    /// Its rank; ties share one.
    pub rank: u32,
    /// The unit.
    pub unit: Ref,
    /// The figure it is listed for; a rate in per cent.
    pub figure: Figure,
    /// How many facts stand behind it.
    pub facts: u64,
    /// Its rank by the same rule in the period before, when it had one.
    pub previous_rank: Option<u32>,
    /// How often in a row it was on this list, over published listings; null for once.
    pub streak: Option<ListingStreakView>,
}

/// How often in a row a unit was on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingStreakView {
    /// On which.
    pub side: ListingSide,
    /// In how many listings in a row; at least 2.
    pub length: u32,
    /// The first day of the period of the first of them.
    pub since: NaiveDate,
    /// In words: 连续 2 次黑榜.
    pub text: String,
}

/// A unit on no list, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingRemarkView {
    /// The unit.
    pub unit: Ref,
    /// Why, in words.
    pub why: String,
}

/// What an edition puts right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingCorrectionView {
    /// The edition corrected.
    pub of: ListingRef,
    /// Its hash.
    pub sha256: String,
    /// When it came out.
    pub published_at: Timestamp,
    /// Why, in the office's words.
    pub reason: String,
    /// What changed, a sentence a unit.
    pub changes: Vec<String>,
}

/// As what a listing is taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListingFormat {
    /// The notice, in official layout.
    #[default]
    Docx,
    /// A workbook.
    Xlsx,
    /// CSV.
    Csv,
}

/// A listing as a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingDocumentQuery {
    /// As what; the notice in Word when not said.
    #[serde(default)]
    pub format: ListingFormat,
    /// Its language, for a link that cannot say it otherwise.
    pub lang: Option<Lang>,
}

/// The rules listings are drafted by: one a peer group, its own or the suggested one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingRulesView {
    /// The rules, one for each peer group.
    pub items: Vec<ListingRuleView>,
    /// The indicators a rule can go by.
    pub indicators: Vec<Coded>,
    /// Whether the reader may change them.
    pub may_edit: bool,
    /// Which version, for `If-Match`; 0 while none was saved.
    pub version: i64,
}

/// The rule of a peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingRuleView {
    /// The group.
    pub group: Coded,
    /// The rule.
    pub rule: ListingRule,
    /// It in words.
    pub words: String,
}

/// The rules as the office wants them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveListingRules {
    /// One for each peer group that has its own.
    pub rules: Vec<ListingRule>,
}
