//! An observation from the columns of a row. What a row fills decides what kind of reading it is; mixed or
//! missing readings are the domain's to refuse.

use rust_decimal::Decimal;
use wangge_domain::assessment::{Observation, ObservationForm, Outside};
use wangge_domain::figure::Exact;
use wangge_domain::text::Message;

use crate::table::cell::Cell;
use crate::table::row::{RowReader, list};

const OUTSIDE: &[(Outside, &[&str])] = &[
    (Outside::NotApplicable, &["不适用", "无此项", "not_applicable", "not applicable", "n/a", "na"]),
    (Outside::Unreachable, &["无法到达", "无法调查", "未能到达", "unreachable"]),
    (Outside::Refused, &["拒绝测评", "拒访", "拒绝", "refused"]),
    (Outside::SiteVoid, &["点位作废", "作废", "点位无效", "site_void", "site void", "void"]),
];

/// The observation of a row, or faults at its columns.
pub fn observation(reader: &mut RowReader<'_>) -> Option<Observation> {
    let item = reader.needed_code("item");
    let before = reader.fault_count();
    let form = ObservationForm {
        item: item.clone().unwrap_or_default(),
        passed: reader.yes_no("passed"),
        deduction: exact(reader, "deduction"),
        count: integer(reader, "count"),
        have: integer(reader, "have"),
        ok: integer(reader, "ok"),
        of: integer(reader, "of"),
        value: exact(reader, "value"),
        instances: instances(reader),
        found: integer(reader, "found"),
        not_rectified: integer(reader, "not_rectified"),
        repeated: integer(reader, "repeated"),
        metres: exact(reader, "metres"),
        minutes: exact(reader, "minutes"),
        grade: reader.text("grade"),
        readings: readings(reader),
        outside: reader.choice("outside", OUTSIDE),
        remark: reader.text("remark").unwrap_or_default(),
    };
    if reader.fault_count() > before {
        return None;
    }
    item?;
    match form.read() {
        Ok(observation) => Some(observation),
        Err(refusal) => {
            reader.refuse("item", refusal.message());
            None
        }
    }
}

fn exact(reader: &mut RowReader<'_>, key: &str) -> Option<Exact> {
    reader.decimal(key).map(|number: Decimal| number.into())
}

/// A whole number, also a negative one, which the domain refuses with its own sentence.
fn integer(reader: &mut RowReader<'_>, key: &str) -> Option<i64> {
    let number = reader.decimal(key)?;
    let whole = number.fract().is_zero().then(|| number.trunc().to_string().parse().ok()).flatten();
    if whole.is_none() {
        reader.refuse(key, Message::new("import-not-a-count").arg("value", number));
    }
    whole
}

fn instances(reader: &mut RowReader<'_>) -> Option<Vec<i64>> {
    let text = reader.text("instances")?;
    let plain = text.trim_start_matches('[').trim_end_matches(']');
    let numbers: Option<Vec<i64>> = list(plain)
        .iter()
        .flat_map(|part| part.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|part| !part.is_empty())
        .map(|part| Cell::text(&part).decimal().ok().and_then(|d| d.to_string().parse().ok()))
        .collect();
    if numbers.is_none() {
        reader.refuse("instances", Message::new("import-not-counts").arg("value", text));
    }
    numbers
}

fn readings(reader: &mut RowReader<'_>) -> Option<Vec<ObservationForm>> {
    let text = reader.text("readings")?;
    let read = serde_json::from_str(&text);
    if let Err(e) = &read {
        reader.refuse("readings", Message::new("import-not-readings").arg("why", e));
    }
    read.ok()
}
