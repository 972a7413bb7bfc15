//! Several sites' scores gathered into one, per hundred.

use super::{ScoredSite, SiteMark};
use crate::figure::Exact;
use crate::standard::{Gather, LevelRule, TypeRule};

/// The rule of a type, or of a level over its sites.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gathering<'a> {
    pub method: Gather,
    pub mark: Option<&'a Exact>,
    pub weight_by: Option<&'a str>,
    pub complement: bool,
    pub floor: Option<&'a Exact>,
    pub cap: Option<&'a Exact>,
}

impl<'a> From<&'a TypeRule> for Gathering<'a> {
    fn from(rule: &'a TypeRule) -> Self {
        Self {
            method: rule.method,
            mark: rule.mark.as_ref(),
            weight_by: rule.weight_by.as_deref(),
            complement: rule.complement,
            floor: rule.floor.as_ref(),
            cap: rule.cap.as_ref(),
        }
    }
}

impl<'a> From<&'a LevelRule> for Gathering<'a> {
    fn from(rule: &'a LevelRule) -> Self {
        Self {
            method: rule.method,
            mark: rule.mark.as_ref(),
            weight_by: rule.weight_by.as_deref(),
            complement: rule.complement,
            floor: rule.floor.as_ref(),
            cap: rule.cap.as_ref(),
        }
    }
}

/// A gathered score: `value` per hundred is 100 · numerator ÷ denominator before complement and limits.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub value: Option<Exact>,
    pub numerator: Option<Exact>,
    pub denominator: Option<Exact>,
    pub unscored: usize,
    pub limited: Limited,
}

/// Whether a floor or cap took hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Limited {
    #[default]
    No,
    Floored,
    Capped,
}

/// Holds a value between floor and cap.
pub(super) fn limit(value: Exact, floor: Option<&Exact>, cap: Option<&Exact>) -> (Exact, Limited) {
    match (floor, cap) {
        (Some(floor), _) if value < *floor => (floor.clone(), Limited::Floored),
        (_, Some(cap)) if value > *cap => (cap.clone(), Limited::Capped),
        _ => (value, Limited::No),
    }
}

/// A site's weight: the attribute named, otherwise 1.
pub(super) fn site_weight(site: &ScoredSite, weight_by: Option<&str>) -> Exact {
    weight_by.map_or(Exact::ONE, |name| site.attributes.get(name).cloned().unwrap_or_default())
}

/// Gathers the scored ones of the sites given by place.
pub(super) fn gather(rule: Gathering<'_>, sites: &[ScoredSite], marks: &[SiteMark], members: &[usize]) -> Gathered {
    let scored: Vec<(&SiteMark, &Exact, Exact)> = members
        .iter()
        .filter_map(|place| {
            let per_hundred = marks[*place].per_hundred.as_ref()?;
            Some((&marks[*place], per_hundred, site_weight(&sites[*place], rule.weight_by)))
        })
        .collect();
    let unscored = members.len() - scored.len();
    let hundredth = Exact::ratio(1, 100).unwrap_or_default();
    let (numerator, denominator) = match rule.method {
        Gather::Mean => (
            Exact::total(scored.iter().map(|(_, score, weight)| *score * weight)) * hundredth,
            Exact::total(scored.iter().map(|(.., weight)| weight.clone())),
        ),
        Gather::Pooled => (
            Exact::total(scored.iter().map(|(mark, _, weight)| &mark.pool.0 * weight)),
            Exact::total(scored.iter().map(|(mark, _, weight)| &mark.pool.1 * weight)),
        ),
        Gather::ShareMeeting => {
            let met = |score: &Exact| rule.mark.is_none_or(|mark| score >= mark);
            let meeting = scored.iter().filter(|(_, score, _)| met(score));
            (
                Exact::total(meeting.map(|(.., weight)| weight.clone())),
                Exact::total(scored.iter().map(|(.., weight)| weight.clone())),
            )
        }
        Gather::Median | Gather::Worst => {
            let mut ordered: Vec<&Exact> = scored.iter().map(|(_, score, _)| *score).collect();
            ordered.sort();
            let picked =
                if rule.method == Gather::Worst { ordered.first().map(|s| (*s).clone()) } else { middle(&ordered) };
            picked.map_or((Exact::ZERO, Exact::ZERO), |score| (score * hundredth, Exact::ONE))
        }
    };
    let Some(share) = numerator.over(&denominator) else {
        return Gathered { unscored, ..Gathered::default() };
    };
    let value = share * Exact::HUNDRED;
    let value = if rule.complement { Exact::HUNDRED - value } else { value };
    let (value, limited) = limit(value, rule.floor, rule.cap);
    Gathered { value: Some(value), numerator: Some(numerator), denominator: Some(denominator), unscored, limited }
}

fn middle(sorted: &[&Exact]) -> Option<Exact> {
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper.clone());
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    Exact::ratio(1, 2).map(|half| (upper + lower) * half)
}
