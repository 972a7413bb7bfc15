//! Totals: modules by their weights, limits, and what veto events take off.

use super::gather::limit;
use super::levels::note_limit;
use super::{ModuleValue, Note, Rule, ScoreKind, ScoreNode, ScoreTree};
use crate::figure::Exact;
use crate::standard::{Consequence, Module, ModuleSource};
use crate::text::Wording;

impl ScoreTree<'_> {
    /// The district's total: modules, their types, their sites.
    ///
    /// A module without a value leaves the score and the full mark, and a note says so. An edition without
    /// modules is one of observations only.
    pub fn total(&self) -> ScoreNode {
        self.compose(ScoreKind::Total, None, "", Wording::default(), self.field())
    }

    /// A unit's total from its on-site score, where anything is given by unit.
    pub(super) fn composed_unit(&self, field: ScoreNode) -> ScoreNode {
        let given = self.facts.modules.iter().any(|m| m.unit.is_some());
        if !given && !self.facts.vetoes.iter().any(|v| v.unit.is_some()) {
            return field;
        }
        let (key, name) = (field.key.clone(), field.name.clone());
        self.compose(ScoreKind::Unit, Some(&key), &key, name, field)
    }

    fn compose(&self, kind: ScoreKind, unit: Option<&str>, key: &str, name: Wording, field: ScoreNode) -> ScoreNode {
        let edition = self.edition.edition();
        let mut parts = Vec::new();
        let mut notes = Vec::new();
        for module in &edition.modules {
            let part = match module.source {
                ModuleSource::Observations => observed(module, &field),
                ModuleSource::Given => given(module, &self.facts.modules, unit),
            };
            if part.share.is_none() {
                notes.push(Note::NotGiven { module: module.code.clone() });
            }
            parts.push(part);
        }
        if edition.modules.is_empty() {
            parts.push(ScoreNode { weight: edition.edition.full_mark.clone(), ..field });
        }
        let present = || parts.iter().filter_map(|p| p.share.as_ref().map(|share| (share, &p.weight)));
        let sum: Exact = present().map(|(share, weight)| share * weight).sum();
        let full: Exact = present().map(|(_, weight)| weight).sum();
        let scored = present().next().is_some();
        let (score, notes) = if scored { self.settle(sum.clone(), unit, notes) } else { (None, notes) };
        let full = if scored { full } else { edition.edition.full_mark.clone() };
        let mut node = ScoreNode::leaf(kind, key, name, Rule::Composed, score, full.clone());
        if scored {
            (node.numerator, node.denominator) = (Some(sum), Some(full));
        }
        (node.parts, node.notes) = (parts, notes);
        node
    }

    /// Cap, veto deductions, floor, in this order.
    fn settle(&self, sum: Exact, unit: Option<&str>, mut notes: Vec<Note>) -> (Option<Exact>, Vec<Note>) {
        let rules = self.rules();
        let (mut score, capped) = limit(sum, None, rules.cap.as_ref());
        note_limit(&mut notes, capped);
        for event in &self.facts.vetoes {
            if unit.is_some() && event.unit.as_deref() != unit {
                continue;
            }
            let Some(veto) = self.edition.veto(&event.code) else { continue };
            let code = veto.code.clone();
            let kind = match &veto.consequence {
                Consequence::Deduct { points } => {
                    score = &score - points;
                    notes.push(Note::Deducted { code, points: points.clone() });
                    continue;
                }
                Consequence::StopNomination => "stop_nomination",
                Consequence::Suspend { .. } => "suspend",
                Consequence::Revoke => "revoke",
            };
            notes.push(Note::Consequence { code, kind: kind.to_owned() });
        }
        let (score, floored) = limit(score, rules.floor.as_ref(), None);
        note_limit(&mut notes, floored);
        (Some(score), notes)
    }
}

/// The module made of observations; its score is of the module's own full mark.
fn observed(module: &Module, field: &ScoreNode) -> ScoreNode {
    let score = field.share.as_ref().map(|share| share * &module.full);
    let mut node = ScoreNode::leaf(
        ScoreKind::Module,
        &module.code,
        module.name.clone(),
        field.rule.clone(),
        score,
        module.full.clone(),
    );
    node.numerator.clone_from(&field.numerator);
    node.denominator.clone_from(&field.denominator);
    node.weight = module.weight.clone();
    node.parts.clone_from(&field.parts);
    node.notes.clone_from(&field.notes);
    node
}

fn given(module: &Module, values: &[ModuleValue], unit: Option<&str>) -> ScoreNode {
    let value = values.iter().find(|v| v.module == module.code && v.unit.as_deref() == unit);
    let score = value.map(|v| v.value.clone());
    let (code, name) = (&module.code, module.name.clone());
    let mut node = ScoreNode::leaf(ScoreKind::Module, code, name, Rule::Given, score, module.full.clone());
    node.weight = module.weight.clone();
    node
}
