//! Scoring: every site once, then whatever level is asked for from the sites' scores.

use std::collections::{BTreeMap, HashSet};

use super::judge::mark;
use super::{
    Finding, JudgeFault, ModuleValue, Outcome, Outside, RoundFacts, ScoreFault, ScoreRefusal, ScoreTree, ScoredSite,
};
use crate::figure::{Exact, Total};
use crate::standard::{Applicable, EditionIndex, Item, ItemKey, ModuleSource, Severity, SiteMethod, SiteRule};

/// A site's score, kept small: the tree is made from it on request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteMark {
    /// The score; `None` when nothing at the site was scored.
    pub score: Option<Exact>,
    /// The full mark of `score`.
    pub full: Exact,
    /// `score` per hundred of `full`.
    pub per_hundred: Option<Exact>,
    /// What the site puts into pooled sums: scored and full, in item points.
    pub pool: (Exact, Exact),
    /// How many items were scored.
    pub scored: u32,
    /// How many items ended outside scoring.
    pub outside: u32,
    /// How many of the type's items have no observation.
    pub unobserved: u32,
    /// Whether the whole site is void.
    pub void: bool,
    /// The veto item that lost a point, if any.
    pub vetoed: Option<ItemKey>,
    /// The items that lost points and how many, unweighted, in the edition's order.
    pub lost: Vec<(ItemKey, Exact)>,
}

/// What an item lost over all sites of one type.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub scored: u32,
    pub outside: u32,
    pub lost_at: u32,
    pub lost: Total,
}

/// Scores a round.
///
/// # Errors
/// Every refused fact at once: observations that cannot be judged, sites or values that stand twice, missing
/// weights, unknown modules and veto items.
pub fn score<'a>(edition: &'a EditionIndex, facts: &'a RoundFacts) -> Result<ScoreTree<'a>, Vec<ScoreRefusal>> {
    let mut refusals = Vec::new();
    let items = edition.edition().items.len();
    let mut tallies = vec![Tally::default(); items * edition.edition().site_types.len()];
    let mut seen = Seen { stamps: vec![0; items], stamp: 0 };
    let mut marks = Vec::with_capacity(facts.sites.len());
    for site in &facts.sites {
        seen.stamp += 1;
        let from = site.site_type.place() * items;
        marks.push(mark_site(edition, site, &mut seen, &mut tallies[from..from + items], &mut refusals));
    }
    refuse_sites(edition, facts, &mut refusals);
    refuse_modules(edition, facts, &mut refusals);
    if refusals.is_empty() { Ok(ScoreTree { edition, facts, marks, tallies }) } else { Err(refusals) }
}

/// Which items the site at hand has observations of, without clearing between sites.
struct Seen {
    stamps: Vec<u32>,
    stamp: u32,
}

impl Seen {
    fn again(&mut self, item: ItemKey) -> bool {
        let slot = &mut self.stamps[item.place()];
        std::mem::replace(slot, self.stamp) == self.stamp
    }
}

/// The sums one pass over a site's findings makes.
#[derive(Default)]
struct Sums {
    full: Exact,
    lost: Total,
    shares: Exact,
    weights: Exact,
    worst: Option<Exact>,
    value: Option<Exact>,
    mark: SiteMark,
}

fn mark_site(
    edition: &EditionIndex,
    site: &ScoredSite,
    seen: &mut Seen,
    tallies: &mut [Tally],
    refusals: &mut Vec<ScoreRefusal>,
) -> SiteMark {
    let rule = &edition.edition().aggregation.site;
    let value_item = rule.item.as_deref().and_then(|code| edition.item_key(code));
    let void = site.findings.iter().any(|f| f.outcome == Outcome::Outside(Outside::SiteVoid));
    let mut sums = Sums::default();
    for finding in &site.findings {
        match judge_finding(edition, site, finding, seen) {
            Err(fault) => {
                let code = edition.edition().items.get(finding.item.place()).map_or("—", |i| i.code.as_str());
                refusals.push(ScoreFault::Judge(fault.on(code)).at(&site.id));
            }
            Ok(_) if void => {}
            Ok((applicable, score)) => {
                let tally = &mut tallies[finding.item.place()];
                sums.add(rule, applicable, score, tally, value_item);
            }
        }
    }
    if void {
        return SiteMark { full: full_of(rule, &Exact::ZERO), void: true, ..SiteMark::default() };
    }
    let expected = edition.items_of(site.site_type).count();
    sums.mark.unobserved = u32::try_from(expected.saturating_sub(site.findings.len())).unwrap_or(u32::MAX);
    sums.mark.lost.sort_by_key(|(item, _)| *item);
    sums.mark.vetoed =
        sums.mark.lost.iter().map(|(item, _)| *item).find(|i| edition.item(*i).severity == Severity::Veto);
    sums.finish(rule)
}

