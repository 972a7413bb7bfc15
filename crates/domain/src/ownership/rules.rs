//! What an ownership record may say beside the others of its site.

use chrono::NaiveDate;

use super::{Ownership, Validity};
use crate::ids::UnitId;
use crate::routing::UnitRef;
use crate::text::Message;

/// The most characters of what a record rests on.
const BASIS_MOST: usize = 300;

/// Something wrong with a record, at one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipFault {
    /// The field: `unit_id`, `item_code`, `basis`, `valid_from` or `valid_until`.
    pub field: &'static str,
    /// What is wrong.
    pub message: Message,
}

/// What records are checked against.
#[expect(missing_debug_implementations, reason = "it only borrows what is asked")]
pub struct OwnershipKnown<'a> {
    /// The unit of an identity.
    pub unit: &'a dyn Fn(UnitId) -> Option<UnitRef>,
    /// Whether the edition in force has an item of this code; where no edition is in force, every code will do.
    pub item: &'a dyn Fn(&str) -> bool,
}

/// Everything wrong with a record, beside `others` of its site. What stood so before the edit is not held against it: a
/// unit may have been closed since, an item may be of an earlier edition.
pub fn faults(
    record: &Ownership,
    before: Option<&Ownership>,
    others: &[Ownership],
    known: &OwnershipKnown<'_>,
) -> Vec<OwnershipFault> {
    let mut faults = Vec::new();
    let mut add = |field, message| faults.push(OwnershipFault { field, message });
    match (known.unit)(record.unit_id) {
        None => add("unit_id", Message::new("ownership-no-such-unit")),
        Some(unit) if !unit.active && before.is_none_or(|before| before.unit_id != record.unit_id) => {
            add("unit_id", Message::new("ownership-unit-closed").arg("unit", unit.name));
        }
        Some(_) => {}
    }
    if let Some(code) = record.item_code.as_deref().filter(|code| !(known.item)(code))
        && before.is_none_or(|before| before.item_code != record.item_code)
    {
        add("item_code", Message::new("ownership-no-such-item").arg("item", code));
    }
    let basis = record.basis.trim();
    if basis.is_empty() && before.is_none_or(|before| !before.basis.trim().is_empty()) {
        add("basis", Message::new("ownership-basis-needed"));
    }
    if basis.chars().count() > BASIS_MOST {
        add("basis", Message::new("ownership-too-long").arg("most", BASIS_MOST));
    }
    if record.validity.from.zip(record.validity.until).is_some_and(|(from, until)| until < from) {
        add("valid_until", Message::new("ownership-ends-before-it-begins"));
    } else if let Some(other) = others.iter().find(|other| overlap(record, other)) {
        let unit = (known.unit)(other.unit_id).map_or_else(|| "—".to_owned(), |unit| unit.name);
        let message = Message::new("ownership-overlaps")
            .arg("unit", unit)
            .arg("item", Ownership::item_word(other.item_code.as_deref()));
        add("valid_from", other.validity.said(message));
    }
    faults
}

/// Whether two records are about the same at the same time.
pub fn overlap(one: &Ownership, other: &Ownership) -> bool {
    one.id != other.id
        && one.site_id == other.site_id
        && one.item_code == other.item_code
        && one.validity.meets(other.validity)
}

/// The record as it ends where another takes its place from a day on; unchanged where it has ended before.
///
/// # Errors
/// When it begins on that day or later, so that there is nothing to take the place of.
pub fn succeeded(record: &Ownership, from: NaiveDate) -> Result<Ownership, Message> {
    let before = from.pred_opt();
    let last = before.filter(|last| record.validity.from.is_none_or(|first| first <= *last)).ok_or_else(|| {
        let first = record.validity.from.unwrap_or(from);
        Message::new("ownership-follows-too-early").arg("from", first)
    })?;
    let until = record.validity.until.map_or(last, |until| until.min(last));
    Ok(Ownership { validity: Validity { until: Some(until), ..record.validity }, ..record.clone() })
}
