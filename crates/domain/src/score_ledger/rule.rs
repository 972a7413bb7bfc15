//! Rules of a scheme that give and take points.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fact::LedgerFact;
use crate::case::FinderLevel;
use crate::figure::Exact;
use crate::text::{Lang, Message, Wording};

/// The most rules a scheme may have.
const RULES_MOST: usize = 60;

vocabulary! {
    /// What an entry of the ledger is about.
    ScoreTrigger in "score-trigger" {
        /// A problem handed over to the unit 问题交办, or fixed on the spot.
        Problem = "problem",
        /// Not rectified by the deadline 逾期未整改.
        Overdue = "overdue",
        /// Sent back by a check 返工.
        Rework = "rework",
        /// Reminded 催办.
        Reminded = "reminded",
        /// Put under supervision 督办.
        Supervised = "supervised",
        /// Raised one level 提级督办.
        Raised = "raised",
        /// A site without a lost point in a closed round 零丢分点位.
        CleanSite = "clean_site",
        /// Entered by the office with its basis: praise, a bonus, a criticism 手工记分.
        ByHand = "by_hand",
    }
}

/// More points for many sites without a lost point in one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyClean {
    /// From how many in one round, at least 2.
    pub at_least: u32,
    /// The factor each then counts by, above 0.
    pub factor: Exact,
}

/// One rule: what it is about, and what that is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreRule {
    /// Its code, unique in the scheme.
    pub code: String,
    /// Its name, as the ledger shows it.
    pub name: Wording,
    /// What it is about.
    pub trigger: ScoreTrigger,
    /// The points by who found it; negative ones are taken away. Where a level is missing, the rule says nothing of it.
    pub amounts: BTreeMap<FinderLevel, Exact>,
    /// The factor for a problem fixed on the spot 即查即改, such as one half; none for no difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_spot: Option<Exact>,
    /// The factor for a problem that came back 反弹, such as 2; none for no difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeated: Option<Exact>,
    /// More for many clean sites in one round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many_clean: Option<ManyClean>,
    /// The share that assisting units 协办单位 bear beside the main unit, from 0 to 1; none for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisting: Option<Exact>,
    /// The share that the supporting unit 包联单位 of the site bears, from 0 to 1; none for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporting: Option<Exact>,
    /// The most a unit gains or loses by it in a calendar month, above 0; none for no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
}

/// What a scheme gives and takes points by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// What every unit begins each period with.
    pub base: Exact,
    /// The least a unit can come to; none for no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Exact>,
    /// The most a unit can come to; none for no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Exact>,
    /// Within how many calendar days after it was entered an entry may be appealed, 1–90.
    pub appeal_days: u32,
    /// The rules; of several about the same, the first that says anything of it counts.
    #[serde(rename = "rule", alias = "rules")]
    pub rules: Vec<ScoreRule>,
}

/// Why rules are refused, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message:?}")]
pub struct ScoringRefusal {
    /// The field, below the scoring.
    pub pointer: String,
    /// The public sentence.
    pub message: Message,
}

impl Scoring {
    /// Everything that is wrong with the rules.
    pub fn check(&self) -> Vec<ScoringRefusal> {
        let mut found = Vec::new();
        let mut add = |pointer: String, message: Message| found.push(ScoringRefusal { pointer, message });
        if self.rules.len() > RULES_MOST {
            add("/rule".to_owned(), Message::new("score-rules-too-many").arg("most", RULES_MOST));
        }
        if !(1..=90).contains(&self.appeal_days) {
            add("/appeal_days".to_owned(), Message::new("score-appeal-days"));
        }
        for (field, figure) in
            [("base", Some(&self.base)), ("least", self.least.as_ref()), ("most", self.most.as_ref())]
        {
            if figure.is_some_and(|figure| !written(figure)) {
                add(format!("/{field}"), Message::new("score-amount-out-of-range"));
            }
        }
        let bounds = [
            self.least.as_ref().is_some_and(|least| *least > self.base),
            self.most.as_ref().is_some_and(|most| *most < self.base),
        ];
        if bounds.contains(&true) {
            add("/base".to_owned(), Message::new("score-base-outside-bounds"));
        }
        let mut seen = BTreeSet::new();
        for (place, rule) in self.rules.iter().enumerate() {
            if !seen.insert(rule.code.as_str()) {
                add(format!("/rule/{place}/code"), Message::new("score-rule-twice").arg("code", &rule.code));
            }
            for (field, message) in rule.faults() {
                add(format!("/rule/{place}/{field}"), message);
            }
        }
        found
    }

