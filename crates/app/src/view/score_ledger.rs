//! The score ledger 考核台账, appeals and statements.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::FinderLevel;
use wangge_domain::ids::{ScoreAppealId, ScoreEntryId, UnitId};
use wangge_domain::score_ledger::{AppealState, ScoreTrigger, Share};
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

use super::{Coded, Ref};

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreEntryQuery {
    /// Only of this unit.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// Only by the rule of this code.
    #[serde(default)]
    pub rule: Option<String>,
    /// Only about this.
    #[serde(default)]
    pub trigger: Option<ScoreTrigger>,
    /// Only of this level of finder.
    #[serde(default)]
    pub level: Option<FinderLevel>,
    /// From this day on.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Until this day, with it.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Only those with an appeal that stands so.
    #[serde(default)]
    pub appeal: Option<AppealState>,
    /// Without what was reversed and the reversals.
    #[serde(default)]
    pub standing: Option<bool>,
    /// Where the page before ended.
    #[serde(default)]
    pub cursor: Option<String>,
    /// At most so many, 50 when not said, 500 at most.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Entries, the latest entered first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreEntryList {
    /// The entries.
    pub items: Vec<ScoreEntryView>,
    /// Where the next page begins; null on the last.
    pub next: Option<String>,
    /// How many appeals within reach wait for their ruling.
    pub pending_appeals: u64,
    /// Whether the reader may enter by hand, reverse and rule.
    pub may_edit: bool,
    /// Whether any scheme gives or takes points; without one the ledger stays empty.
    pub scored: bool,
}

/// An entry 记分.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreEntryView {
    /// Its identity.
    pub id: ScoreEntryId,
    /// Its number in the ledger.
    pub number: i64,
    /// The unit.
    pub unit: Option<Ref>,
    /// The day of its fact.
    pub on_day: NaiveDate,
    /// The rule.
    pub rule: Coded,
    /// What it is about.
    pub trigger: ScoreTrigger,
    /// What that is called.
    pub trigger_name: String,
    /// Who found it.
    pub level: FinderLevel,
    /// What that level is called.
    pub level_name: String,
    /// As what the unit bears it; null for its own.
    pub share: Option<Share>,
    /// What that share is called.
    pub share_name: Option<String>,
    /// The points with their sign: `+2`, `-0.5`.
    pub amount: String,
    /// How they came about: `-1 · 即查即改 ×0.5`.
    pub calculation: String,
    /// The scheme and its edition.
    pub scheme: String,
    /// The case.
    pub case: Option<Ref>,
    /// The round.
    pub round: Option<Ref>,
    /// The site.
    pub site: Option<Ref>,
    /// On what it rests, or why it was taken back; empty where a rule entered it.
    pub text: String,
    /// When it was entered.
    pub posted_at: Timestamp,
    /// By whom; null for the rules.
    pub by: Option<String>,
    /// The number of the entry it takes back.
    pub reverses: Option<i64>,
    /// The number of the entry that takes it back.
    pub reversed_by: Option<i64>,
    /// The appeal against it.
    pub appeal: Option<ScoreAppealView>,
    /// Whether the reader may appeal.
    pub may_appeal: bool,
    /// The last day for an appeal.
    pub appeal_until: Option<NaiveDate>,
    /// Whether the reader may reverse it.
    pub may_reverse: bool,
}

/// An appeal 记分申诉.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreAppealView {
    /// Its identity.
    pub id: ScoreAppealId,
    /// Where it stands.
    pub state: AppealState,
    /// What that is called.
    pub state_name: String,
    /// Why the entry is wrong.
    pub text: String,
    /// When it was made.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was ruled; empty while nothing was.
    pub ruling: String,
    /// When.
    pub ruled_at: Option<Timestamp>,
    /// By whom; empty while nothing was.
    pub ruled_by: String,
    /// Whether the reader may rule on it.
    pub may_rule: bool,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
    /// Its version, for ruling.
    pub version: i64,
}

