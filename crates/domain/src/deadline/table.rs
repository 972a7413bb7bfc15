//! Which limit a case gets: the office's table from the top, then its item's own, then the default.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::limit::Limit;
use super::season::Season;
use crate::case::{CaseSeverity, FinderLevel};
use crate::text::{Lang, Message, render};

/// A row of the table: the limit of cases that are as it says. What it does not name may be anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LimitRow {
    /// The code of an item, or how codes begin, with `*` at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// How grave the case is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<CaseSeverity>,
    /// Who found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finder_level: Option<FinderLevel>,
    /// The part of the year in which its clock starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// The limit.
    pub limit: Limit,
}

/// The office's table of limits, read from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct LimitTable(pub Vec<LimitRow>);

/// What decides about the limit of a case.
#[derive(Clone, Copy, Debug)]
pub struct LimitFacts<'a> {
    /// The item it offends.
    pub item: Option<&'a str>,
    /// How grave it is.
    pub severity: CaseSeverity,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// The day its clock starts.
    pub on: NaiveDate,
    /// The limit its item names.
    pub item_limit: Option<Limit>,
}

/// By which rule a case has its limit, kept with its deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum LimitRule {
    /// A row of the table, as it read then.
    Row {
        /// Its number, from 1.
        number: usize,
        /// What it said.
        row: Box<LimitRow>,
    },
    /// The item's own limit.
    Item,
    /// The campaign's default.
    Default,
    /// Whoever filed or dispatched the case, in these words.
    Given {
        /// The words.
        text: String,
    },
}

impl LimitRow {
    fn fits(&self, facts: &LimitFacts<'_>) -> bool {
        let item = self.item.as_deref().is_none_or(|pattern| facts.item.is_some_and(|code| matches(pattern, code)));
        item && self.severity.is_none_or(|severity| severity == facts.severity)
            && self.finder_level.is_none_or(|level| level == facts.finder_level)
            && self.season.is_none_or(|season| season.contains(facts.on))
    }

    /// Whether every case of another row would fit this one.
    fn covers(&self, other: &Self) -> bool {
        let item = match (self.item.as_deref(), other.item.as_deref()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(others)) => {
                mine == others || matches(mine, others.trim_end_matches('*')) && mine.ends_with('*')
            }
        };
        item && (self.severity.is_none() || self.severity == other.severity)
            && (self.finder_level.is_none() || self.finder_level == other.finder_level)
            && (self.season.is_none() || self.season == other.season)
    }

    /// What it asks of a case, in words.
    pub fn wording(&self, lang: Lang) -> String {
        let word = |key: &str, value: String| render(&Message::new(key).arg("value", value), lang);
        let parts: Vec<String> = [
            self.item.as_ref().map(|item| word("case-limit-row-item", item.clone())),
            self.severity.map(|severity| severity.wording(lang)),
            self.finder_level.map(|level| word("case-limit-row-finder", level.wording(lang))),
            self.season.map(|season| {
                let message = Message::new("case-limit-row-season")
                    .arg("from", season.from.to_string())
                    .arg("until", season.until.to_string());
                render(&message, lang)
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() { word("case-limit-row-any", String::new()) } else { parts.join(" · ") }
    }
}

fn matches(pattern: &str, code: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => code.starts_with(beginning),
        None => code == pattern,
    }
}

impl LimitTable {
    /// The limit of a case and the rule that gives it: the first row that fits, else its item's limit, else the default.
    pub fn find(&self, facts: &LimitFacts<'_>, default: Limit) -> (Limit, LimitRule) {
        let row = self.0.iter().enumerate().find(|(_, row)| row.fits(facts));
        match (row, facts.item_limit) {
            (Some((n, row)), _) => (row.limit, LimitRule::Row { number: n + 1, row: Box::new(row.clone()) }),
            (None, Some(limit)) => (limit, LimitRule::Item),
            (None, None) => (default, LimitRule::Default),
        }
    }

    /// What is wrong with a row: its number from 0, the field, and why.
    pub fn fault(&self) -> Option<(usize, &'static str, Message)> {
        for (n, row) in self.0.iter().enumerate() {
            if row.item.as_deref().is_some_and(|item| item.trim_end_matches('*').trim().is_empty()) {
                return Some((n, "item", Message::new("case-limit-row-no-item")));
            }
            if let Some(above) = self.0[..n].iter().position(|above| above.covers(row)) {
                let message = Message::new("case-limit-row-never").arg("number", n + 1).arg("above", above + 1);
                return Some((n, "limit", message));
            }
        }
        None
    }
}

impl LimitRule {
    /// It in words of a language.
    pub fn wording(&self, lang: Lang) -> String {
        let message = match self {
            Self::Row { number, row } => {
                Message::new("case-limit-by-row").arg("number", *number).arg("row", row.wording(lang))
            }
            Self::Item => Message::new("case-limit-by-item"),
            Self::Default => Message::new("case-limit-by-default"),
            Self::Given { text } => Message::new("case-limit-by-given").arg("text", text),
        };
        render(&message, lang)
    }
}
