//! Under what conditions a rule applies, and whether one set of conditions is as wide as another.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{OwnershipFact, RoutingFacts};
use crate::case::Source;
use crate::deadline::Season;
use crate::ids::{NodeId, UnitId};
use crate::text::Message;

/// Hours of the day, the end not included; an end before the start lies on the next morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RoutingHours")]
pub struct HourSpan {
    /// From.
    pub from: NaiveTime,
    /// Until.
    pub until: NaiveTime,
}

impl HourSpan {
    /// Whether a time of day is within.
    pub fn holds(self, time: NaiveTime) -> bool {
        let (minute, from, until) = (minute(time), minute(self.from), minute(self.until));
        if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
    }
}

fn minute(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

/// The conditions of a rule: all that are set must hold, and of a list one entry is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "RoutingConditions")]
pub struct Conditions {
    /// Codes of items; one that ends in `*` stands for all that begin so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Codes of groups of items 测评类别, with all below them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Codes of site types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub site_types: Vec<String>,
    /// Nodes, with all below them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<NodeId>,
    /// Owners of the road or facility, as an ownership record names them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<UnitId>,
    /// How the problem came to be known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Hours of the day in which it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<HourSpan>,
    /// Days of the week on which it was seen, 1 for Monday to 7.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<u32>,
    /// The season in which it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
}

/// Whether the code of an item is one of these, or begins as one of these that ends in `*`.
pub(super) fn names_item(patterns: &[String], code: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(beginning) => code.starts_with(beginning),
        None => pattern == code,
    })
}

impl Conditions {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Why they do not hold: the first that fails.
    ///
    /// # Errors
    /// The sentence that says which.
    pub fn met(&self, facts: &RoutingFacts) -> Result<(), Message> {
        self.thing(facts)?;
        self.place(facts)?;
        self.moment(facts.seen)
    }

    fn thing(&self, facts: &RoutingFacts) -> Result<(), Message> {
        if !self.items.is_empty() {
            let code = facts.item_code.as_deref().ok_or_else(|| Message::new("routing-no-item"))?;
            if !names_item(&self.items, code) {
                return Err(Message::new("routing-not-item").arg("item", code));
            }
        }
        if !self.groups.is_empty() && !facts.groups.iter().any(|group| self.groups.contains(group)) {
            return Err(Message::new("routing-not-group"));
        }
        if !self.sources.is_empty() {
            match facts.source {
                None => return Err(Message::new("routing-no-source")),
                Some(source) if !self.sources.contains(&source) => {
                    return Err(Message::new("routing-not-source"));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn place(&self, facts: &RoutingFacts) -> Result<(), Message> {
        if !self.site_types.is_empty() {
            let kind = facts.site_type.as_ref().ok_or_else(|| Message::new("routing-no-site"))?;
            if !self.site_types.contains(kind) {
                return Err(Message::new("routing-not-type"));
            }
        }
        if !self.nodes.is_empty() && !facts.nodes.iter().any(|node| self.nodes.contains(&node.node_id)) {
            return Err(Message::new("routing-not-place"));
        }
        if !self.owners.is_empty() {
            let item = facts.item_code.as_deref();
            let day = facts.seen.date();
            let applies = |record: &&OwnershipFact| record.is_about(item) && record.validity.holds(day);
            let mut records = facts.ownerships.iter().filter(applies);
            if !records.any(|record| self.owners.contains(&record.unit.id)) {
                return Err(Message::new("routing-not-owner"));
            }
        }
        Ok(())
    }

    fn moment(&self, seen: NaiveDateTime) -> Result<(), Message> {
        let not = |key: &str, format: &str| Err(Message::new(key).arg("at", seen.format(format).to_string()));
        if self.hours.is_some_and(|hours| !hours.holds(seen.time())) {
            return not("routing-not-hour", "%H:%M");
        }
        if !self.weekdays.is_empty() && !self.weekdays.contains(&seen.weekday().number_from_monday()) {
            return not("routing-not-weekday", "%Y-%m-%d");
        }
        if self.season.is_some_and(|season| !season.contains(seen.date())) {
            return not("routing-not-season", "%m-%d");
        }
        Ok(())
    }

    /// Whether whatever meets the other conditions meets these too. It may say no where the truth is yes, never the
    /// other way round.
    pub fn cover(&self, other: &Self) -> bool {
        let items = self.items.is_empty()
            || (!other.items.is_empty() && other.items.iter().all(|pattern| covers_item(&self.items, pattern)));
        items
            && among(&self.groups, &other.groups)
            && among(&self.site_types, &other.site_types)
            && among(&self.nodes, &other.nodes)
            && among(&self.owners, &other.owners)
            && among(&self.sources, &other.sources)
            && among(&self.weekdays, &other.weekdays)
            && (self.hours.is_none() || self.hours == other.hours)
            && (self.season.is_none() || self.season == other.season)
    }
}

fn covers_item(patterns: &[String], other: &str) -> bool {
    match other.strip_suffix('*') {
        None => names_item(patterns, other),
        Some(beginning) => {
            patterns.iter().filter_map(|one| one.strip_suffix('*')).any(|one| beginning.starts_with(one))
        }
    }
}

fn among<T: PartialEq>(wide: &[T], narrow: &[T]) -> bool {
    wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|one| wide.contains(one)))
}
