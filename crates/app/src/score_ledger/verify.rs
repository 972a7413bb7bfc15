//! Checking that the ledger agrees with the facts.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{ScoreEntryId, UnitId};
use wangge_domain::score_ledger::{Posting, ScoreEntry, ScoreTrigger};
use wangge_domain::text::{Lang, Message, render};
use wangge_storage::{reach::Reach, score_ledger as store};

use super::facts::Pricing;
use super::post::{Whole, whole};
use crate::context::{Answer, App};
use crate::reading::Wordbook;

/// Where the ledger and the facts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The unit's code.
    pub unit: String,
    /// The fact.
    pub fact: String,
    /// The number of the entry that does not hold; none where one is missing.
    pub number: Option<i64>,
    /// The points.
    pub amount: String,
    /// In words.
    pub text: String,
}

/// What checking found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many facts were reckoned anew.
    pub facts: usize,
    /// How many entries were compared.
    pub entries: usize,
    /// Every difference.
    pub differences: Vec<Difference>,
}

/// Reckons every entry anew from the facts and the editions, and names whatever differs. Writes nothing.
///
/// # Errors
/// When the store fails.
pub async fn verify(app: &App, lang: Lang) -> Answer<Verified> {
    let db = app.store.read();
    let Whole { due, entries, facts } = whole(app, &db).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let named = |unit: UnitId| book.unit(Some(unit)).map(|unit| (unit.code, unit.name)).unwrap_or_default();
    let mut differences = Vec::new();
    let mut add = |key: &str, unit: UnitId, rule: &str, amount: String, fact: &str, number: Option<i64>| {
        let (code, name) = named(unit);
        let message = Message::new(key).arg("unit", name).arg("rule", rule).arg("amount", &amount).arg("key", fact);
        let message = message.arg("number", number.unwrap_or_default());
        let text = render(&message, lang);
        differences.push(Difference { unit: code, fact: fact.to_owned(), number, amount, text });
    };
    for posting in due {
        match posting {
            Posting::Enter(new) => {
                let amount = new.figure.total().to_string();
                add("score-verify-missing", new.unit_id, new.rule.1.get(lang), amount, &new.fact_key, None);
            }
            Posting::Reverse(id) => {
                let Some(entry) = entries.get(&id) else { continue };
                let amount = entry.amount.to_string();
                let rule = entry.rule_name.get(lang);
                add("score-verify-surplus", entry.unit_id, rule, amount, &entry.fact_key, Some(entry.number));
            }
        }
    }
    // Every entry says of itself what it must, and the sums that statements are made of are those of the entries.
    let pricing = Pricing::load(app, &db).await?;
    let all = store::list(&db, &Reach::everything(), &store::EntryFilter::default(), u64::from(u32::MAX)).await?;
    let by_id: HashMap<ScoreEntryId, &ScoreEntry> = all.iter().map(|entry| (entry.id, entry)).collect();
    let mut sums: BTreeMap<(UnitId, String, String), Exact> = BTreeMap::new();
    for entry in &all {
        *sums.entry((entry.unit_id, entry.rule_code.clone(), store::month_of(entry.on_day))).or_default() +=
            &entry.amount;
        let edition = pricing.schemes.edition(&entry.scheme_code, entry.scheme_edition);
        let rules =
            edition.and_then(|edition| edition.scheme.scoring.as_ref()).map_or(&[][..], |scoring| &scoring.rules);
        let rule = rules.iter().find(|rule| rule.code == entry.rule_code);
        // What was entered by hand has no fact to be reckoned from; its amount is still the rule's.
        let by_rule = entry.trigger != ScoreTrigger::ByHand
            || entry.reverses.is_some()
            || rule.and_then(|rule| rule.amounts.get(&entry.level)) == Some(&entry.amount);
        if !by_rule || !entry.is_sound(entry.reverses.and_then(|id| by_id.get(&id).copied())) {
            let (rule, amount) = (entry.rule_name.get(lang), entry.amount.to_string());
            add("score-verify-entry", entry.unit_id, rule, amount, &entry.fact_key, Some(entry.number));
        }
    }
    let days = all.iter().map(|entry| entry.on_day);
    if let Some((first, last)) = days.clone().min().zip(days.max()) {
        for sum in store::sums(&db, (first, last), None).await? {
            let key = (sum.unit_id, sum.rule_code.clone(), sum.month.clone());
            if sums.remove(&key).unwrap_or_default() != sum.sum {
                add("score-verify-sum", sum.unit_id, &sum.rule_code, sum.sum.to_string(), &sum.month, None);
            }
        }
    }
    for ((unit, rule, month), sum) in sums.into_iter().filter(|(_, sum)| !sum.is_zero()) {
        add("score-verify-sum", unit, &rule, sum.to_string(), &month, None);
    }
    Ok(Verified { facts, entries: all.len(), differences })
}
