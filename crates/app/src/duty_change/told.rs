//! What the record tells of duty changes.

use serde_json::{Value, json};
use wangge_domain::duty_change::{DutyChange, DutyChangeFailure, Passing};
use wangge_domain::text::{Lang, Message, Wording, render};
use wangge_domain::unit::Unit;

/// A change as its events tell it: the units by their names of that day, since names change.
pub(super) fn told(change: &DutyChange, from: Option<&Unit>, to: Option<&Unit>) -> Value {
    json!({
        "id": change.id, "part": change.part, "effective_on": change.effective_on, "basis": change.basis,
        "unit_id": change.unit_id, "unit_name": to.map(|unit| &unit.name),
        "from_unit_id": from.map(|unit| unit.id), "from_unit_name": from.map(|unit| &unit.name),
        "failure": change.failure, "noun": change.subject.noun(), "planned_by": change.planned_name,
    })
}

/// Why a change failed, in a sentence.
pub(super) fn reason(failure: DutyChangeFailure, noun: &str, unit: &str, lang: Lang) -> String {
    render(&Message::new(failure.key()).arg("noun", noun).arg("unit", unit), lang)
}

/// The sentence of an event about a duty change, or of the edit that rests on one; none for other events.
pub fn said(kind: &str, payload: &Value, lang: Lang) -> Option<String> {
    let deed = if kind == "edited" { "effected" } else { kind.strip_prefix("duty_change_")? };
    let told = payload.get("duty_change")?;
    let text = |key: &str| told[key].as_str().unwrap_or_default();
    let name = |key: &str| serde_json::from_value::<Wording>(told[key].clone()).ok();
    let (from, to) = (name("from_unit_name"), name("unit_name"));
    let passing = Passing {
        part: text("part").parse().ok()?,
        on: text("effective_on").parse().ok()?,
        from: from.as_ref().map(|name| name.get(lang)),
        to: to.as_ref().map(|name| name.get(lang)),
    };
    let failure = text("failure").parse().ok();
    let because = failure.map(|failure| reason(failure, text("noun"), passing.to.unwrap_or("—"), lang));
    let sentence = Message::new(format!("duty_change-told-{deed}"))
        .arg("what", render(&passing.message(), lang))
        .arg("basis", text("basis"))
        .arg("reason", because.unwrap_or_default());
    Some(render(&sentence, lang))
}
