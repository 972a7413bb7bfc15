//! What has to be entered so that the ledger agrees with the facts.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;

use super::entry::{EntryFigure, ScoreEntry, Share};
use super::fact::{FactSubject, LedgerFact};
use super::rule::{ScoreRule, ScoreTrigger, Scoring};
use crate::case::FinderLevel;
use crate::figure::Exact;
use crate::ids::{ScoreEntryId, UnitId};
use crate::ranking::SchemeEdition;
use crate::text::Wording;

/// A new entry, before it has an identity and a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewScore {
    /// The unit.
    pub unit_id: UnitId,
    /// The local day of the fact.
    pub on_day: NaiveDate,
    /// The scheme and its edition.
    pub edition: (String, i32),
    /// The rule and its name.
    pub rule: (String, Wording),
    /// What it is about.
    pub trigger: ScoreTrigger,
    /// Who found it.
    pub level: FinderLevel,
    /// As what the unit bears it.
    pub share: Option<Share>,
    /// How the amount comes about.
    pub figure: EntryFigure,
    /// The fact.
    pub fact_key: String,
    /// What to look at.
    pub subject: FactSubject,
    /// What makes it unique.
    pub once: String,
}

/// What is to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posting {
    /// A new entry.
    Enter(Box<NewScore>),
    /// An entry that no longer holds.
    Reverse(ScoreEntryId),
}

/// The entries of one fact.
#[derive(Default)]
struct Held<'a> {
    standing: Vec<&'a ScoreEntry>,
    /// How many entries of each unit there ever were.
    ever: BTreeMap<UnitId, usize>,
    /// Whether a person took the unit's own entry back: no rule enters it again.
    settled: BTreeSet<UnitId>,
}

/// What is to be entered so that the entries made by rule agree with the facts.
///
/// `entries` are all entries about the subjects of the facts, reversals among them; `day` tells the local day of a fact and
/// `edition` the edition of a scheme: the named one of an entry that stands, or the one in force for a unit on a day.
pub fn reconcile<'e>(
    facts: &[LedgerFact],
    entries: &[ScoreEntry],
    day: impl Fn(&LedgerFact) -> NaiveDate,
    edition: impl Fn(Option<&ScoreEntry>, UnitId, NaiveDate) -> Option<&'e SchemeEdition>,
) -> Vec<Posting> {
    let mut held = held(entries);
    let mut postings = Vec::new();
    for fact in facts {
        let of_fact = held.remove(fact.key.as_str()).unwrap_or_default();
        let own = of_fact.standing.iter().find(|entry| entry.share.is_none()).copied();
        if of_fact.settled.contains(&fact.unit_id) && own.is_none() {
            postings.extend(of_fact.standing.iter().map(|entry| Posting::Reverse(entry.id)));
            continue;
        }
        let on_day = day(fact);
        // What moved to another unit or day is priced as if it had always been there.
        let stays = own.filter(|own| own.unit_id == fact.unit_id && own.on_day == on_day);
        let priced = edition(stays, fact.unit_id, on_day).and_then(|edition| priced(edition, fact));
        if let (Some(own), Some((_, rule, figure))) = (stays, &priced)
            && own.rule_code == rule.code
            && own.amount == figure.total()
        {
            continue;
        }
        postings.extend(of_fact.standing.iter().map(|entry| Posting::Reverse(entry.id)));
        let Some((edition, rule, figure)) = priced else { continue };
        let mut ever = of_fact.ever.clone();
        let bearers = bearers(rule, fact);
        for (unit_id, share, factor) in bearers {
            let mut figure = figure.clone();
            figure.factors.extend(share.zip(factor).map(|(share, factor)| (share.as_str().to_owned(), factor)));
            if figure.total().is_zero() || of_fact.settled.contains(&unit_id) {
                continue;
            }
            let times = ever.entry(unit_id).or_default();
            *times += 1;
            postings.push(Posting::Enter(Box::new(NewScore {
                unit_id,
                on_day,
                edition: (edition.code.clone(), edition.edition),
                rule: (rule.code.clone(), rule.name.clone()),
                trigger: fact.trigger,
                level: fact.level,
                share,
                figure,
                fact_key: fact.key.clone(),
                subject: fact.subject,
                once: format!("{}:{unit_id}:{times}", fact.key),
            })));
        }
    }
    // What stands for a fact that is no more.
    let gone = held.into_values().flat_map(|held| held.standing);
    postings.extend(gone.map(|entry| Posting::Reverse(entry.id)));
    postings
}

/// The entries made by rule, by fact.
fn held(entries: &[ScoreEntry]) -> BTreeMap<&str, Held<'_>> {
    let reversed: HashSet<ScoreEntryId> = entries.iter().filter_map(|entry| entry.reverses).collect();
    let mut held: BTreeMap<&str, Held<'_>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.trigger != ScoreTrigger::ByHand) {
        let of_fact = held.entry(&entry.fact_key).or_default();
        if entry.reverses.is_some() {
            if entry.by_user.is_some() {
                of_fact.settled.insert(entry.unit_id);
            }
            continue;
        }
        *of_fact.ever.entry(entry.unit_id).or_default() += 1;
        if !reversed.contains(&entry.id) {
            of_fact.standing.push(entry);
        }
    }
    held
}

fn priced<'e>(
    edition: &'e SchemeEdition,
    fact: &LedgerFact,
) -> Option<(&'e SchemeEdition, &'e ScoreRule, EntryFigure)> {
    let scoring: &Scoring = edition.scheme.scoring.as_ref()?;
    let (rule, amount) = scoring.rule_for(fact.trigger, fact.level)?;
    let factors = rule.factors(fact).into_iter().map(|(why, factor)| (why.to_owned(), factor)).collect();
    let figure = EntryFigure { amount: amount.clone(), factors };
    (!figure.total().is_zero()).then_some((edition, rule, figure))
}

/// Who bears a fact: its unit, those assisting and the one that supports the site, each once.
fn bearers(rule: &ScoreRule, fact: &LedgerFact) -> Vec<(UnitId, Option<Share>, Option<Exact>)> {
    let mut found = vec![(fact.unit_id, None, None)];
    let assisting = rule.assisting.iter().flat_map(|share| fact.assisting.iter().map(move |unit| (*unit, share)));
    for (unit, share) in assisting {
        if found.iter().all(|(other, ..)| *other != unit) {
            found.push((unit, Some(Share::Assisting), Some(share.clone())));
        }
    }
    if let Some((unit, share)) = fact.supporting.zip(rule.supporting.as_ref())
        && found.iter().all(|(other, ..)| *other != unit)
    {
        found.push((unit, Some(Share::Supporting), Some(share.clone())));
    }
    found
}
