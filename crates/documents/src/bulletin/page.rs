//! What the bulletin says in words, part by part: the same for the page and for the Word file.

use serde::Serialize;

/// Everything a bulletin shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Page {
    pub(super) lang: &'static str,
    pub(super) marks: Vec<String>,
    pub(super) name: String,
    pub(super) issue: String,
    pub(super) issuer: String,
    pub(super) date: String,
    pub(super) title: String,
    pub(super) correction: Option<String>,
    pub(super) addressees: String,
    pub(super) basis: Vec<String>,
    pub(super) scope: Scope,
    pub(super) counts: Counts,
    pub(super) problems: Problems,
    pub(super) ranking: Ranking,
    pub(super) requirements: Texts,
    pub(super) remarks: Option<Texts>,
    pub(super) definitions: Definitions,
    pub(super) trace: Vec<String>,
    pub(super) root_label: String,
    pub(super) root: Option<String>,
}

/// A piece of a sentence; a figure names the part behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Piece {
    pub(super) part: Option<String>,
    pub(super) text: String,
}

impl Piece {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { part: None, text: text.into() }
    }

    pub(super) fn behind(part: impl Into<String>, text: impl Into<String>) -> Self {
        Self { part: Some(part.into()), text: text.into() }
    }
}

/// What was visited.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Scope {
    pub(super) heading: String,
    pub(super) summary: Vec<Piece>,
    pub(super) caption: String,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<ScopeRow>,
    pub(super) total: String,
    pub(super) sites: u64,
}

/// A type of site.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct ScopeRow {
    pub(super) name: String,
    pub(super) sites: u64,
    pub(super) part: String,
}

/// What the problems came to; the last row is the total.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Counts {
    pub(super) summary: Vec<Piece>,
    pub(super) caption: String,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<CountsRow>,
}

/// A unit's week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct CountsRow {
    pub(super) unit: String,
    pub(super) cells: Vec<Piece>,
}

/// The problems, unit by unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Problems {
    pub(super) heading: String,
    pub(super) units: Vec<UnitPart>,
    pub(super) none: String,
}

/// A unit's problems, place by place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct UnitPart {
    pub(super) heading: String,
    pub(super) part: String,
    pub(super) places: Vec<PlacePart>,
}

/// A place's problems.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct PlacePart {
    pub(super) heading: String,
    pub(super) problems: Vec<ProblemPart>,
}

/// A problem and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct ProblemPart {
    pub(super) part: String,
    pub(super) text: String,
    pub(super) state: String,
    pub(super) overdue: bool,
    pub(super) end: String,
}

/// The rankings, group by group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Ranking {
    pub(super) heading: String,
    pub(super) summary: String,
    pub(super) groups: Vec<GroupPart>,
}

/// The ranking of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct GroupPart {
    pub(super) caption: String,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<RankRow>,
    pub(super) notes: Vec<String>,
}

/// A unit in its ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct RankRow {
    pub(super) rank: u32,
    pub(super) unit: String,
    pub(super) composite: String,
    pub(super) movement: String,
    pub(super) part: String,
    pub(super) cells: Vec<Piece>,
}

/// A heading and paragraphs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Texts {
    pub(super) heading: String,
    pub(super) texts: Vec<String>,
}

/// What the figures mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Definitions {
    pub(super) heading: String,
    pub(super) entries: Vec<DefinitionPart>,
}

/// A figure and what it means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct DefinitionPart {
    pub(super) term: String,
    pub(super) meaning: String,
}
