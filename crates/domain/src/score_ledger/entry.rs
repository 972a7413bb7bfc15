//! Entries of the ledger, and appeals against them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule::ScoreTrigger;
use crate::case::FinderLevel;
use crate::figure::Exact;
use crate::ids::{CaseId, RoundId, ScoreAppealId, ScoreEntryId, SiteId, UnitId, UserId};
use crate::text::Wording;
use crate::time::Timestamp;

/// The longest text of an appeal, a ruling or a basis, in characters.
pub const APPEAL_TEXT_MOST: usize = 500;

vocabulary! {
    /// As what a unit bears points that are first another's.
    Share in "score-share" {
        /// As assisting unit 协办单位.
        Assisting = "assisting",
        /// As supporting unit 包联单位.
        Supporting = "supporting",
    }
}

/// How an amount came about: what the rule says, times each factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryFigure {
    /// What the rule gives for the level of the finder.
    pub amount: Exact,
    /// The factors, each with its reason: `on_spot`, `repeated`, `many_clean`, `assisting`, `supporting`.
    pub factors: Vec<(String, Exact)>,
}

impl EntryFigure {
    /// The amount times all factors, half up to thousandths.
    pub fn total(&self) -> Exact {
        let product = self.factors.iter().fold(self.amount.clone(), |amount, (_, factor)| amount * factor);
        product.round_half_up(3).parse().unwrap_or(product)
    }
}

/// An entry 记分. It is never changed; one that does not hold is reversed by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreEntry {
    /// Its identity.
    pub id: ScoreEntryId,
    /// Its number in the ledger, gapless from 1.
    pub number: i64,
    /// The unit.
    pub unit_id: UnitId,
    /// The local day of its fact; that of a reversal is the day of what it reverses.
    pub on_day: NaiveDate,
    /// The scheme.
    pub scheme_code: String,
    /// The edition of the scheme.
    pub scheme_edition: i32,
    /// The rule.
    pub rule_code: String,
    /// The name of the rule as it was.
    pub rule_name: Wording,
    /// What it is about.
    pub trigger: ScoreTrigger,
    /// Who found it.
    pub level: FinderLevel,
    /// As what the unit bears it; none for its own.
    pub share: Option<Share>,
    /// How the amount came about.
    pub figure: EntryFigure,
    /// The points, at most three decimals; negative ones are taken away.
    pub amount: Exact,
    /// The fact it stands for.
    pub fact_key: String,
    /// The case.
    pub case_id: Option<CaseId>,
    /// The round.
    pub round_id: Option<RoundId>,
    /// The site.
    pub site_id: Option<SiteId>,
    /// On what an entry by hand rests; why an entry was reversed by a person; else empty.
    pub text: String,
    /// The entry it reverses.
    pub reverses: Option<ScoreEntryId>,
    /// When it was entered.
    pub posted_at: Timestamp,
    /// Who entered it; none for the rules.
    pub by_user: Option<UserId>,
    /// Who entered it, as shown.
    pub by_name: String,
    /// What makes it unique, however many servers enter: the fact, the unit and how often, or what it reverses.
    pub once: String,
}

impl ScoreEntry {
    /// Whether it says of itself what it must: its amount is what its calculation comes to, and a reversal takes back
    /// exactly what it names, from the same unit on the same day.
    pub fn is_sound(&self, reversed: Option<&Self>) -> bool {
        let own = self.amount == self.figure.total();
        match (self.reverses, reversed) {
            (None, _) => own,
            (Some(id), Some(other)) => {
                let undone = (&self.amount + &other.amount).is_zero();
                own && undone && other.id == id && other.unit_id == self.unit_id && other.on_day == self.on_day
            }
            (Some(_), None) => false,
        }
    }

    /// The entry that takes this one back.
    #[must_use]
    pub fn reversal(&self, id: ScoreEntryId, posted_at: Timestamp) -> Self {
        Self {
            id,
            number: 0,
            amount: Exact::ZERO - &self.amount,
            figure: EntryFigure { amount: Exact::ZERO - &self.figure.amount, factors: self.figure.factors.clone() },
            text: String::new(),
            reverses: Some(self.id),
            posted_at,
            by_user: None,
            by_name: String::new(),
            once: format!("reverses:{}", self.id),
            ..self.clone()
        }
    }
}

vocabulary! {
    /// Where an appeal stands.
    AppealState in "score-appeal" {
        /// Waiting for the ruling 待裁定.
        Pending = "pending",
        /// Upheld 申诉成立: the entry is reversed.
        Upheld = "upheld",
        /// Dismissed 维持原记分.
        Dismissed = "dismissed",
        /// Taken back by the unit 已撤回.
        Withdrawn = "withdrawn",
    }
}

/// An appeal 记分申诉 of a unit against an entry of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreAppeal {
    /// Its identity, made by whoever appeals.
    pub id: ScoreAppealId,
    /// The entry.
    pub entry_id: ScoreEntryId,
    /// The unit.
    pub unit_id: UnitId,
    /// Where it stands.
    pub state: AppealState,
    /// Why the entry is wrong.
    pub text: String,
    /// When it was made.
    pub at: Timestamp,
    /// By which account.
    pub by_user: Option<UserId>,
    /// By whom, as shown.
    pub by_name: String,
    /// What was ruled, in words.
    pub ruling: String,
    /// When it was ruled on or taken back.
    pub ruled_at: Option<Timestamp>,
    /// By whom, as shown.
    pub ruled_name: String,
    /// Counts its edits.
    pub version: i64,
}
