//! A score tree worded in one language, as the API and `wangge score --json` give it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ScoreKind, ScoreNode};
use crate::figure::{Exact, Figure};
use crate::text::{Lang, render, word};

/// A score with its words and figures, and its parts to the depth asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreView {
    /// What it stands for.
    pub kind: ScoreKind,
    /// Its code or id.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The score as shown and exact, with what it was divided from.
    pub score: Figure,
    /// The full mark of the score.
    pub full: Exact,
    /// The share of the full mark, exact, which rankings compare; none where there is no score.
    pub share: Option<Exact>,
    /// Its weight among the parts of the score above.
    pub weight: Exact,
    /// How it was made.
    pub how: String,
    /// What was left out, put in or held back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How many parts it has, also where they are not unfolded.
    pub part_count: usize,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ScoreView>,
}

impl ScoreNode {
    /// The score in a language, rounded for showing to `places`, unfolded `depth` levels down.
    pub fn view(&self, lang: Lang, places: u8, depth: usize) -> ScoreView {
        let name = match (self.kind, self.name.get(lang)) {
            (ScoreKind::Total, "") => word("standard-total", lang),
            (ScoreKind::District, "") => word("standard-district", lang),
            (_, name) => name.to_owned(),
        };
        let parts = depth
            .checked_sub(1)
            .map(|below| self.parts.iter().map(|part| part.view(lang, places, below)).collect())
            .unwrap_or_default();
        ScoreView {
            kind: self.kind,
            key: self.key.clone(),
            name,
            score: Figure {
                numerator: self.numerator.clone(),
                denominator: self.denominator.clone(),
                ..Figure::of(self.score.as_ref(), places)
            },
            full: self.full.clone(),
            share: self.share.clone(),
            weight: self.weight.clone(),
            how: render(&self.how(), lang),
            notes: self.notes.iter().map(|note| render(&note.message(), lang)).collect(),
            part_count: self.parts.len(),
            parts,
        }
    }
}
