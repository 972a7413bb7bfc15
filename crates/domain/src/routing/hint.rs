//! What a reader of the table should know of a rule before it is asked.

use chrono::NaiveDate;

use super::{RoutingRule, Rule, RuleTable, UnitRef};
use crate::ids::{NodeId, UnitId};
use crate::text::Message;

/// What the campaign knows of the things rules name.
#[expect(missing_debug_implementations, reason = "it only borrows questions")]
pub struct Known<'a> {
    /// A unit.
    pub unit: &'a dyn Fn(UnitId) -> Option<UnitRef>,
    /// A node: its name, and whether it is in use.
    pub node: &'a dyn Fn(NodeId) -> Option<(String, bool)>,
    /// Whether the edition in force has an item whose code fits a pattern; none while none is in force.
    pub item: &'a dyn Fn(&str) -> Option<bool>,
}

vocabulary! {
    /// What is to be known of a rule.
    HintKind in "routing-hint" {
        /// It points to a unit out of use: what it applies to goes to the office.
        DisabledUnit = "disabled_unit",
        /// A unit that should assist is out of use, and is left out.
        DisabledAssisting = "disabled_assisting",
        /// A rule before it applies to all it applies to: it never fires.
        Shadowed = "shadowed",
        /// It names a node out of use.
        RetiredNode = "retired_node",
        /// The edition in force has no such item.
        UnknownItem = "unknown_item",
        /// It is in force from a later day.
        Upcoming = "upcoming",
        /// It is no longer in force.
        Ended = "ended",
    }
}

impl HintKind {
    /// Whether it asks for something to be done.
    pub const fn grave(self) -> bool {
        !matches!(self, Self::Upcoming | Self::Ended)
    }
}

/// Something to be known of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What.
    pub kind: HintKind,
    /// The sentence.
    pub message: Message,
}

impl RuleTable {
    /// What is to be known of each rule on a day, in the order of the table. Of a rule switched off or ended nothing is
    /// said that would ask for something to be done.
    pub fn hints(&self, known: &Known<'_>, today: NaiveDate) -> Vec<Vec<Hint>> {
        let of = |(place, rule): (usize, &Rule)| {
            let before = self.rules.get(..place).unwrap_or_default();
            rule_hints(rule, before, known, today)
        };
        self.rules.iter().enumerate().map(of).collect()
    }
}

fn rule_hints(rule: &Rule, before: &[Rule], known: &Known<'_>, today: NaiveDate) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut hint = |kind: HintKind, message: Message| hints.push(Hint { kind, message });
    if !rule.enabled {
        return hints;
    }
    if let Some(until) = rule.until.filter(|until| *until < today) {
        hint(HintKind::Ended, Message::new("routing-no-longer").arg("day", until.to_string()));
        return hints;
    }
    let closed = |id: &UnitId| (known.unit)(*id).filter(|unit| !unit.active);
    let main = rule.unit_id.filter(|_| rule.target == RoutingRule::NamedUnit);
    if let Some(unit) = main.as_ref().and_then(closed) {
        hint(HintKind::DisabledUnit, Message::new("routing-hint-disabled").arg("unit", &unit.name));
    }
    for unit in rule.assisting.iter().filter_map(closed) {
        hint(HintKind::DisabledAssisting, Message::new("routing-hint-assisting").arg("unit", &unit.name));
    }
    let shadow = (1_u32..).zip(before).find(|(_, earlier)| shadows(earlier, rule, today));
    if let Some((number, _)) = shadow {
        hint(HintKind::Shadowed, Message::new("routing-hint-shadow").arg("number", number));
    }
    let retired = rule.conditions.nodes.iter().filter_map(|id| (known.node)(*id)).filter(|(_, active)| !active);
    for (name, _) in retired {
        hint(HintKind::RetiredNode, Message::new("routing-hint-node").arg("node", &name));
    }
    for code in rule.conditions.items.iter().filter(|code| (known.item)(code) == Some(false)) {
        hint(HintKind::UnknownItem, Message::new("routing-hint-item").arg("item", code));
    }
    if let Some(from) = rule.from.filter(|from| today < *from) {
        hint(HintKind::Upcoming, Message::new("routing-not-yet").arg("day", from.to_string()));
    }
    hints
}

/// Whether an earlier rule decides wherever the later one applies, on every day from today on. Only a rule that names
/// its unit itself, or leaves the case to the office, decides wherever its conditions hold.
fn shadows(earlier: &Rule, later: &Rule, today: NaiveDate) -> bool {
    let decides = matches!(earlier.target, RoutingRule::NamedUnit | RoutingRule::Office);
    let begins = |rule: &Rule| rule.from.map_or(today, |from| from.max(today));
    let ends = |rule: &Rule| rule.until.unwrap_or(NaiveDate::MAX);
    earlier.enabled
        && decides
        && begins(earlier) <= begins(later)
        && ends(later) <= ends(earlier)
        && earlier.conditions.cover(&later.conditions)
}
