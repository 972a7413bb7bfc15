//! Making a ranking.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::facts::{CaseSet, UnitFacts};
use super::model::{Exclusion, GroupRanking, IndicatorResult, RankedUnit, UnitLine};
use super::scheme::{Indicator, IndicatorCode, NoData, Scheme};
use crate::figure::{Exact, competition_rank};
use crate::ids::UnitId;
use crate::text::Message;

/// Ranks units within their peer groups, each by the scheme made for it, the groups in the order of their names. A unit
/// without a group is in none of them.
pub fn rank<'s>(scheme: impl Fn(&str) -> &'s Scheme, units: &[UnitFacts]) -> Vec<GroupRanking> {
    let mut groups: BTreeMap<&str, Vec<&UnitFacts>> = BTreeMap::new();
    for unit in units {
        if let Some(group) = &unit.peer_group {
            groups.entry(group).or_default().push(unit);
        }
    }
    groups.into_iter().map(|(group, units)| rank_group(scheme(group), group, units)).collect()
}

fn rank_group(scheme: &Scheme, group: &str, mut units: Vec<&UnitFacts>) -> GroupRanking {
    units.sort_by(|a, b| a.code.cmp(&b.code));
    let (mut counted, mut excluded) = (Vec::new(), Vec::new());
    for facts in units {
        let unit = UnitLine { unit_id: facts.unit_id, code: facts.code.clone(), name: facts.name.clone() };
        match compose(scheme, facts) {
            Ok((composite, indicators)) => counted.push((unit, composite, indicators)),
            Err((why, indicators)) => excluded.push(Exclusion { unit, why, indicators }),
        }
    }
    // Stable, so that ties stay in the order of their codes.
    counted.sort_by(|a, b| Reverse(&a.1).cmp(&Reverse(&b.1)));
    let ranks = competition_rank(&counted, |(_, composite, _)| composite.clone());
    let units = counted
        .into_iter()
        .zip(ranks)
        .map(|((unit, composite, indicators), rank)| RankedUnit {
            unit,
            rank,
            composite,
            indicators,
            previous_rank: None,
            movement: None,
        })
        .collect();
    GroupRanking { group: group.to_owned(), units, excluded }
}

type Composite = (Exact, Vec<IndicatorResult>);
type Uncounted = (Message, Vec<IndicatorResult>);

/// The composite of a unit: the weighted mean of its indicators' points, over the weights that count.
fn compose(scheme: &Scheme, facts: &UnitFacts) -> Result<Composite, Uncounted> {
    let mut results: Vec<_> = scheme.indicators.iter().map(|rule| measure(rule, facts)).collect();
    let barring = results.iter().find(|result| result.no_data == Some(NoData::ExcludeUnit));
    if let Some(barring) = barring {
        let why = Message::new(format!("case-rank-no-data-{}", barring.code));
        return Err((why, results));
    }
    // Points granted for having nothing to rework are no merit of a unit that had nothing to do at all.
    let says_nothing = |result: &IndicatorResult| {
        result.value.is_none() || result.code == IndicatorCode::FiledCount && result.numerator.is_zero()
    };
    if results.iter().all(says_nothing) {
        return Err((Message::new("case-rank-no-data-at-all"), results));
    }
    let counting = results.iter().filter(|result| result.points.is_some());
    let weights: Exact = counting.map(|result| result.weight.clone()).sum();
    let mut composite = Exact::ZERO;
    for result in &mut results {
        let weighted = result.points.as_ref().map(|points| points * &result.weight);
        let Some(contribution) = weighted.and_then(|weighted| weighted.over(&weights)) else {
            continue;
        };
        composite += &contribution;
        result.contribution = contribution;
    }
    if weights.is_zero() {
        return Err((Message::new("case-rank-no-data-at-all"), results));
    }
    Ok((composite, results))
}

/// What an indicator is measured by: numerator, denominator and the sets behind them.
struct Measure {
    numerator: Exact,
    denominator: Option<Exact>,
    value: Option<Exact>,
    sets: (Option<CaseSet>, Option<CaseSet>),
}

fn measured(code: IndicatorCode, facts: &UnitFacts) -> Measure {
    match code {
        IndicatorCode::AssessmentScore => {
            let (score, full) = facts
                .assessment
                .as_ref()
                .map_or_else(|| (Exact::ZERO, Exact::ZERO), |fact| (fact.score.clone(), fact.full.clone()));
            let value = score.over(&full);
            Measure { numerator: score, denominator: Some(full), value, sets: (None, None) }
        }
        IndicatorCode::LostPoints => {
            let points = facts.lost_points.iter().flatten();
            let lost: Exact = points.map(|point| point.lost.clone()).sum();
            let value = facts.lost_points.is_some().then(|| lost.clone());
            let sets = (Some(CaseSet::Lost), None);
            Measure { numerator: lost, denominator: None, value, sets }
        }
        IndicatorCode::LedgerScore => {
            let value = facts.ledger_score.clone();
            let numerator = value.clone().unwrap_or_default();
            Measure { numerator, denominator: None, value, sets: (None, None) }
        }
        IndicatorCode::FiledCount => {
            let count = Exact::from(facts.count(CaseSet::Found));
            let sets = (Some(CaseSet::Found), None);
            Measure { numerator: count.clone(), denominator: None, value: Some(count), sets }
        }
        IndicatorCode::OnTimeRate => share(facts, CaseSet::OnTime, CaseSet::Due),
        IndicatorCode::CloseOutRate => share(facts, CaseSet::Closed, CaseSet::ShouldClose),
        IndicatorCode::ReworkRate => share(facts, CaseSet::Reworked, CaseSet::ShouldClose),
        IndicatorCode::SelfFoundShare => share(facts, CaseSet::SelfFound, CaseSet::Found),
    }
}

fn share(facts: &UnitFacts, above: CaseSet, below: CaseSet) -> Measure {
    let (numerator, denominator) = (Exact::from(facts.count(above)), Exact::from(facts.count(below)));
    let value = numerator.over(&denominator);
    Measure { numerator, denominator: Some(denominator), value, sets: (Some(above), Some(below)) }
}

fn measure(rule: &Indicator, facts: &UnitFacts) -> IndicatorResult {
    let Measure { numerator, denominator, value, sets } = measured(rule.code, facts);
    let no_data = value.is_none().then_some(rule.no_data);
    let points = match (&value, rule.no_data) {
        (Some(value), _) => Some(rule.scale.points(value, rule.direction)),
        (None, NoData::Full) => Some(Exact::HUNDRED),
        (None, NoData::Zero) => Some(Exact::ZERO),
        (None, NoData::Exclude | NoData::ExcludeUnit) => None,
    };
    IndicatorResult {
        code: rule.code,
        numerator,
        denominator,
        value,
        points,
        weight: rule.weight.clone(),
        contribution: Exact::ZERO,
        no_data,
        numerator_set: sets.0,
        denominator_set: sets.1,
    }
}

/// Adds each unit's movement against the ranking before.
#[must_use]
pub fn with_previous(mut groups: Vec<GroupRanking>, previous: &BTreeMap<UnitId, u32>) -> Vec<GroupRanking> {
    for ranked in groups.iter_mut().flat_map(|group| &mut group.units) {
        ranked.previous_rank = previous.get(&ranked.unit.unit_id).copied();
        ranked.movement = ranked.previous_rank.map(|before| i64::from(before) - i64::from(ranked.rank));
    }
    groups
}
