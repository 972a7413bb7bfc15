//! The levels of a score tree, each made from the sites' scores on request.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::{Gathering, Limited, gather, limit, site_weight};
use super::{Note, Rule, ScoreKind, ScoreNode, ScoreTree};
use crate::figure::Exact;
use crate::standard::{Aggregation, LevelRule, Missing, Over, TypeKey};
use crate::text::Wording;

/// The mean score of a type over peers, and how many peers have it.
type PeerMeans = BTreeMap<TypeKey, (Exact, usize)>;

/// What a level is built of: its kind, key, name, rule and sites.
struct Level<'a> {
    kind: ScoreKind,
    key: &'a str,
    name: Wording,
    rule: &'a LevelRule,
    members: &'a [usize],
}

impl ScoreTree<'_> {
    pub(super) fn rules(&self) -> &Aggregation {
        &self.edition.edition().aggregation
    }

    /// The district's on-site score, per hundred.
    pub fn field(&self) -> ScoreNode {
        let members: Vec<usize> = (0..self.marks.len()).collect();
        let rule = &self.rules().district;
        if rule.over == Over::Units {
            return self.district_over_units(rule);
        }
        let level = Level { kind: ScoreKind::District, key: "", name: Wording::default(), rule, members: &members };
        self.level(&level, &PeerMeans::new())
    }

    /// Every unit, by code: its total where values or veto events are given by unit, otherwise its on-site score.
    pub fn units(&self) -> Vec<ScoreNode> {
        let by_unit = self.members_by_unit();
        let peers = self.peer_means(by_unit.values());
        by_unit.iter().map(|(code, members)| self.composed_unit(self.unit_field(code, members, &peers))).collect()
    }

    /// One unit by code; `None` when the round knows no such unit.
    pub fn unit(&self, code: &str) -> Option<ScoreNode> {
        let by_unit = self.members_by_unit();
        let members = by_unit.get(code)?;
        let peers = self.peer_means(by_unit.values());
        Some(self.composed_unit(self.unit_field(code, members, &peers)))
    }

    /// Every node of one level by code; level 1 is the first code of a site's node path.
    pub fn nodes(&self, level: usize) -> Vec<ScoreNode> {
        let by_node = self.members_by_node(level);
        let peers = self.peer_means(by_node.values());
        by_node.iter().map(|(code, members)| self.node_field(code, members, &peers)).collect()
    }

    /// One node by code; `None` when no site of the round lies in it.
    pub fn node(&self, code: &str) -> Option<ScoreNode> {
        let path_place = |path: &Vec<String>| path.iter().position(|c| c == code);
        let level = self.facts.sites.iter().find_map(|site| path_place(&site.node_path))? + 1;
        let by_node = self.members_by_node(level);
        let members = by_node.get(code)?;
        Some(self.node_field(code, members, &self.peer_means(by_node.values())))
    }

    /// Every site type of which the round has sites, in the edition's order.
    pub fn types(&self) -> Vec<ScoreNode> {
        let members: Vec<usize> = (0..self.marks.len()).collect();
        self.by_type(&members).iter().map(|(key, members)| self.type_node(*key, members)).collect()
    }

    /// Every item observed, pooled over all sites and types, in the edition's order.
    pub fn items(&self) -> Vec<ScoreNode> {
        let items = &self.edition.edition().items;
        (0..items.len()).filter_map(|place| self.item_node(place)).collect()
    }

    fn item_node(&self, place: usize) -> Option<ScoreNode> {
        let edition = self.edition.edition();
        let item = &edition.items[place];
        let (mut full, mut lost, mut lost_at, mut outside, mut scored) = (Exact::ZERO, Exact::ZERO, 0, 0, 0);
        for (type_place, type_key) in (0..edition.site_types.len()).zip(0_u32..) {
            let tally = &self.tallies[type_place * edition.items.len() + place];
            if let Some(applicable) = self.edition.applicable(TypeKey(type_key), super::score::key_at(place)) {
                full += &(&applicable.points * Exact::from(tally.scored));
            }
            lost += &tally.lost.value();
            lost_at += tally.lost_at;
            outside += tally.outside;
            scored += tally.scored;
        }
        if scored + outside == 0 {
            return None;
        }
        let score = (scored > 0).then(|| &full - &lost);
        let mut node =
            ScoreNode::leaf(ScoreKind::Item, &item.code, item.name.clone(), Rule::Pooled, score.clone(), full.clone());
        (node.numerator, node.denominator) = (score, Some(full));
        if lost_at > 0 {
            node.notes.push(Note::LostAt { count: lost_at });
        }
        if outside > 0 {
            node.notes.push(Note::Outside { count: outside });
        }
        Some(node)
    }

    fn unit_field(&self, code: &str, members: &[usize], peers: &PeerMeans) -> ScoreNode {
        let name = self.facts.unit_names.get(code).cloned().unwrap_or_else(|| Wording::new(code, ""));
        self.level(&Level { kind: ScoreKind::Unit, key: code, name, rule: &self.rules().unit, members }, peers)
    }

    fn node_field(&self, code: &str, members: &[usize], peers: &PeerMeans) -> ScoreNode {
        let name = self.facts.node_names.get(code).cloned().unwrap_or_else(|| Wording::new(code, ""));
        self.level(&Level { kind: ScoreKind::Node, key: code, name, rule: &self.rules().node, members }, peers)
    }

    fn district_over_units(&self, rule: &LevelRule) -> ScoreNode {
        let by_unit = self.members_by_unit();
        let peers = self.peer_means(by_unit.values());
        let parts: Vec<ScoreNode> =
            by_unit.iter().map(|(code, members)| self.unit_field(code, members, &peers)).collect();
        let weightless = parts.iter().filter(|p| p.share.is_none()).count();
        let unowned = self.facts.sites.iter().filter(|s| s.unit.is_none()).count();
        weigh_up(ScoreKind::District, ("", Wording::default()), Rule::OverUnits, rule, parts, weightless + unowned)
    }

    /// A unit, node or the district from its sites.
    fn level(&self, level: &Level<'_>, peers: &PeerMeans) -> ScoreNode {
        if level.rule.over == Over::Sites {
            return self.over_sites(level);
        }
        let by_type = self.by_type(level.members);
        let mut parts: Vec<ScoreNode> = by_type.iter().map(|(key, members)| self.type_node(*key, members)).collect();
        if self.rules().missing == Missing::ImputeMean {
            let has_score: BTreeSet<&str> =
                parts.iter().filter(|p| p.score.is_some()).map(|p| p.key.as_str()).collect();
            let absent: Vec<ScoreNode> = peers
                .iter()
                .filter(|(key, _)| !has_score.contains(self.edition.site_type(**key).code.as_str()))
                .map(|(key, mean)| self.imputed_type(*key, mean))
                .collect();
            parts.retain(|part| !absent.iter().any(|a| a.key == part.key));
            parts.extend(absent);
        }
        let unscored = parts.iter().filter(|p| p.score.is_none()).count();
        weigh_up(level.kind, (level.key, level.name.clone()), Rule::OverTypes, level.rule, parts, unscored)
    }

    fn over_sites(&self, level: &Level<'_>) -> ScoreNode {
        let rule = Gathering::from(level.rule);
        self.gathered(level.kind, level.key, level.name.clone(), rule, level.members)
    }

    fn type_node(&self, key: TypeKey, members: &[usize]) -> ScoreNode {
        let site_type = self.edition.site_type(key);
        let rule = Gathering::from(&self.rules().site_type);
        let mut node = self.gathered(ScoreKind::Type, &site_type.code, site_type.name.clone(), rule, members);
        node.weight = site_type.weight.clone();
        node
    }

    fn imputed_type(&self, key: TypeKey, (mean, peers): &(Exact, usize)) -> ScoreNode {
        let site_type = self.edition.site_type(key);
        let (code, name) = (&site_type.code, site_type.name.clone());
        let mut node = ScoreNode::leaf(ScoreKind::Type, code, name, Rule::Imputed, Some(mean.clone()), Exact::HUNDRED);
        node.weight = site_type.weight.clone();
        node.notes.push(Note::Imputed { peers: *peers });
        node
    }

    /// Sites gathered into one node, the sites its parts.
    fn gathered(&self, kind: ScoreKind, key: &str, name: Wording, rule: Gathering<'_>, members: &[usize]) -> ScoreNode {
        let gathered = gather(rule, &self.facts.sites, &self.marks, members);
        let made = Rule::Gathered {
            method: rule.method,
            mark: rule.mark.cloned(),
            weight_by: rule.weight_by.map(str::to_owned),
            complement: rule.complement,
        };
        let mut node = ScoreNode::leaf(kind, key, name, made, gathered.value, Exact::HUNDRED);
        (node.numerator, node.denominator) = (gathered.numerator, gathered.denominator);
        node.parts = members
            .iter()
            .map(|place| {
                let weight = site_weight(&self.facts.sites[*place], rule.weight_by);
                ScoreNode { weight, ..self.site_node(*place) }
            })
            .collect();
        note_excluded(&mut node.notes, gathered.unscored);
        note_limit(&mut node.notes, gathered.limited);
        node
    }

    /// The mean of every type over the groups of sites that have it. Only reckoned where the edition imputes.
    fn peer_means<'g>(&self, groups: impl Iterator<Item = &'g Vec<usize>>) -> PeerMeans {
        let mut sums: BTreeMap<TypeKey, Vec<Exact>> = BTreeMap::new();
        if self.rules().missing == Missing::ImputeMean {
            let rule = Gathering::from(&self.rules().site_type);
            for members in groups {
                for (key, members) in self.by_type(members) {
                    let gathered = gather(rule, &self.facts.sites, &self.marks, &members);
                    sums.entry(key).or_default().extend(gathered.value);
                }
            }
        }
        sums.into_iter()
            .filter_map(|(key, scores)| {
                let peers = scores.len();
                Some((key, (Exact::total(scores).over(&peers.into())?, peers)))
            })
            .collect()
    }

    fn by_type(&self, members: &[usize]) -> BTreeMap<TypeKey, Vec<usize>> {
        let mut by_type: BTreeMap<TypeKey, Vec<usize>> = BTreeMap::new();
        for place in members {
            by_type.entry(self.facts.sites[*place].site_type).or_default().push(*place);
        }
        by_type
    }

    fn members_by_unit(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut by_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, site) in self.facts.sites.iter().enumerate() {
            if let Some(unit) = &site.unit {
                by_unit.entry(unit).or_default().push(place);
            }
        }
        for unit in self.facts.modules.iter().filter_map(|m| m.unit.as_deref()) {
            by_unit.entry(unit).or_default();
        }
        by_unit
    }

    fn members_by_node(&self, level: usize) -> BTreeMap<&str, Vec<usize>> {
        let mut by_node: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, site) in self.facts.sites.iter().enumerate() {
            if let Some(code) = level.checked_sub(1).and_then(|l| site.node_path.get(l)) {
                by_node.entry(code).or_default().push(place);
            }
        }
        by_node
    }
}

