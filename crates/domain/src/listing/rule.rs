//! The rules of listings: per peer group, what goes by and who is listed. They are data, kept in versions.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::Exact;
use crate::ranking::{Direction, IndicatorCode};
use crate::text::Message;

/// The most units a list is cut at by count.
const COUNT_MOST: u32 = 50;

/// The most facts that can be asked of a unit.
const FACTS_MOST: u32 = 1_000;

/// The peer group of departments, as imports write it.
const DEPARTMENTS: &str = "departments";

/// Where a list is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ListingCut {
    /// There is no such list.
    #[default]
    None,
    /// The first so many from this end, with everybody who ties with the last of them.
    Count {
        /// How many; 1 to 50.
        count: u32,
    },
    /// Whoever reaches a figure (red) or falls short of it (black).
    Threshold {
        /// The figure; rates in per cent.
        at: Exact,
    },
}

/// The rule of one peer group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingRule {
    /// The peer group.
    pub group: String,
    /// The indicator it goes by; none for the total.
    #[serde(default)]
    pub indicator: Option<IndicatorCode>,
    /// Which way is good.
    pub direction: Direction,
    /// Who is on the red list 红榜.
    pub red: ListingCut,
    /// Who is on the black list 黑榜.
    pub black: ListingCut,
    /// With fewer facts than this in the period a unit is on no list and named in the remarks; 0 asks for none.
    #[serde(default)]
    pub least_facts: u32,
}

/// The rules listings are drafted by, in their latest version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingRules {
    /// Which version; 0 while none was saved.
    pub version: i64,
    /// One for each peer group that has its own.
    pub rules: Vec<ListingRule>,
}

/// What is wrong with a rule, and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingFault {
    /// The field, as a JSON pointer within the rules.
    pub pointer: String,
    /// Why.
    pub message: Message,
}

impl ListingRule {
    /// The rule of a group nobody has made one for, by the total: of departments the first five and the last three, of any
    /// other group the first and the last (Source: domain.md §2.5, 江门 2018).
    pub fn suggested(group: &str) -> Self {
        let (red, black) = if group == DEPARTMENTS { (5, 3) } else { (1, 1) };
        Self {
            group: group.to_owned(),
            indicator: None,
            direction: Direction::Higher,
            red: ListingCut::Count { count: red },
            black: ListingCut::Count { count: black },
            least_facts: 1,
        }
    }

    /// Whether a figure is at least as good as a mark.
    fn reaches(&self, figure: &Exact, mark: &Exact) -> bool {
        match self.direction {
            Direction::Higher => figure >= mark,
            Direction::Lower => figure <= mark,
        }
    }

    /// Whether one figure is better than another.
    pub(super) fn better(&self, one: &Exact, other: &Exact) -> bool {
        one != other && self.reaches(one, other)
    }

    /// Whether a unit so many places from the top qualifies for the red list.
    pub(super) fn red_takes(&self, figure: &Exact, from_top: u32) -> bool {
        match &self.red {
            ListingCut::None => false,
            ListingCut::Count { count } => from_top <= *count,
            ListingCut::Threshold { at } => self.reaches(figure, at),
        }
    }

    /// Whether a unit so many places from the bottom qualifies for the black list.
    pub(super) fn black_takes(&self, figure: &Exact, from_bottom: u32) -> bool {
        match &self.black {
            ListingCut::None => false,
            ListingCut::Count { count } => from_bottom <= *count,
            ListingCut::Threshold { at } => !self.reaches(figure, at),
        }
    }

    fn faults(&self) -> Vec<(&'static str, Message)> {
        let mut faults = Vec::new();
        if self.group.trim().is_empty() {
            faults.push(("/group", Message::new("listing-rule-group")));
        }
        if self.indicator.is_none() && self.direction == Direction::Lower {
            faults.push(("/direction", Message::new("listing-rule-total")));
        }
        for (pointer, cut) in [("/red", &self.red), ("/black", &self.black)] {
            match cut {
                ListingCut::Count { count } if !(1..=COUNT_MOST).contains(count) => {
                    faults.push((pointer, Message::new("listing-rule-count").arg("most", COUNT_MOST)));
                }
                ListingCut::Threshold { at } if at.is_negative() => {
                    faults.push((pointer, Message::new("listing-rule-threshold")));
                }
                _ => {}
            }
        }
        if self.red == ListingCut::None && self.black == ListingCut::None {
            faults.push(("/red", Message::new("listing-rule-neither")));
        }
        if let (ListingCut::Threshold { at: red }, ListingCut::Threshold { at: black }) = (&self.red, &self.black)
            && !self.reaches(red, black)
        {
            faults.push(("/black", Message::new("listing-rule-crossed")));
        }
        if self.least_facts > FACTS_MOST {
            faults.push(("/least_facts", Message::new("listing-rule-facts").arg("most", FACTS_MOST)));
        }
        faults
    }
}

impl ListingRules {
    /// The rule of a peer group: its own, or else the suggested one.
    pub fn of(&self, group: &str) -> ListingRule {
        let own = self.rules.iter().find(|rule| rule.group == group);
        own.cloned().unwrap_or_else(|| ListingRule::suggested(group))
    }
}

/// Everything that is wrong with rules, each fault at its rule's place.
pub fn rule_faults(rules: &[ListingRule]) -> Vec<ListingFault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        let mut own = rule.faults();
        if !seen.insert(rule.group.as_str()) {
            own.push(("/group", Message::new("listing-rule-twice")));
        }
        let at = |(field, message)| ListingFault { pointer: format!("/{place}{field}"), message };
        faults.extend(own.into_iter().map(at));
    }
    faults
}