fn judge_finding<'a>(
    edition: &'a EditionIndex,
    site: &ScoredSite,
    finding: &Finding,
    seen: &mut Seen,
) -> Result<(&'a Applicable, Option<Exact>), JudgeFault> {
    let applicable = edition
        .applicable(site.site_type, finding.item)
        .ok_or_else(|| JudgeFault::NotApplicable { site_type: edition.site_type(site.site_type).code.clone() })?;
    if seen.again(finding.item) {
        return Err(JudgeFault::Twice);
    }
    let score = mark(&applicable.judging, &applicable.points, &finding.outcome)?;
    Ok((applicable, score))
}

impl Sums {
    fn add(
        &mut self,
        rule: &SiteRule,
        applicable: &Applicable,
        score: Option<Exact>,
        tally: &mut Tally,
        value_item: Option<ItemKey>,
    ) {
        let Some(score) = score else {
            self.mark.outside += 1;
            tally.outside += 1;
            return;
        };
        let Applicable { item, points, weight, .. } = applicable;
        self.mark.scored += 1;
        tally.scored += 1;
        self.full += &(points * weight);
        if score != *points {
            let lost = points - &score;
            self.lost.add(&(&lost * weight));
            tally.lost.add(&lost);
            tally.lost_at += 1;
            self.mark.lost.push((*item, lost));
        }
        if !matches!(rule.method, SiteMethod::WorstItem | SiteMethod::MeanOfItems | SiteMethod::Value) {
            return;
        }
        let Some(share) = score.over(points) else { return };
        self.shares += &(&share * weight);
        self.weights += weight;
        if value_item == Some(*item) {
            self.value = Some(share.clone());
        }
        if self.worst.as_ref().is_none_or(|worst| share < *worst) {
            self.worst = Some(share);
        }
    }

    fn finish(self, rule: &SiteRule) -> SiteMark {
        let Self { full, lost, shares, weights, worst, value, mut mark } = self;
        let lost = lost.value();
        let earned = &full - &lost;
        let per_hundred = |share: Exact| share * Exact::HUNDRED;
        let score = match rule.method {
            SiteMethod::Ratio => earned.over(&full).map(per_hundred),
            SiteMethod::Sum => (mark.scored > 0).then(|| earned.clone()),
            SiteMethod::DeductFrom => (mark.scored > 0).then(|| rule.base.as_ref().unwrap_or(&Exact::HUNDRED) - &lost),
            SiteMethod::WorstItem => worst.map(per_hundred),
            SiteMethod::MeanOfItems => shares.over(&weights).map(per_hundred),
            SiteMethod::Value => value.map(per_hundred),
        };
        let unlimited = score.clone();
        let floor = rule.floor.as_ref().unwrap_or(&Exact::ZERO);
        let limited = score.map(|s| {
            let s = if mark.vetoed.is_some() { floor.clone() } else { s };
            let s = rule.cap.as_ref().map_or_else(|| s.clone(), |cap| s.clone().min(cap.clone()));
            s.max(floor.clone())
        });
        mark.full = full_of(rule, &full);
        mark.per_hundred = limited.as_ref().and_then(|s| s.over(&mark.full)).map(per_hundred);
        mark.pool = match (&limited, rule.method) {
            (None, _) => (Exact::ZERO, Exact::ZERO),
            (_, SiteMethod::Ratio | SiteMethod::Sum) if limited == unlimited => (earned, full),
            (Some(s), SiteMethod::Ratio) => (s * &full * Exact::ratio(1, 100).unwrap_or_default(), full),
            (Some(s), _) => (s.clone(), mark.full.clone()),
        };
        mark.score = limited;
        mark
    }
}

