//! What the record tells of ownership records, and what they are checked against.

use serde_json::{Value, json};
use wangge_domain::ids::UnitId;
use wangge_domain::ownership::{Ownership, OwnershipKnown, Validity};
use wangge_domain::routing::UnitRef;
use wangge_domain::text::{Lang, Message, Wording, render};
use wangge_domain::unit::Unit;

/// Asks the domain with what the campaign knows.
pub(crate) fn known_of<'u, R>(
    units: impl Fn(UnitId) -> Option<&'u Unit>,
    lang: Lang,
    item: &dyn Fn(&str) -> bool,
    then: impl FnOnce(&OwnershipKnown<'_>) -> R,
) -> R {
    let unit = |id: UnitId| {
        let unit = units(id)?;
        Some(UnitRef { id, name: unit.name.get(lang).to_owned(), active: unit.active })
    };
    then(&OwnershipKnown { unit: &unit, item })
}

/// A record as its event tells it: the unit by its name of that day, since names change.
pub(crate) fn told(record: &Ownership, unit: Option<&Unit>) -> Value {
    let unit_name = unit.map(|unit| &unit.name);
    json!({
        "id": record.id, "item_code": record.item_code, "unit_id": record.unit_id, "unit_name": unit_name,
        "basis": record.basis, "valid_from": record.validity.from, "valid_until": record.validity.until,
    })
}

/// The sentence of an event about an ownership record; none for other events.
pub fn said(kind: &str, payload: &Value, lang: Lang) -> Option<String> {
    let deed = kind.strip_prefix("ownership_")?;
    let sentence = Message::new(format!("ownership-told-{deed}"))
        .arg("now", record(&payload["new"], lang))
        .arg("then", record(&payload["old"], lang));
    Some(render(&sentence, lang))
}

fn record(told: &Value, lang: Lang) -> String {
    let text = |key: &str| told[key].as_str().unwrap_or_default();
    let day = |key: &str| text(key).parse().ok();
    let basis = if text("basis").is_empty() { "—" } else { text("basis") };
    let unit = serde_json::from_value(told["unit_name"].clone()).unwrap_or_else(|_| Wording::new("—", ""));
    let message = Message::new("ownership-record")
        .arg("unit", unit.get(lang))
        .arg("item", Ownership::item_word(told["item_code"].as_str()))
        .arg("basis", basis);
    render(&Validity { from: day("valid_from"), until: day("valid_until") }.said(message), lang)
}
