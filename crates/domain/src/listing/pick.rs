//! Who is listed: red, black, or neither.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{ListedUnit, ListingGroup, ListingRemark, ListingScheme, ListingSide};
use super::rule::{ListingCut, ListingRule};
use crate::figure::Exact;
use crate::ids::{CaseId, UnitId};
use crate::ranking::{CaseSet, GroupRanking, IndicatorCode, RankedUnit, UnitFacts};
use crate::text::{Message, Wording};

/// What the lists of a peer group are made of.
#[derive(Clone, Debug)]
pub struct GroupInput<'a> {
    /// The rule.
    pub rule: &'a ListingRule,
    /// The group's name.
    pub name: Wording,
    /// The scheme it was ranked by.
    pub scheme: ListingScheme,
    /// Its ranking over the period.
    pub ranking: &'a GroupRanking,
    /// How many facts stand behind each unit, as [`facts_behind`] counts them.
    pub facts: &'a BTreeMap<UnitId, u64>,
    /// The ranks by the same rule in the period before, as [`places`] finds them.
    pub before: &'a BTreeMap<UnitId, u32>,
}

/// How many facts of the period stand behind a unit's figure: the cases counted below the line, an assessment, lost points;
/// for the total every case it had to do with, once, and its assessment.
pub fn facts_behind(indicator: Option<IndicatorCode>, unit: &UnitFacts) -> u64 {
    let assessed = || u64::from(unit.assessment.is_some());
    let lost = || unit.lost_points.as_ref().map_or(0, |points| points.len().max(1) as u64);
    match indicator {
        Some(IndicatorCode::AssessmentScore) => assessed(),
        Some(IndicatorCode::LostPoints) => lost(),
        Some(IndicatorCode::OnTimeRate) => unit.count(CaseSet::Due),
        Some(IndicatorCode::CloseOutRate | IndicatorCode::ReworkRate) => unit.count(CaseSet::ShouldClose),
        Some(IndicatorCode::SelfFoundShare | IndicatorCode::FiledCount) => unit.count(CaseSet::Found),
        Some(IndicatorCode::LedgerScore) => u64::from(unit.ledger_score.is_some()),
        None => {
            let cases: BTreeSet<CaseId> = unit.sets.values().flatten().copied().collect();
            cases.len() as u64 + assessed().max(lost())
        }
    }
}

/// A unit that can be listed.
struct Candidate {
    of: ListedUnit,
    from_bottom: u32,
}

/// The units that can be listed with their ranks, the best first, and those that cannot with why.
fn candidates(
    rule: &ListingRule,
    ranking: &GroupRanking,
    facts: &BTreeMap<UnitId, u64>,
) -> (Vec<Candidate>, Vec<ListingRemark>) {
    let excluded = ranking.excluded.iter();
    let mut remarks: Vec<_> = excluded.map(|of| ListingRemark { unit: of.unit.clone(), why: of.why.clone() }).collect();
    let mut found = Vec::new();
    for ranked in &ranking.units {
        match candidate(rule, ranked, facts) {
            Ok(one) => found.push(one),
            Err(why) => remarks.push(ListingRemark { unit: ranked.unit.clone(), why }),
        }
    }
    let figures: Vec<Exact> = found.iter().map(|one| one.of.figure.clone()).collect();
    for one in &mut found {
        let figure = &one.of.figure;
        let place = |ahead: usize| u32::try_from(ahead + 1).unwrap_or(u32::MAX);
        one.from_bottom = place(figures.iter().filter(|other| rule.better(figure, other)).count());
        one.of.rank = place(figures.iter().filter(|other| rule.better(other, figure)).count());
    }
    // By code among equals, so that the order in which units are given makes no difference.
    found.sort_by(|a, b| (a.of.rank, &a.of.unit.code).cmp(&(b.of.rank, &b.of.unit.code)));
    (found, remarks)
}

fn candidate(rule: &ListingRule, ranked: &RankedUnit, facts: &BTreeMap<UnitId, u64>) -> Result<Candidate, Message> {
    let unit = &ranked.unit;
    let facts = facts.get(&unit.unit_id).copied().unwrap_or_default();
    if facts < u64::from(rule.least_facts) {
        let key = if facts == 0 { "listing-why-no-facts" } else { "listing-why-few-facts" };
        return Err(Message::new(key).arg("count", facts).arg("least", rule.least_facts));
    }
    let (figure, numerator, denominator) = match rule.indicator {
        None => (ranked.composite.clone(), ranked.composite.clone(), None),
        Some(code) => {
            let result = ranked.indicators.iter().find(|result| result.code == code);
            let result = result.ok_or_else(|| Message::new("listing-why-not-in-scheme"))?;
            let value = result.value.clone().ok_or_else(|| Message::new("listing-why-no-figure"))?;
            let figure = if result.denominator.is_some() { value * Exact::HUNDRED } else { value };
            (figure, result.numerator.clone(), result.denominator.clone())
        }
    };
    let of = ListedUnit { unit: unit.clone(), rank: 0, figure, numerator, denominator, facts, previous_rank: None };
    Ok(Candidate { of, from_bottom: 0 })
}

/// The list a unit is on. One that qualifies for both goes by what says more: a mark that is reached or missed before a
/// mere place; of two places, the end it is nearer to; in the very middle, and where all tie, neither.
fn side(rule: &ListingRule, one: &Candidate) -> Result<Option<ListingSide>, Message> {
    let red = rule.red_takes(&one.of.figure, one.of.rank);
    let black = rule.black_takes(&one.of.figure, one.from_bottom);
    let both = match (&rule.red, &rule.black) {
        _ if !red && !black => return Ok(None),
        _ if !black => return Ok(Some(ListingSide::Red)),
        _ if !red => return Ok(Some(ListingSide::Black)),
        (ListingCut::Threshold { .. }, ListingCut::Count { .. }) => return Ok(Some(ListingSide::Red)),
        (ListingCut::Count { .. }, ListingCut::Threshold { .. }) => return Ok(Some(ListingSide::Black)),
        _ => one.of.rank.cmp(&one.from_bottom),
    };
    match both {
        std::cmp::Ordering::Less => Ok(Some(ListingSide::Red)),
        std::cmp::Ordering::Greater => Ok(Some(ListingSide::Black)),
        std::cmp::Ordering::Equal => Err(Message::new("listing-why-both")),
    }
}

/// The lists of a peer group. The order in which its units are given makes no difference.
pub fn list_group(input: GroupInput<'_>) -> ListingGroup {
    let GroupInput { rule, name, scheme, ranking, facts, before } = input;
    let (found, mut remarks) = candidates(rule, ranking, facts);
    let ranked = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let (mut red, mut black) = (Vec::new(), Vec::new());
    for mut one in found {
        one.of.previous_rank = before.get(&one.of.unit.unit_id).copied();
        match side(rule, &one) {
            Ok(Some(ListingSide::Red)) => red.push(one.of),
            Ok(Some(ListingSide::Black)) => black.push(one.of),
            Ok(None) => {}
            Err(why) => remarks.push(ListingRemark { unit: one.of.unit, why }),
        }
    }
    remarks.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    ListingGroup { group: ranking.group.clone(), name, scheme, rule: rule.clone(), ranked, red, black, remarks }
}

/// The ranks of a peer group by a rule, as the movement of the next period needs them.
pub fn places(rule: &ListingRule, ranking: &GroupRanking, facts: &BTreeMap<UnitId, u64>) -> BTreeMap<UnitId, u32> {
    let (found, _) = candidates(rule, ranking, facts);
    found.into_iter().map(|one| (one.of.unit.unit_id, one.of.rank)).collect()
}
