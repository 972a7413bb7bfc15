//! Sites in full, with every item and how it was judged; and the sentences of all rules and notes.

use super::judge::judge_applicable;
use super::score::full_of;
use super::{Note, Outcome, Reading, Rule, ScoreKind, ScoreNode, ScoreTree};
use crate::figure::{Exact, NO_FIGURE};
use crate::standard::{Judging, SiteMethod};
use crate::text::{Message, Wording};

/// The sentence of one judged outcome: reading, parameters, result.
pub(super) fn judged(judging: &Judging, full: &Exact, outcome: &Outcome, score: Option<&Exact>) -> Message {
    let reading = match outcome {
        Outcome::Outside(outside) => {
            return Message::new(format!("standard-how-outside-{}", outside.as_str().replace('_', "-")));
        }
        Outcome::Read { reading, .. } => reading,
    };
    let key = format!("standard-how-{}", judging.kind().replace('_', "-"));
    let message = Message::new(key)
        .arg("reading", reading_text(reading))
        .arg("full", full)
        .arg("score", score.map_or_else(|| NO_FIGURE.to_owned(), ToString::to_string));
    parameters(judging, message)
}

fn parameters(judging: &Judging, message: Message) -> Message {
    match judging {
        Judging::PassFail | Judging::Proportion => message,
        Judging::MaxDeduct { max, step } => message.arg("max", max).arg("step", step),
        Judging::CountDeduct { each, floor } => message.arg("each", each).arg("floor", floor),
        Judging::Missing { need, each, floor } | Judging::InstanceMinimum { need, each, floor } => {
            message.arg("need", need).arg("each", each).arg("floor", floor)
        }
        Judging::CappedRatio { need } => message.arg("need", need),
        Judging::Escalating { found, not_rectified, repeated, floor } => message
            .arg("found", found)
            .arg("not_rectified", not_rectified)
            .arg("repeated", repeated)
            .arg("floor", floor),
        Judging::CountPerDistance { per_metres: per, each, floor }
        | Judging::CountPerMinutes { per_minutes: per, each, floor } => {
            message.arg("per", per).arg("each", each).arg("floor", floor)
        }
        Judging::WorstOf { .. } | Judging::Threshold { .. } | Judging::Piecewise { .. } | Judging::Grades { .. } => {
            message.arg("parameters", judging.parameters_cell())
        }
    }
}

/// A reading in signs that need no language.
fn reading_text(reading: &Reading) -> String {
    match reading {
        Reading::Passed(true) => "✓".to_owned(),
        Reading::Passed(false) => "✗".to_owned(),
        Reading::Deduction(value) | Reading::Value(value) => value.to_string(),
        Reading::Count(count) | Reading::Have(count) => count.to_string(),
        Reading::Share { ok, of } => format!("{ok}/{of}"),
        Reading::Instances(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Reading::Stages { found, not_rectified, repeated } => format!("{found} + {not_rectified} + {repeated}"),
        Reading::CountOver { count, metres } => format!("{count} / {metres} m"),
        Reading::CountDuring { count, minutes } => format!("{count} / {minutes} min"),
        Reading::Grade(grade) => grade.clone(),
        Reading::Readings(list) => list.iter().map(reading_text).collect::<Vec<_>>().join("; "),
    }
}

impl ScoreTree<'_> {
    /// One site by id with its items; `None` when the round has no such site.
    pub fn site(&self, id: &str) -> Option<ScoreNode> {
        let place = self.facts.sites.iter().position(|site| site.id == id)?;
        Some(self.explain_site(place))
    }

    /// One site by its place in the facts, with its items in the edition's order.
    ///
    /// # Panics
    /// When the facts have no site there.
    pub fn explain_site(&self, place: usize) -> ScoreNode {
        let site = &self.facts.sites[place];
        let mut node = self.site_node(place);
        let mut findings: Vec<_> = site.findings.iter().collect();
        findings.sort_by_key(|finding| finding.item);
        for finding in findings {
            let Some(applicable) = self.edition.applicable(site.site_type, finding.item) else { continue };
            let Ok(judged) = judge_applicable(applicable, &finding.outcome) else { continue };
            let item = self.edition.item(finding.item);
            let rule = Rule::Judged { sentence: judged.how };
            let mut part =
                ScoreNode::leaf(ScoreKind::Item, &item.code, item.name.clone(), rule, judged.score, judged.full);
            part.weight = item.weight.clone();
            node.parts.push(part);
        }
        node
    }

    /// The scores of all sites, without their items, in the order of the facts.
    pub fn sites(&self) -> Vec<ScoreNode> {
        (0..self.marks.len()).map(|place| self.site_node(place)).collect()
    }

    /// The compact score of a site by its place in the facts.
    pub fn site_mark(&self, place: usize) -> Option<&super::SiteMark> {
        self.marks.get(place)
    }

    pub(super) fn site_node(&self, place: usize) -> ScoreNode {
        let (site, mark) = (&self.facts.sites[place], &self.marks[place]);
        let rule = &self.rules().site;
        let name = Wording::new(if site.name.is_empty() { site.id.as_str() } else { site.name.as_str() }, "");
        let full = if mark.score.is_some() { mark.full.clone() } else { full_of(rule, &Exact::ZERO) };
        let made = Rule::Site { method: rule.method };
        let mut node = ScoreNode::leaf(ScoreKind::Site, &site.id, name, made, mark.score.clone(), full);
        if mark.score.is_some() && matches!(rule.method, SiteMethod::Ratio | SiteMethod::Sum) {
            (node.numerator, node.denominator) = (Some(mark.pool.0.clone()), Some(mark.pool.1.clone()));
        }
        if mark.void {
            node.notes.push(Note::SiteVoid);
        }
        if let Some(item) = mark.vetoed {
            node.notes.push(Note::Vetoed { item: self.edition.item(item).code.clone() });
        }
        if mark.outside > 0 {
            node.notes.push(Note::Outside { count: mark.outside });
        }
        if mark.unobserved > 0 {
            node.notes.push(Note::Unobserved { count: mark.unobserved });
        }
        node
    }
}