/// The key of the item at a place in the edition.
pub(super) fn key_at(place: usize) -> ItemKey {
    ItemKey(u32::try_from(place).unwrap_or(u32::MAX))
}

/// The full mark of a site's score.
pub(super) fn full_of(rule: &SiteRule, points: &Exact) -> Exact {
    match rule.method {
        SiteMethod::Sum => points.clone(),
        SiteMethod::DeductFrom => rule.base.clone().unwrap_or(Exact::HUNDRED),
        _ => Exact::HUNDRED,
    }
}

fn refuse_sites(edition: &EditionIndex, facts: &RoundFacts, refusals: &mut Vec<ScoreRefusal>) {
    let rules = &edition.edition().aggregation;
    let levels = [&rules.unit, &rules.node, &rules.district];
    let attributes: HashSet<&String> =
        rules.site_type.weight_by.iter().chain(levels.iter().filter_map(|l| l.weight_by.as_ref())).collect();
    let mut seen = HashSet::with_capacity(facts.sites.len());
    for site in &facts.sites {
        if !seen.insert(site.id.as_str()) {
            refusals.push(ScoreFault::SiteTwice.at(&site.id));
        }
        for attribute in &attributes {
            let attribute = (*attribute).clone();
            match site.attributes.get(&attribute) {
                None => refusals.push(ScoreFault::NoAttribute { attribute }.at(&site.id)),
                Some(value) if value.is_negative() => {
                    refusals.push(ScoreFault::NegativeAttribute { attribute, value: value.clone() }.at(&site.id));
                }
                Some(_) => {}
            }
        }
    }
}

fn refuse_modules(edition: &EditionIndex, facts: &RoundFacts, refusals: &mut Vec<ScoreRefusal>) {
    let mut seen: BTreeMap<(&str, Option<&str>), u32> = BTreeMap::new();
    for given in &facts.modules {
        let ModuleValue { module: code, value, unit } = given;
        let Some(module) = edition.module(code) else {
            refusals.push(ScoreFault::Unknown { what: "module" }.at(code));
            continue;
        };
        if module.source == ModuleSource::Observations {
            refusals.push(ScoreFault::NotGiven.at(code));
        } else if value.is_negative() || *value > module.full {
            let (value, full) = (value.clone(), module.full.clone());
            refusals.push(ScoreFault::ValueOutside { value, full }.at(code));
        }
        let times = seen.entry((code, unit.as_deref())).or_default();
        *times += 1;
        if *times == 2 {
            refusals.push(ScoreFault::ValueTwice.at(code));
        }
    }
    for event in facts.vetoes.iter().filter(|event| edition.veto(&event.code).is_none()) {
        refusals.push(ScoreFault::Unknown { what: "veto" }.at(&event.code));
    }
}

/// A lost point 丢分项 of one visit, with what a case needs to know of its item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostPoint<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its place in the edition.
    pub key: ItemKey,
    /// The item's full score at this site type.
    pub full: Exact,
    /// What it scored.
    pub score: Exact,
    /// What it lost, above 0.
    pub lost: Exact,
}

/// The lost points of one site's findings, in the edition's order. A void site has none.
///
/// # Errors
/// Every finding that cannot be judged.
pub fn lost_points<'a>(edition: &'a EditionIndex, site: &ScoredSite) -> Result<Vec<LostPoint<'a>>, Vec<ScoreRefusal>> {
    let items = edition.edition().items.len();
    let mut seen = Seen { stamps: vec![0; items], stamp: 1 };
    let mut refusals = Vec::new();
    let mark = mark_site(edition, site, &mut seen, &mut vec![Tally::default(); items], &mut refusals);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let points = mark.lost.into_iter().filter_map(|(key, lost)| {
        let full = edition.applicable(site.site_type, key)?.points.clone();
        Some(LostPoint { item: edition.item(key), key, score: &full - &lost, full, lost })
    });
    Ok(points.collect())
}