/// An entry by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterScore {
    /// Its identity, made by the client.
    pub id: ScoreEntryId,
    /// The unit.
    pub unit_id: UnitId,
    /// The code of a rule of the scheme in force that is entered by hand.
    pub rule: String,
    /// Whose praise or criticism it is; the points follow it.
    pub level: FinderLevel,
    /// The day it counts for, today at the latest.
    pub on_day: NaiveDate,
    /// On what it rests: a notice with its number, a letter of thanks.
    pub text: String,
}

/// Why an entry is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverseScore {
    /// Why.
    pub text: String,
}

/// An appeal against an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealScore {
    /// Its identity, made by the client.
    pub id: ScoreAppealId,
    /// Why the entry is wrong.
    pub text: String,
}

/// A ruling on an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleAppeal {
    /// Whether the unit is right; the entry is then taken back.
    pub upheld: bool,
    /// The reason.
    pub text: String,
}

/// A rule by which the office may enter by hand, for a unit on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreRuleByHand {
    /// The rule.
    pub rule: Coded,
    /// The scheme and its edition.
    pub scheme: String,
    /// The points by level.
    pub amounts: Vec<ScoreAmount>,
}

/// The points of a rule for one level of finder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreAmount {
    /// Whose praise or criticism.
    pub level: FinderLevel,
    /// What that level is called.
    pub level_name: String,
    /// The points with their sign.
    pub amount: String,
}

/// For which unit and day rules are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreRuleQuery {
    /// The unit.
    pub unit: UnitId,
    /// The day; today when not said.
    #[serde(default)]
    pub on_day: Option<NaiveDate>,
}

/// For which month statements are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementQuery {
    /// The month, `2026-11`; the present one when not said.
    #[serde(default)]
    pub month: Option<String>,
}

/// A statement as a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementDocumentQuery {
    /// The month, `2026-11`; the present one when not said.
    #[serde(default)]
    pub month: Option<String>,
    /// Its language, for a link that cannot say it otherwise.
    pub lang: Option<Lang>,
}

/// What all units within reach come to in a month, by peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatementList {
    /// The month.
    pub month: String,
    /// Whether the month is over.
    pub over: bool,
    /// The peer groups.
    pub groups: Vec<StatementGroup>,
}

/// What the units of a peer group come to in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatementGroup {
    /// The peer group.
    pub group: Coded,
    /// The scheme and its edition.
    pub scheme: String,
    /// The units, the best first; ties in the order of their codes.
    pub rows: Vec<StatementRow>,
}

/// What a unit comes to in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatementRow {
    /// The unit.
    pub unit: Ref,
    /// Its place among all units of its peer group, whoever asks; ties share one.
    pub rank: u32,
    /// What it began with.
    pub base: String,
    /// What it gained, under the caps of the rules.
    pub gained: String,
    /// What it lost, under the caps of the rules.
    pub lost: String,
    /// What it comes to.
    pub total: String,
    /// How many entries stand.
    pub entries: u64,
}

/// The statement 对账单 of a unit for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatementView {
    /// The unit.
    pub unit: Ref,
    /// Its peer group.
    pub group: Option<Coded>,
    /// The month.
    pub month: String,
    /// Whether the month is over.
    pub over: bool,
    /// The scheme and its edition; null where none gives or takes points of the unit.
    pub scheme: Option<String>,
    /// What it began with.
    pub base: String,
    /// What each rule gave or took.
    pub sums: Vec<StatementSum>,
    /// The least and the most it can come to, where the scheme bounds it.
    pub bounds: Option<String>,
    /// What it comes to.
    pub total: String,
    /// The entries, by number; the reversed and their reversals among them.
    pub entries: Vec<ScoreEntryView>,
}

/// What a rule gave or took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatementSum {
    /// The rule.
    pub rule: Coded,
    /// How many entries stand.
    pub count: u64,
    /// What they sum to.
    pub sum: String,
    /// What counts under the cap of the rule.
    pub counted: String,
    /// The cap; null for none.
    pub cap: Option<String>,
}