    /// The rule that speaks of a fact, with the points for its main unit.
    pub fn rule_for(&self, trigger: ScoreTrigger, level: FinderLevel) -> Option<(&ScoreRule, &Exact)> {
        let speaks = |rule: &&ScoreRule| rule.trigger == trigger && rule.amounts.contains_key(&level);
        let rule = self.rules.iter().find(speaks)?;
        Some((rule, rule.amounts.get(&level)?))
    }
}

/// Whether an amount is one that can be entered: at most 1,000 either way and at most three decimals.
fn written(amount: &Exact) -> bool {
    let thousandth = Exact::ratio(1, 1000).unwrap_or(Exact::ONE);
    *amount <= Exact::int(1000) && *amount >= Exact::int(-1000) && amount.is_multiple_of(&thousandth)
}

impl ScoreRule {
    /// What is wrong with it, by field.
    fn faults(&self) -> Vec<(&'static str, Message)> {
        let mut found = Vec::new();
        let code = &self.code;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if code.is_empty() || code.len() > 40 || !code.chars().all(plain) {
            found.push(("code", Message::new("score-rule-code")));
        }
        if self.name.get(Lang::Zh).trim().is_empty() {
            found.push(("name", Message::new("score-rule-name")));
        }
        if self.amounts.is_empty() {
            found.push(("amounts", Message::new("score-rule-without-amount")));
        }
        if self.amounts.values().any(|amount| !written(amount)) {
            found.push(("amounts", Message::new("score-amount-out-of-range")));
        }
        let factor = |factor: &Option<Exact>| factor.as_ref().is_some_and(|f| *f < Exact::ZERO || *f > Exact::int(10));
        for (field, value) in [("on_spot", &self.on_spot), ("repeated", &self.repeated)] {
            if factor(value) {
                found.push((field, Message::new("score-factor-out-of-range")));
            }
            if value.is_some() && self.trigger != ScoreTrigger::Problem {
                found.push((field, Message::new("score-factor-of-problems")));
            }
        }
        if let Some(many) = &self.many_clean {
            if self.trigger != ScoreTrigger::CleanSite {
                found.push(("many_clean", Message::new("score-many-clean-of-sites")));
            }
            if many.at_least < 2 || many.factor <= Exact::ZERO || many.factor > Exact::int(10) {
                found.push(("many_clean", Message::new("score-many-clean-out-of-range")));
            }
        }
        for (field, share) in [("assisting", &self.assisting), ("supporting", &self.supporting)] {
            if share.as_ref().is_some_and(|share| *share <= Exact::ZERO || *share > Exact::ONE) {
                found.push((field, Message::new("score-share-out-of-range")));
            }
            if share.is_some() && self.trigger == ScoreTrigger::ByHand {
                found.push((field, Message::new("score-share-by-hand")));
            }
        }
        if self.cap.as_ref().is_some_and(|cap| *cap <= Exact::ZERO || !written(cap)) {
            found.push(("cap", Message::new("score-cap-out-of-range")));
        }
        found
    }

    /// The factors that apply to a fact, each with what it is for.
    pub(super) fn factors(&self, fact: &LedgerFact) -> Vec<(&'static str, Exact)> {
        let mut found = Vec::new();
        if let Some(factor) = self.on_spot.as_ref().filter(|_| fact.on_spot) {
            found.push(("on_spot", factor.clone()));
        }
        if let Some(factor) = self.repeated.as_ref().filter(|_| fact.rebound) {
            found.push(("repeated", factor.clone()));
        }
        if let Some(many) = self.many_clean.as_ref().filter(|many| fact.count >= many.at_least) {
            found.push(("many_clean", many.factor.clone()));
        }
        found
    }
}