impl ScoreNode {
    /// How it was made, as a sentence.
    pub fn how(&self) -> Message {
        let text = |value: Option<&Exact>| value.map_or_else(|| NO_FIGURE.to_owned(), readable);
        let message = match &self.rule {
            Rule::Judged { sentence } => return sentence.clone(),
            Rule::Pooled => Message::new("standard-how-pooled-item"),
            Rule::Site { method } => Message::new(match method {
                SiteMethod::Ratio => "standard-how-site-ratio",
                SiteMethod::Sum => "standard-how-site-sum",
                SiteMethod::DeductFrom => "standard-how-site-deduct-from",
                SiteMethod::WorstItem => "standard-how-site-worst-item",
                SiteMethod::MeanOfItems => "standard-how-site-mean-of-items",
                SiteMethod::Value => "standard-how-site-value",
            }),
            Rule::Gathered { method, mark, weight_by, complement } => gathered(*method, *complement)
                .arg("mark", text(mark.as_ref()))
                .arg("weight", weight_by.as_deref().unwrap_or("1")),
            Rule::OverTypes => Message::new("standard-how-over-types"),
            Rule::OverUnits => Message::new("standard-how-over-units"),
            Rule::Composed => Message::new("standard-how-composed"),
            Rule::Given => Message::new("standard-how-given"),
            Rule::Imputed => Message::new("standard-how-imputed"),
        };
        message
            .arg("score", text(self.score.as_ref()))
            .arg("full", &self.full)
            .arg("numerator", text(self.numerator.as_ref()))
            .arg("denominator", text(self.denominator.as_ref()))
    }
}

/// A number as a reader can take it in: a fraction with many digits is rounded and says so. The figure beside the
/// sentence keeps it exact.
fn readable(value: &Exact) -> String {
    let exact = value.to_string();
    if exact.len() <= LONGEST_READ { exact } else { format!("≈{}", value.round_half_up(4)) }
}

/// How many characters of an exact number a sentence takes.
const LONGEST_READ: usize = 9;

fn gathered(method: crate::standard::Gather, complement: bool) -> Message {
    use crate::standard::Gather;
    Message::new(match (method, complement) {
        (Gather::Mean, false) => "standard-how-mean",
        (Gather::Pooled, false) => "standard-how-pooled",
        (Gather::ShareMeeting, false) => "standard-how-share-meeting",
        (Gather::Median, false) => "standard-how-median",
        (Gather::Worst, false) => "standard-how-worst",
        (Gather::Mean, true) => "standard-how-mean-complement",
        (Gather::Pooled, true) => "standard-how-pooled-complement",
        (Gather::ShareMeeting, true) => "standard-how-share-meeting-complement",
        (Gather::Median, true) => "standard-how-median-complement",
        (Gather::Worst, true) => "standard-how-worst-complement",
    })
}

impl Note {
    /// The remark, as a sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Excluded { count } => Message::new("standard-note-excluded").arg("count", count),
            Self::Outside { count } => Message::new("standard-note-outside").arg("count", count),
            Self::Unobserved { count } => Message::new("standard-note-unobserved").arg("count", count),
            Self::SiteVoid => Message::new("standard-note-site-void"),
            Self::Vetoed { item } => Message::new("standard-note-vetoed").arg("item", item),
            Self::Imputed { peers } => Message::new("standard-note-imputed").arg("peers", peers),
            Self::NotGiven { module } => Message::new("standard-note-not-given").arg("module", module),
            Self::Floored => Message::new("standard-note-floored"),
            Self::Capped => Message::new("standard-note-capped"),
            Self::Deducted { code, points } => {
                Message::new("standard-note-deducted").arg("code", code).arg("points", points)
            }
            Self::Consequence { code, kind } => {
                Message::new(format!("standard-note-{}", kind.replace('_', "-"))).arg("code", code)
            }
            Self::LostAt { count } => Message::new("standard-note-lost-at").arg("count", count),
        }
    }
}
