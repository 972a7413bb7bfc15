//! Statements: what a unit comes to in a period.

use std::collections::BTreeMap;

use super::rule::Scoring;
use crate::figure::Exact;

/// What a rule comes to in one calendar month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSum {
    /// The rule.
    pub rule_code: String,
    /// The calendar month, `2026-11`.
    pub month: String,
    /// How many entries, reversed ones and their reversals not counted.
    pub count: u64,
    /// What they sum to.
    pub sum: Exact,
    /// What counts of it under the cap of the rule.
    pub counted: Exact,
}

/// What a unit comes to in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it began with.
    pub base: Exact,
    /// The rules, in the order of month and code.
    pub sums: Vec<RuleSum>,
    /// What it comes to.
    pub total: Exact,
}

/// The statement of a unit over a period: the base, and what each rule gave or took in each calendar month of it, never
/// beyond the cap of the rule, within the bounds of the scheme.
///
/// `entered` are the rule, the month, the number of entries and their sum.
pub fn statement(scoring: &Scoring, entered: impl IntoIterator<Item = (String, String, u64, Exact)>) -> Statement {
    let caps: BTreeMap<&str, &Exact> =
        scoring.rules.iter().filter_map(|rule| Some((rule.code.as_str(), rule.cap.as_ref()?))).collect();
    let mut sums: Vec<RuleSum> = entered
        .into_iter()
        .map(|(rule_code, month, count, sum)| {
            let counted = match caps.get(rule_code.as_str()) {
                Some(cap) => sum.clone().clamp(Exact::ZERO - *cap, (*cap).clone()),
                None => sum.clone(),
            };
            RuleSum { rule_code, month, count, sum, counted }
        })
        .collect();
    sums.sort_by(|a, b| (&a.month, &a.rule_code).cmp(&(&b.month, &b.rule_code)));
    let mut total = scoring.base.clone();
    for sum in &sums {
        total += &sum.counted;
    }
    if let Some(least) = &scoring.least {
        total = total.max(least.clone());
    }
    if let Some(most) = &scoring.most {
        total = total.min(most.clone());
    }
    Statement { base: scoring.base.clone(), sums, total }
}