/// Parts weighed against each other: Σ weight · score ÷ Σ weight over those with a score.
fn weigh_up(
    kind: ScoreKind,
    (key, name): (&str, Wording),
    made: Rule,
    rule: &LevelRule,
    parts: Vec<ScoreNode>,
    excluded: usize,
) -> ScoreNode {
    let scored = || parts.iter().filter_map(|part| part.share.as_ref().map(|share| (share, &part.weight)));
    let numerator = Exact::total(scored().map(|(share, weight)| share * weight));
    let denominator = Exact::total(scored().map(|(_, weight)| weight.clone()));
    let limited =
        numerator.over(&denominator).map(|share| limit(share * Exact::HUNDRED, rule.floor.as_ref(), rule.cap.as_ref()));
    let (score, held) = limited.map_or((None, Limited::No), |(score, held)| (Some(score), held));
    let mut node = ScoreNode::leaf(kind, key, name, made, score, Exact::HUNDRED);
    if node.score.is_some() {
        (node.numerator, node.denominator) = (Some(numerator), Some(denominator));
    }
    node.parts = parts;
    note_excluded(&mut node.notes, excluded);
    note_limit(&mut node.notes, held);
    node
}

fn note_excluded(notes: &mut Vec<Note>, count: usize) {
    if count > 0 {
        notes.push(Note::Excluded { count });
    }
}

pub(super) fn note_limit(notes: &mut Vec<Note>, limited: Limited) {
    match limited {
        Limited::No => {}
        Limited::Floored => notes.push(Note::Floored),
        Limited::Capped => notes.push(Note::Capped),
    }
}
